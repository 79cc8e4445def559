// F49: callbacks, tools and listeners that use the session which calls them.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import { type ClaudeSDKClient, createSdkMcpServer, type Options, tool } from "../../lib/index.ts";
import {
  initFrame,
  permissionFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted, TOGETHER } from "../support/fault.ts";
import { until } from "../support/until.ts";

const done: ScriptedStep = { emit: [resultFrame("done"), stateFrame("idle")] };
const answered: ScriptedStep = { expect: { type: "control_response", response: { request_id: "q" } } };
const request = (fields: ScriptedFrame): ScriptedFrame => ({
  type: "control_request",
  request_id: "q",
  request: fields,
});
/** What a CLI says that takes in-process servers. */
const READY = { claude_code_version: CLI_VERSION, mcp_servers_applied: true };

const NEVER = "a request that is never answered";

describe("A callback that uses its own session", TOGETHER, () => {
  const uses: Record<string, (client: ClaudeSDKClient) => Promise<unknown>> = {
    "close()": (client) => client.close(),
    "sendMessage()": (client) => client.sendMessage("from inside"),
    "interrupt()": (client) => client.interrupt(),
    "setModel()": (client) => client.setModel("x"),
    [NEVER]: (client) => client.request("get_context_usage", {}).catch(() => undefined),
  };
  const hookRequest = request({
    subtype: "hook_callback",
    callback_id: "hook_0",
    input: { hook_event_name: "Stop" },
  });
  const toolCall = request({
    subtype: "mcp_message",
    server_name: "own",
    message: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "use", arguments: {} } },
  });
  const callbacks: Record<string, { asked: ScriptedFrame; options: (use: () => Promise<void>) => Options }> =
    {
      canUseTool: {
        asked: permissionFrame("q", "Bash", {}),
        options: (use) => ({ canUseTool: () => use().then(() => ({ behavior: "allow" })) }),
      },
      "a hook": {
        asked: hookRequest,
        options: (use) => ({ hooks: { Stop: [{ hooks: [() => use().then(() => ({}))] }] } }),
      },
      "a tool": {
        asked: toolCall,
        options: (use) => ({
          mcpServers: {
            own: createSdkMcpServer({
              name: "own",
              tools: [tool("use", "Uses", {}, () => use().then(() => ({ content: [] })))],
            }),
          },
        }),
      },
    };
  for (const [where, { asked, options }] of Object.entries(callbacks)) {
    fault(
      `F49: ${where} waits for close(), a message or a request of its own session without a deadlock`,
      async (scene) => {
        for (const [what, use] of Object.entries(uses)) {
          const steps: ScriptedStep[] = [prompted, { emit: [initFrame(), asked] }, answered, done];
          let returned = false;
          let client: ClaudeSDKClient | undefined;
          const inside = async (): Promise<void> => {
            if (client !== undefined) await use(client);
            returned = true;
          };
          const scripted = await scene.options({
            steps,
            silent: ["get_context_usage"],
            answer: { initialize: READY },
          });
          client = scene.client({
            ...scripted,
            ...options(inside),
            controlTimeoutMs: what === NEVER ? 300 : 10_000,
          });
          await client.sendMessage("hello");
          await until(() => returned, `${what} inside ${where} never came back`);
          if (what !== "close()") assert.equal((await client.result()).subtype, "success");
          assert.equal((await client.close()).reason, "closed");
        }
      },
    );
  }

  fault("F49: listeners and the loop itself may close the session, too", async (scene) => {
    const steps: ScriptedStep[] = [prompted, { emit: initFrame() }, { stderr: "x" }, done];
    for (const event of ["message", "turnEnded", "settled", "activity", "stderr"] as const) {
      const client = scene.client(await scene.options({ steps }));
      const closed = new Promise((resolve) =>
        client.once(event, () => void client.close().then((end) => resolve(end.reason))),
      );
      await client.sendMessage("hello").catch(() => undefined);
      assert.equal(await closed, "closed", event);
    }
    const running = scene.query("hello", await scene.options({ steps }));
    const seen: string[] = [];
    for await (const { type } of running) {
      seen.push(type);
      await running.close();
    }
    // What had been received when it was closed is still given.
    assert.equal(seen[0], "system");
  });
});
