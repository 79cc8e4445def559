// The tools that the installed CLI offers the model, with their JSON Schemas, as it hands them to the Messages API.
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { BUILTIN_TOOL_NAMES, query, ResultError } from "../../lib/index.ts";
import { cleanEnv } from "../../lib/testing/index.ts";

export interface OfferedTool {
  readonly name: string;
  readonly input_schema: object;
}

/** Some tools are offered only when something asks for them. */
export const SWITCHES = {
  ENABLE_TOOL_SEARCH: "false",
  CLAUDE_CODE_BRIEF: "1",
  CLAUDE_CODE_EXPERIMENTAL_AGENT_TEAMS: "1",
  CLAUDE_CODE_USE_POWERSHELL_TOOL: "1",
};
/** There are tasks or to-dos, never both. */
const SESSIONS = [{ CLAUDE_CODE_ENABLE_TASKS: "1" }, { CLAUDE_CODE_ENABLE_TASKS: "0" }];

/** By name, in alphabetical order. */
export async function offeredTools(): Promise<OfferedTool[]> {
  const home = await mkdtemp(path.join(os.tmpdir(), "kodegen-offered-"));
  const found = new Map<string, OfferedTool>();
  const server = createServer((request, response) => {
    void toolsOf(request).then((tools) => {
      for (const tool of tools) found.set(tool.name, tool);
      // The offer is all that is wanted; this answer ends the session.
      response.writeHead(400, { "content-type": "application/json" });
      response.end('{"type":"error","error":{"type":"invalid_request_error","message":"That is all"}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const env = {
    ...cleanEnv(home),
    ...SWITCHES,
    ANTHROPIC_API_KEY: "offline",
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
  };
  try {
    await Promise.all(SESSIONS.map((more) => ask({ ...env, ...more }, home)));
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function ask(env: Record<string, string>, cwd: string): Promise<void> {
  const run = query("What do you have?", {
    env,
    cwd,
    settingSources: [],
    tools: [...BUILTIN_TOOL_NAMES],
    // Tools that ask a person, and tools for resources, are offered to those who have both.
    canUseTool: async () => ({ behavior: "deny", message: "Nothing is run here" }),
    mcpServers: { resources: { type: "sdk", name: "resources", instance: serverWithResource() } },
  });
  await run.result().catch((error: unknown) => {
    if (!(error instanceof ResultError)) throw error;
  });
}

function serverWithResource(): McpServer {
  const server = new McpServer({ name: "resources", version: "1.0.0" });
  server.registerResource("one", "one://", {}, async () => ({ contents: [] }));
  return server;
}

async function toolsOf(request: IncomingMessage): Promise<OfferedTool[]> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  const { tools = [] } = (text === "" ? {} : JSON.parse(text)) as { tools?: OfferedTool[] };
  return tools.filter(({ input_schema }) => input_schema !== undefined);
}
