// The inspector, as a client of 2026-07-28: it shows tasks, and puts their questions as forms.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { runtimes } from "../../scripts/gate/runtimes.ts";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { modernClient } from "../support/modern.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const BIN = path.join(import.meta.dirname, "../../node_modules/.bin");
const CONNECTION = ["--connection", "agents", "--format", "json"];
const job = (steps: readonly object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;

describe("The inspector", { timeout: 10 * LONG_MS }, () => {
  let server: ServerProcess;
  before(async () => {
    server = await startServerProcess(await claude.started());
  });
  after(async () => {
    try {
      // Its connections are held by a process of its own.
      await run("mcpdo", "daemon", "stop");
    } finally {
      await server.stop();
    }
  });

  /** A command of the inspector, which wants a newer Node than we do. */
  async function run(command: string, ...args: readonly string[]): Promise<string> {
    const { home } = claude.model;
    const node22 = runtimes().find(({ name }) => name.startsWith("node22"))?.file;
    if (node22 === undefined) assert.fail("There is no node22: npm run test:all installs one");
    const own = { NODE_NO_WARNINGS: "1", MCP_STORAGE_DIR: path.join(home, "inspector") };
    const env = marked({ ...claude.model.env(), ...own, MCP_INSPECTOR_SECRET_STORE: "file" });
    const running = promisify(execFile)(node22, [path.join(BIN, command), ...args], { env, cwd: home });
    running.child.stdin?.end();
    return (await running).stdout;
  }
  const mcpdo = async (...args: readonly string[]): Promise<Record<string, unknown>> =>
    JSON.parse(await run("mcpdo", ...args, ...CONNECTION)) as Record<string, unknown>;
  const header = (): string[] => ["--header", `Authorization: Bearer ${server.token}`];

  it("waits for a task behind a call, on its command line", async () => {
    const where = [server.url, "--transport", "http", ...header(), "--protocol-era", "modern"];
    const cli = async (...args: readonly string[]): Promise<Record<string, unknown>> =>
      JSON.parse(await run("mcp-inspector", "--cli", ...where, "--method", ...args)) as Record<
        string,
        unknown
      >;
    const { protocolVersion, capabilities } = await cli("initialize");
    assert.equal(protocolVersion, "2026-07-28");
    assert.ok("io.modelcontextprotocol/tasks" in (capabilities as { extensions: object }).extensions);
    // No await_completion_ms: what is answered at once is the task.
    const prompt = job([{ delay_ms: 3_000, text: "after a while" }]);
    const called = await cli(
      "tools/call",
      "--tool-name",
      "claude_spawn_agent",
      "--tool-arg",
      `prompt=${prompt}`,
    );
    assert.match(JSON.stringify(called["structuredContent"]), /"completed":true.*"text":"after a while"/);
  });

  it("shows a task, its question as a form, and its end, on a connection", async () => {
    await mcpdo("connect", server.url, "--era", "modern", "--transport", "http", ...header());
    const file = path.join(claude.model.home, "inspected.txt");
    const prompt = job([{ tool: "Write", input: { file_path: file, content: "x" } }, { text: "written" }]);
    const call = { prompt, ask_permissions: true, label: "Ada" };
    const asked = JSON.stringify(await mcpdo("tools/call", "claude_spawn_agent", JSON.stringify(call)));
    assert.match(asked, /Ada-1 asks to use Write in /);
    assert.ok(!existsSync(file));
    const id = /"elicitationId":"([^"]+)"/.exec(asked)?.[1] ?? assert.fail(asked);
    const answered = JSON.stringify(await mcpdo("elicitation/respond", id, "{}"));
    assert.match(answered, /"completed":true.*"text":"written"/);
    assert.ok(existsSync(file));
  });

  it("looks at, answers and cancels a task by its id", async () => {
    const rpc = modernClient(server);
    const begin = async (args: object): Promise<string> => {
      const { result } = await rpc("tools/call", { name: "claude_spawn_agent", arguments: args });
      return String(result?.["taskId"]);
    };
    const input = { file_path: path.join(claude.model.home, "answered.txt"), content: "x" };
    const asking = await begin({
      prompt: job([{ tool: "Write", input }, { text: "answered" }]),
      ask_permissions: true,
    });
    let shown: Record<string, unknown> = {};
    const comesTo = (taskId: string, status: string): Promise<void> =>
      until(
        async () => {
          shown = (await mcpdo("tasks/get", "--task-id", taskId))["task"] as Record<string, unknown>;
          return shown["status"] === status;
        },
        () => JSON.stringify(shown),
        3 * LONG_MS,
      );
    await comesTo(asking, "input_required");
    const { inputRequests = {} } = shown["raw"] as { inputRequests?: object };
    const [key = ""] = Object.keys(inputRequests);
    const responses = JSON.stringify({ [key]: { action: "accept", content: {} } });
    await mcpdo("tasks/update", "--task-id", asking, "--input-responses", responses);
    await comesTo(asking, "completed");
    const stopped = await begin({ prompt: job([{ delay_ms: 600_000, text: "never" }]) });
    await mcpdo("tasks/cancel", "--task-id", stopped);
    await comesTo(stopped, "cancelled");
  });
});
