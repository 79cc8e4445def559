// Tool calls of the MCP server over HTTP, with token and limits, against the same answer of the MCP SDK behind express.
import { execFile } from "node:child_process";
import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import {
  CallToolRequestSchema,
  isInitializeRequest,
  ListToolsRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import type * as library from "../../lib/index.ts";
import type * as server from "../../server/index.ts";
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { residentMemory, startMeter } from "../measured/meter.ts";
import { writePlay } from "../stand-in/play.ts";

const TOKEN = "t".repeat(43);
const AT_ONCE = 32;
const WARM = 2_000;
const AGENTS = 4;

/** Runs in a process of its own: what the server uses is measured, not what its client does. */
const CLIENT = `
const http = require("node:http");
const [url, token, accept, atOnce, warm, calls] = process.argv.slice(1);
const agent = new http.Agent({ keepAlive: true, maxSockets: Number(atOnce) });
const base = { authorization: "Bearer " + token, "content-type": "application/json", accept };
let session;
const post = (message) => new Promise((resolve, reject) => {
  const headers = { ...base, ...(session && { "mcp-session-id": session, "mcp-protocol-version": "2025-06-18" }) };
  const request = http.request(url, { agent, method: "POST", headers }, (response) => {
    let text = "";
    response.setEncoding("utf8").on("data", (piece) => (text += piece)).on("end", () => {
      session ??= response.headers["mcp-session-id"];
      if (response.statusCode > 299) reject(new Error(response.statusCode + " " + text));
      else resolve(text);
    });
  });
  request.on("error", reject);
  request.end(JSON.stringify({ jsonrpc: "2.0", ...message }));
});
const call = (id) => post({ id, method: "tools/call", params: { name: "claude_list_agents", arguments: {} } });
(async () => {
  const clientInfo = { name: "bench", version: "1" };
  await post({ id: 0, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo } });
  await post({ method: "notifications/initialized" });
  const many = async (count) => {
    let next = 1;
    await Promise.all(Array.from({ length: Number(atOnce) }, async () => { while (next <= count) await call(next++); }));
  };
  await many(Number(warm));
  process.stdout.write("warm");
  await new Promise((resolve) => process.stdin.once("data", resolve));
  await many(Number(calls));
  const text = await call(1e9);
  if (!text.includes("structuredContent")) throw new Error("No answer: " + text);
  process.exit(0);
})();`;

/** What is measured has nothing of ours in memory but the answer, which comes from another process. */
const ANSWER = `
import { AgentManager } from "kodegen-claude-agent";
import { startServer } from "kodegen-claude-agent/server";
const [options, token, workerCount] = process.argv.slice(1);
const manager = new AgentManager({ options: JSON.parse(options) });
const { sessionIds } = await manager.as("token").spawnSession({ prompt: "go", workerCount: Number(workerCount) });
await manager.wait(sessionIds);
const server = await startServer({ manager, token, listen: false });
const headers = { authorization: "Bearer " + token, "content-type": "application/json", accept: "application/json" };
const post = (message, more) => server.fetch(new Request("http://localhost/mcp", {
  method: "POST", headers: { ...headers, ...more }, body: JSON.stringify({ jsonrpc: "2.0", ...message }),
}));
const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "bench", version: "1" } };
const begun = await post({ id: 1, method: "initialize", params });
const session = { "mcp-session-id": begun.headers.get("mcp-session-id") };
const call = { id: 2, method: "tools/call", params: { name: "claude_list_agents", arguments: {} } };
const { result } = await (await post(call, session)).json();
process.stdout.write(JSON.stringify(result), () => process.exit(0));`;

/** What is used of express, which brings no types. */
interface Express {
  use(handler: unknown): void;
  all(path: string, handler: (request: ExpressRequest, response: ServerResponse) => void): void;
  listen(port: number, host: string, listening: () => void): HttpServer;
}
type ExpressRequest = IncomingMessage & { readonly body: unknown };

const run = promisify(execFile);

/** Our server with some agents, which have answered. */
async function ours(stage: Stage): Promise<string> {
  const { AgentManager } = (await import("kodegen-claude-agent" as string)) as typeof library;
  const { startServer } = (await import("kodegen-claude-agent/server" as string)) as typeof server;
  const manager = new AgentManager({ options: stage.options() });
  const { sessionIds } = await manager.as("token").spawnSession({ prompt: "go", workerCount: AGENTS });
  await manager.wait(sessionIds);
  return (await startServer({ manager, token: TOKEN, http: "127.0.0.1:0" })).url;
}

/** The SDK's own way: express, a transport for each session, no token and no limits. */
async function plain(stage: Stage, enableJsonResponse: boolean): Promise<string> {
  const args = ["--input-type=module", "-e", ANSWER, JSON.stringify(stage.options()), TOKEN, String(AGENTS)];
  const { stdout } = await run(process.execPath, args, { cwd: import.meta.dirname });
  const answer = JSON.parse(stdout) as object;
  const transports = new Map<string, StreamableHTTPServerTransport>();
  const { default: express } = (await import("express" as string)) as {
    default: { (): Express; json(): unknown };
  };
  const handle = async (request: ExpressRequest, response: ServerResponse): Promise<void> => {
    let transport = transports.get(String(request.headers["mcp-session-id"]));
    if (transport === undefined && isInitializeRequest(request.body)) {
      const opened = new StreamableHTTPServerTransport({
        enableJsonResponse,
        sessionIdGenerator: () => crypto.randomUUID(),
        onsessioninitialized: (id) => void transports.set(id, opened),
      });
      transport = opened;
      const info = { name: "plain", version: "1" };
      const mcp = new Server(info, { capabilities: { tools: {} } });
      mcp.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [] }));
      mcp.setRequestHandler(CallToolRequestSchema, () => ({ content: [], ...answer }));
      await mcp.connect(opened as Parameters<Server["connect"]>[0]);
    }
    await transport?.handleRequest(request, response, request.body);
  };
  const app = express();
  app.use(express.json());
  app.all("/mcp", (request, response) => void handle(request, response));
  const listening = await new Promise<HttpServer>((resolve) => {
    const http = app.listen(0, "127.0.0.1", () => resolve(http));
  });
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/mcp`;
}

async function calls(stage: Stage, accept: string): Promise<{ cpu: number; memory: number }> {
  const json = accept === "application/json";
  const url = await (stage.adapter === "ours" ? ours(stage) : plain(stage, json));
  const seen = json && stage.adapter !== "ours" ? "application/json, text/event-stream" : accept;
  const running = run(
    process.execPath,
    ["-e", CLIENT, url, TOKEN, seen, AT_ONCE, WARM, stage.size].map(String),
  );
  const { child } = running;
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  const meter = startMeter();
  child.stdin?.end("go");
  await running;
  return { cpu: meter.cpu() / stage.size, memory: residentMemory() };
}

const rows = {
  cpu: { title: "CPU of the server per call", unit: "µs", better: "lower" },
  memory: { title: "RSS of the server", unit: "MB", better: "lower" },
} as const;
const shared = {
  group: "MCP server",
  adapters: ["ours", "plain"],
  rows,
  size: { full: 20_000, quick: 4_000 },
  prepare: (folder: string) => writePlay(folder),
} as const;

const serverCalls: readonly Workload[] = [
  workload({
    ...shared,
    id: "server-calls-json",
    title: (size) => `${size.toLocaleString("en")} calls of claude_list_agents, 32 at once, answered in JSON`,
    about: "HTTP on loopback, a client in another process, 4 agents in the list; ours with token and limits.",
    run: (stage) => calls(stage, "application/json"),
  }),
  workload({
    ...shared,
    id: "server-calls-sse",
    title: (size) =>
      `${size.toLocaleString("en")} calls of claude_list_agents, 32 at once, answered in events`,
    about: "The same for a client that takes a stream.",
    run: (stage) => calls(stage, "application/json, text/event-stream"),
  }),
];

export default serverCalls;
