// F47 and F49 on the real CLI: tools of this program that fail or hang, and callbacks that use their own session.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { type ClaudeSDKClient, createSdkMcpServer, type Options, tool } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { fault, type Scene, until } from "../support/fault.ts";

const claude = withRealClaude();

/** What the messages of one turn say, as JSON. */
async function turn(scene: Scene, prompt: string, options: Options): Promise<string> {
  const messages: object[] = [];
  for await (const message of scene.query(prompt, claude.options(options))) messages.push(message);
  return JSON.stringify(messages);
}

const failing = (): Promise<never> => Promise.reject(new Error("SECRET of the host"));
const hanging = (): Promise<never> => new Promise(() => undefined);

describe("Tools of this program in the real CLI", () => {
  const calling = (name: string): string =>
    `[[mock: ${JSON.stringify([{ tool: `mcp__own__${name}`, input: {} }, { text: "done" }])} ]]`;
  const own = (...tools: Parameters<typeof createSdkMcpServer>[0]["tools"] & object): Options => ({
    mcpServers: { own: createSdkMcpServer({ name: "own", tools }) },
    allowedTools: ["mcp__own"],
  });

  fault(
    "F47: one that throws, gives nothing or too much is a failed call, and the turn goes on",
    async (scene) => {
      const huge = { content: [{ type: "text" as const, text: "x".repeat(26 << 20) }] };
      const cases: [string, () => Promise<unknown>, RegExp][] = [
        ["throws", failing, /SECRET of the host/],
        ["nothing", () => Promise.resolve(undefined), /gave no result/],
        ["huge", () => Promise.resolve(huge), /more than 26214400; write large data to a file/],
      ];
      for (const [name, handler, text] of cases) {
        const said = await turn(scene, calling(name), own(tool(name, name, {}, handler as never)));
        assert.match(said, text);
        assert.match(said, /"is_error":true/);
        assert.match(said, /"subtype":"success"/);
      }
    },
  );

  fault("F47: one that never answers is cancelled by an interrupt, and by close", async (scene) => {
    for (const how of ["interrupt", "close"] as const) {
      let signal: AbortSignal | undefined;
      const hang = tool("hang", "Hangs", {}, (_args, context) => {
        signal = context.signal;
        return hanging();
      });
      const client = scene.client(claude.options(own(hang)));
      await client.sendMessage(calling("hang"));
      await until(() => signal !== undefined, "it was never called", 20_000);
      if (how === "interrupt") {
        await client.interrupt();
        assert.equal((await client.result()).subtype, "error_during_execution");
        assert.equal(signal?.aborted, true);
      }
      await client.close();
      assert.equal(signal?.aborted, true, how);
    }
  });
});

describe("Callbacks that use their own session with the real CLI", () => {
  const uses: [string, (client: ClaudeSDKClient) => Promise<unknown>][] = [
    ["close()", (client) => client.close()],
    ["interrupt()", (client) => client.interrupt()],
    ["sendMessage()", (client) => client.sendMessage("mock:text")],
  ];
  for (const [what, use] of uses) {
    fault(
      `F49: ${what} inside a hook and a permission callback returns, and the session ends well`,
      async (scene) => {
        for (const place of ["hook", "permission"] as const) {
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
          await until(() => returned, `${what} inside a ${place} never came back`, 20_000);
          if (what !== "close()") await client.result();
          assert.equal((await client.close()).reason, "closed");
        }
      },
    );
  }
});
