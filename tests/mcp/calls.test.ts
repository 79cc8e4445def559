import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  ClaudeSDKClient,
  createSdkMcpServer,
  type Options,
  type ToolCallContext,
  tool,
} from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const claude = withRealClaude();

/** A call that goes on until it is told to stop. */
class Endless {
  readonly begun: Promise<ToolCallContext>;
  readonly stopped: Promise<void>;
  readonly tool;

  constructor() {
    let begin: (context: ToolCallContext) => void = () => undefined;
    let stop: () => void = () => undefined;
    this.begun = new Promise((resolve) => (begin = resolve));
    this.stopped = new Promise((resolve) => (stop = resolve));
    this.tool = tool("endless", "Never ends", {}, (_args, context) => {
      begin(context);
      return new Promise((_resolve, reject) => {
        context.signal.addEventListener("abort", () => {
          stop();
          reject(new Error("stopped"));
        });
      });
    });
  }
}

function calling(name: string): string {
  const steps = [{ tools: [{ name: `mcp__local__${name}`, input: {} }] }, { text: "done" }];
  return `[[mock: ${JSON.stringify(steps)} ]]`;
}

describe("Calls of in-process tools with the real CLI", { timeout: 300_000 }, () => {
  const disposed = disposing();

  function connected(tools: ReturnType<typeof tool>[], more: Options = {}): ClaudeSDKClient {
    const mcpServers = { local: createSdkMcpServer({ name: "local", tools, alwaysLoad: true }) };
    const options = claude.options({ mcpServers, allowedTools: ["mcp__local__*", "mcp__local"], ...more });
    return disposed(new ClaudeSDKClient(options));
  }

  it("an interrupt stops the call, and the session goes on", async () => {
    const endless = new Endless();
    const client = connected([endless.tool]);
    await client.sendMessage(calling("endless"));
    const context = await endless.begun;
    assert.match(context.toolUseId ?? "", /^toolu_/);
    await client.interrupt();
    await endless.stopped;
    assert.equal((await client.result()).terminal_reason, "aborted_tools");
    await client.sendMessage("Say hello");
    assert.equal((await client.result()).is_error, false);
  });

  it("progress is told while the call runs, and the result comes after it", async () => {
    const steps: number[] = [];
    const slow = tool("slow", "Counts", {}, async (_args, { _meta, sendNotification }) => {
      for (const progress of [1, 2, 3]) {
        const params = {
          progressToken: _meta?.["progressToken"],
          progress,
          total: 3,
          message: `step ${progress}`,
        };
        await sendNotification({ method: "notifications/progress", params });
        steps.push(progress);
      }
      return { content: [{ type: "text", text: "counted" }] };
    });
    const client = connected([slow]);
    const warnings: unknown[] = [];
    client.on("warning", (warning) => warnings.push(warning));
    await client.sendMessage(calling("slow"));
    const result = await client.result();
    assert.deepEqual([result.is_error, steps, warnings], [false, [1, 2, 3], []]);
    assert.match(JSON.stringify(claude.model.requests.at(-1)?.messages), /counted/);
  });

  it("annotations, search hints and alwaysLoad reach the CLI", async () => {
    const annotations = { title: "Reader", readOnlyHint: true, openWorldHint: true };
    const reader = tool("reader", "Reads", {}, () => Promise.resolve({ content: [] }), { annotations });
    const client = connected([reader]);
    await client.sendMessage("Say hello");
    await client.result();
    const [status] = await client.mcpServerStatus();
    const [listed] = status?.tools ?? [];
    assert.deepEqual(
      [status?.status, listed?.name, listed?.annotations?.readOnly, listed?.annotations?.openWorld],
      ["connected", "reader", true, true],
    );
    assert.ok(claude.model.requests.at(-1)?.tools.includes("mcp__local__reader"), "it is loaded at once");
  });
});
