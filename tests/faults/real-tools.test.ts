// F47 and F49 on the real CLI: tools of this program that fail, and callbacks that use their own session.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { type ClaudeSDKClient, createSdkMcpServer, type Options, tool } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { fault } from "../support/fault.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();

describe("Tools of this program in the real CLI", () => {
  fault(
    "F47: one that throws, gives nothing or too much is a failed call, and the turn goes on",
    async (scene) => {
      const huge = { content: [{ type: "text" as const, text: "x".repeat(26 << 20) }] };
      const handlers: Record<string, () => Promise<unknown>> = {
        throws: () => Promise.reject(new Error("the disk is full")),
        nothing: () => Promise.resolve(undefined),
        huge: () => Promise.resolve(huge),
      };
      const tools = Object.entries(handlers).map(([name, handler]) => tool(name, name, {}, handler as never));
      const calls = tools.map(({ name }) => ({ name: `mcp__own__${name}`, input: {} }));
      const options = claude.options({
        mcpServers: { own: createSdkMcpServer({ name: "own", tools }) },
        allowedTools: ["mcp__own"],
      });
      const messages: object[] = [];
      const prompt = `[[mock: ${JSON.stringify([{ tools: calls }, { text: "done" }])} ]]`;
      for await (const message of scene.query(prompt, options)) messages.push(message);
      const said = JSON.stringify(messages);
      for (const text of [
        /the disk is full/,
        /gave no result/,
        /more than 26214400; write large data to a file/,
      ])
        assert.match(said, text);
      assert.equal(said.match(/"is_error":true/g)?.length, 3);
      assert.match(said, /"subtype":"success"/);
    },
  );
});

describe("Callbacks that use their own session with the real CLI", () => {
  const uses: [string, "hook" | "permission", (client: ClaudeSDKClient) => Promise<unknown>][] = [
    ["close()", "hook", (client) => client.close()],
    ["interrupt()", "permission", (client) => client.interrupt()],
    ["sendMessage()", "hook", (client) => client.sendMessage("mock:text")],
  ];
  for (const [what, place, use] of uses) {
    fault(`F49: ${what} inside a ${place} callback returns, and the session ends well`, async (scene) => {
      let client: ClaudeSDKClient | undefined;
      let returned = false;
      const inside = async (): Promise<void> => {
        if (client !== undefined && !returned) await use(client);
        returned = true;
      };
      const options: Options =
        place === "hook"
          ? {
              allowedTools: ["Bash"],
              hooks: { PreToolUse: [{ hooks: [() => inside().then(() => ({}))] }] },
            }
          : { canUseTool: () => inside().then(() => ({ behavior: "deny", message: "no" })) };
      client = scene.client(claude.options(options));
      await client.sendMessage("mock:touch");
      await until(() => returned, `${what} inside a ${place} never came back`);
      if (what !== "close()") await client.result();
      assert.equal((await client.close()).reason, "closed");
    });
  }
});
