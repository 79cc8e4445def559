import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { query } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { mainCommand, type ServerProcess, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const INSPECTOR = path.join(import.meta.dirname, "../../node_modules/.bin/mcp-inspector");
const run = promisify(execFile);

describe("Other people's clients", () => {
  let server: ServerProcess;
  before(async () => {
    server = await startServerProcess(await claude.started());
  });
  after(() => server.stop());

  const onNode =
    "deno" in process.versions || "bun" in process.versions ? "the inspector is a Node program" : false;

  it("the MCP inspector lists and calls the tools over HTTP", { timeout: 60_000, skip: onNode }, async () => {
    const inspect = async (...args: string[]): Promise<string> => {
      const header = ["--header", `Authorization: Bearer ${server.token}`];
      const all = ["--cli", server.url, "--transport", "http", ...header, ...args];
      const { stdout } = await run(process.execPath, [INSPECTOR, ...all], {
        env: marked(claude.model.env()),
        cwd: claude.model.home,
      });
      return stdout;
    };
    const { tools } = JSON.parse(await inspect("--method", "tools/list")) as { tools: { name: string }[] };
    assert.equal(tools.length, 8);
    const args = ["prompt=What is the capital of France?", "await_completion_ms=30000"].flatMap((arg) => [
      "--tool-arg",
      arg,
    ]);
    assert.match(
      await inspect("--method", "tools/call", "--tool-name", "claude_spawn_agent", ...args),
      /Paris\./,
    );
  });

  for (const transport of ["http", "stdio"] as const) {
    it(`the real CLI delegates to an agent through this server over ${transport}, and gets its answer`, {
      timeout: 60_000,
    }, async () => {
      const { model } = claude;
      const [command, ...args] = mainCommand();
      const config =
        transport === "http"
          ? { type: "http", url: server.url, headers: { Authorization: `Bearer ${server.token}` } }
          : { command, args: [...args, "serve", "--stdio", "--root", model.home], env: marked(model.env()) };
      const input = { prompt: "What is the capital of France?", await_completion_ms: 30_000 };
      const steps = [{ tool: "mcp__agents__claude_spawn_agent", input }, { text: "The agent has answered." }];
      const options = claude.options({
        allowedTools: ["mcp__agents__claude_spawn_agent"],
        strictMcpConfig: true,
        extraArgs: { "mcp-config": JSON.stringify({ mcpServers: { agents: config } }) },
      });
      // Without this the CLI may begin its first turn before it knows the server's tools.
      const env = { ...options.env, MCP_CONNECTION_NONBLOCKING: "0" };
      const given: unknown[] = [];
      for await (const message of query(`[[mock: ${JSON.stringify(steps)} ]]`, { ...options, env })) {
        if (message.type === "user") given.push(message.message.content);
      }
      assert.match(JSON.stringify(given), /Agent-1.*idle.*Paris\./);
    });
  }
});
