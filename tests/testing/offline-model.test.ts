import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ClaudeSDKClient, query } from "../../lib/index.ts";
import { type OfflineModelOptions, startOfflineModel } from "../../lib/testing/index.ts";
import { marked } from "../support/leaks.ts";

async function withModel<T>(
  reply: NonNullable<OfflineModelOptions["reply"]>,
  use: (options: { env: Record<string, string>; cwd: string }) => Promise<T>,
): Promise<T> {
  const model = await startOfflineModel({ reply });
  try {
    return await use({ env: marked(model.env()), cwd: model.home });
  } finally {
    await model.close();
  }
}

describe("startOfflineModel()", () => {
  it("a scenario as `reply` is played from the beginning of each conversation, and then the responder answers", {
    timeout: 60_000,
  }, async () => {
    const reply = [
      { tool: "Bash", input: { command: "echo from-a-tool", description: "say it" } },
      { text: "The tool has run." },
      { text: "That was all." },
    ];
    await withModel(reply, async (options) => {
      const client = new ClaudeSDKClient(options);
      const results: string[] = [];
      for (const prompt of ["Say it", "And now?", "What is the capital of France?"]) {
        await client.sendMessage(prompt);
        const result = await client.result();
        results.push(result.subtype === "success" ? result.result : result.subtype);
      }
      await client.close();
      assert.deepEqual(results, ["The tool has run.", "That was all.", "Paris."]);
      const other = await query("Say it", options).result();
      assert.equal(other.subtype === "success" && other.result, "The tool has run.", "another conversation");
    });
  });

  it("a function as `reply` sees the conversation; a directive in the prompt goes before it", {
    timeout: 60_000,
  }, async () => {
    await withModel(
      (messages) => ({
        text: `${messages.filter(({ role }) => role === "assistant").length} answers so far`,
      }),
      async (options) => {
        const told = await query("Hello", options).result();
        assert.equal(told.subtype === "success" && told.result, "0 answers so far");
        const directed = await query("mock:text", options).result();
        assert.equal(directed.subtype === "success" && directed.result, "Paris.");
      },
    );
  });
});
