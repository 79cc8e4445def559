// The MCP SDK's client and the inspector, in front of servers on each runtime, over HTTP, HTTPS and stdio.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { promisify } from "node:util";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/stdio"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { runtimes } from "../../scripts/gate/runtimes.ts";
import { toolList } from "../../server/generated/tool-types.ts";
import { certificates } from "../support/certificates.ts";
import { withRealClaude } from "../support/claude.ts";
import { marked } from "../support/leaks.ts";
import { httpClient, MAIN, mainCommand, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const INSPECTOR = path.join(import.meta.dirname, "../../node_modules/.bin/mcp-inspector");
const PEM = certificates();
const HTTP = ["--http", "127.0.0.1:0"];
const WHERE: Readonly<Record<string, readonly string[]>> = {
  http: HTTP,
  https: [...HTTP, "--tls-cert", path.join(PEM, "cert.pem"), "--tls-key", path.join(PEM, "key.pem")],
};
// Its certificate is nobody's.
process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";

/** How the executable runs on each runtime. */
const SERVERS: Readonly<Record<string, () => readonly [string, ...string[]]>> = {
  node: mainCommand,
  deno: () => [installed("deno"), "run", "--allow-all", MAIN],
  bun: () => [installed("bun"), MAIN],
};

function installed(name: string): string {
  const found = runtimes().find((runtime) => runtime.name.startsWith(name))?.file;
  return found ?? assert.fail(`There is no ${name}: npm run test:all installs one`);
}

interface Data {
  readonly session_ids: readonly string[];
  readonly completed: boolean;
  readonly text: string;
  readonly agents: readonly { readonly questions?: readonly { readonly request_id: string }[] }[];
}
type Call = (tool: string, args: Record<string, unknown>) => Promise<Data>;

const fileOf = (name: string): string => path.join(claude.model.home, name);
/** A job that has to ask whether it may write. */
function jobOf(name: string): string {
  const steps = [
    { tool: "Write", input: { file_path: fileOf(name), content: "x" } },
    { text: `${name} is written.` },
  ];
  return `[[mock: ${JSON.stringify(steps)} ]]`;
}

/** Spawn, wait, answer what is asked, wait again, read, terminate. */
async function delegate(call: Call, name: string): Promise<void> {
  const { session_ids } = await call("spawn_agent", { prompt: jobOf(name), ask_permissions: true });
  const [session_id = ""] = session_ids;
  const asked = await call("wait_agents", { session_ids: [session_id], timeout_ms: 60_000 });
  const [question] = asked.agents[0]?.questions ?? [];
  assert.ok(question !== undefined && !existsSync(fileOf(name)), JSON.stringify(asked));
  await call("answer_agent", { session_id, request_id: question.request_id, decision: "allow" });
  const done = await call("wait_agents", { session_ids: [session_id], timeout_ms: 60_000 });
  assert.equal(done.completed, true, JSON.stringify(done));
  assert.ok(existsSync(fileOf(name)), "it was allowed to write");
  assert.match((await call("read_agent_output", { session_id })).text, new RegExp(`${name} is written`));
  await call("terminate_agent_session", { session_id });
}

/** The inspector's command line; it wants a newer Node than we do. */
async function inspect(where: readonly string[], ...args: readonly string[]): Promise<unknown> {
  const env = marked({ ...claude.model.env(), NODE_TLS_REJECT_UNAUTHORIZED: "0", NODE_NO_WARNINGS: "1" });
  const all = [INSPECTOR, "--cli", ...where, ...args];
  const { stdout } = await promisify(execFile)(installed("node22"), all, { env, cwd: claude.model.home });
  return JSON.parse(stdout);
}
function inspected(where: readonly string[]): Call {
  return async (tool, args) => {
    const pairs = Object.entries(args).flatMap(([name, value]) => [
      "--tool-arg",
      `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    ]);
    const call = ["--method", "tools/call", "--tool-name", `claude_${tool}`, ...pairs];
    const { structuredContent, isError } = (await inspect(where, ...call)) as {
      structuredContent: Data;
      isError?: boolean;
    };
    assert.notEqual(isError, true, JSON.stringify(structuredContent));
    return structuredContent;
  };
}
async function inspectList(where: readonly string[]): Promise<void> {
  // Exits with an error when a provider of models would not take a schema.
  const { tools } = (await inspect(where, "--method", "tools/list", "--strict")) as { tools: unknown[] };
  assert.equal(tools.length, toolList.length);
}

async function withClient(client: Client, name: string): Promise<void> {
  assert.equal((await client.listTools()).tools.length, toolList.length);
  await delegate(async (tool, args) => {
    const result = await client.callTool({ name: `claude_${tool}`, arguments: args });
    assert.notEqual(result.isError, true, JSON.stringify(result.content));
    return result.structuredContent as Data;
  }, name);
  await client.close();
}

describe("Real clients", { timeout: 600_000, concurrency: 2 }, () => {
  for (const [runtime, commandOf] of Object.entries(SERVERS)) {
    for (const transport of ["http", "https"])
      it(`delegate through a server on ${runtime} over ${transport}`, async () => {
        const server = await startServerProcess(await claude.started(), [], WHERE[transport], commandOf());
        const header = ["--header", `Authorization: Bearer ${server.token}`];
        const where = [server.url, "--transport", "http", ...header];
        await withClient(await httpClient(server.url, server.token), `${runtime}-${transport}-sdk`);
        await inspectList(where);
        // One of them does all of it, since each call is a process.
        if (runtime === "node" && transport === "http") await delegate(inspected(where), "inspector");
        assert.equal((await server.stop()).code, 0);
      });

    it(`delegate through a server on ${runtime} over stdio`, async () => {
      const model = await claude.started();
      const [command, ...rest] = commandOf();
      const args = [...rest, "serve", "--stdio", "--root", model.home];
      const client = new Client({ name: "sdk", version: "1" });
      const env = marked(model.env());
      await client.connect(new StdioClientTransport({ command, args, env, cwd: model.home }));
      await withClient(client, `${runtime}-stdio-sdk`);
      const where = [command, ...args];
      await inspectList(where);
      const job = { prompt: "What is the capital of France?", await_completion_ms: 60_000 };
      assert.equal((await inspected(where)("spawn_agent", job)).completed, true);
    });
  }
});
