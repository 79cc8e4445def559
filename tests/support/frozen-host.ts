// Serves one agent in a program in which nobody can change what all objects have: whatever tries to throws.
import { createScriptedClaude } from "../../lib/testing/index.ts";
import { startServer } from "../../server/index.ts";

// Not that of Error: the MCP SDK names its errors by assigning to them, which a frozen one does not allow.
for (const { prototype } of [Object, Array, Function, Map, Set, Promise, String, Number, RegExp, Date])
  Object.freeze(prototype);

const claude = await createScriptedClaude();
const token = crypto.randomUUID();
const server = await startServer({ http: "127.0.0.1:0", token, claude: claude.path });
const headers = new Headers({ authorization: `Bearer ${token}`, "content-type": "application/json" });

async function post(id: number, method: string, params: object): Promise<string> {
  const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
  const response = await fetch(server.url, { method: "POST", headers, body });
  const session = response.headers.get("mcp-session-id");
  if (session !== null) headers.set("mcp-session-id", session);
  return response.text();
}

const clientInfo = { name: "frozen", version: "1" };
await post(1, "initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo });
const args = { prompt: "frozen words", await_completion_ms: 60_000 };
console.log(await post(2, "tools/call", { name: "claude_spawn_agent", arguments: args }));
console.log(await post(3, "tools/call", { name: "claude_list_agents", arguments: null }));
console.log(await post(4, "tools/call", { name: "claude_nothing", arguments: {} }));
await server.close();
await claude.close();
