import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { AgentManager } from "../../lib/index.ts";
import { assistantFrame, initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";

const TEXTS = ["short", "", "🎉".repeat(7), `${"long ".repeat(50)}end`, "two\nlines", "last"];
const tool = (name: string, input: object): object => ({ type: "tool_use", id: "t", name, input });

describe("What an agent has said", { timeout: 60_000 }, () => {
  let manager: AgentManager;
  let id = "";
  before(async () => {
    manager = new AgentManager({ ringMessages: 100 });
    const said = TEXTS.map((text) => assistantFrame(text));
    const used = assistantFrame("", {
      message: {
        role: "assistant",
        content: [tool("Bash", { command: "ls\n  -la", description: "list" }), tool("TodoWrite", {})],
      },
    });
    const emit = [
      stateFrame("running"),
      initFrame(),
      ...said,
      used,
      resultFrame("no", { is_error: true }),
      stateFrame("idle"),
    ];
    // Ended, so that it can be read when the script is gone.
    await withScript({ steps: [{ expect: { type: "user" } }, { emit }, { hang: true }] }, async (options) => {
      const { sessionIds } = await manager.spawnSession({ prompt: "x", options });
      [id = ""] = sessionIds;
      await manager.wait(id, { timeoutMs: 30_000 });
      await manager.terminateSession(id);
    });
  });

  it("is read by absolute positions, whose cursor is never past the end", () => {
    const total = TEXTS.length + 3;
    const seqs = (page: Parameters<AgentManager["getSessionOutput"]>[1]): number[] =>
      manager.getSessionOutput(id, page).messages.map(({ seq }) => seq);
    const all = Array.from({ length: total }, (_, index) => index);
    assert.deepEqual(seqs({}), all);
    assert.deepEqual(
      [seqs({ offset: 2, length: 2 }), seqs({ after: 2, limit: 2 }), seqs({ limit: 1 })],
      [[2, 3], [3, 4], [0]],
    );
    assert.deepEqual(
      [seqs({ offset: -2 }), seqs({ offset: -100, length: 3 })],
      [all.slice(-2), all.slice(-3)],
    );
    assert.deepEqual(
      [seqs({ types: ["result"] }), seqs({ types: ["assistant"], limit: 2 })],
      [[total - 1], [1, 2]],
    );
    for (const page of [{ offset: 5_000 }, { after: 5_000 }, {}, { types: ["none"] }, { offset: -1 }])
      assert.equal(manager.getSessionOutput(id, page).nextAfter, total - 1);
    const none = manager.getSessionOutput(id, { length: 0 });
    assert.deepEqual([none.messages.length, none.nextAfter, none.hasMore], [0, -1, true]);
    for (const page of [
      { after: 1, offset: 1 },
      { length: 1, limit: 2 },
      { after: -2 },
      { offset: 0.5 },
      { length: -1 },
      { types: "assistant" as unknown as string[] },
    ])
      assert.throws(() => manager.getSessionOutput(id, page), { code: "invalid_options" });
  });

  it("is read as text: words, a line for each tool, and what went wrong; pages put together are the exact text", () => {
    const { text } = manager.getSessionText(id, { maxCharacters: 100_000 });
    assert.equal(
      text,
      `${TEXTS.map((words) => `${words}\n`).join("")}[Bash] ls -la\n[TodoWrite] {}\nError: no\n`,
    );
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), (maxCharacters) => {
        let [read, cursor, more] = ["", undefined as string | undefined, true];
        while (more) {
          const page = manager.getSessionText(id, { cursor, maxCharacters });
          assert.ok(page.text.length <= maxCharacters && !/^[\udc00-\udfff]/.test(page.text));
          read += page.text;
          ({ cursor, hasMore: more } = page);
        }
        assert.equal(read, text);
        assert.equal(manager.getSessionText(id, { cursor }).text, "");
      }),
    );
    assert.throws(() => manager.getSessionText(id, { cursor: "x" }), { code: "invalid_options" });
    assert.throws(() => manager.getSessionText(id, { maxCharacters: 1 }), { code: "invalid_options" });
  });
});
