// Serve the MCP server by a server of your own, with tokens of your own: npx tsx examples/fetch.ts
import { startServer } from "kodegen-claude-agent/server";

const members = new Map([["token-of-ada", "ada"]]);

// It listens nowhere: whatever speaks web requests serves its `fetch`, such as
// Deno.serve(server.fetch), Bun.serve({ fetch: server.fetch }), or app.mount("/agents", server.fetch) of Hono.
const server = await startServer({
  listen: false,
  allowedHosts: ["agents.example"],
  // Agents belong to whom you name; undefined is for a token that is none.
  verifyToken: (token) => {
    const principal = members.get(token);
    return principal === undefined ? undefined : { principal };
  },
});

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "example", version: "1" } },
};
for (const token of ["token-of-ada", "token-of-eve"]) {
  const request = new Request("https://agents.example/mcp", {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: JSON.stringify(initialize),
  });
  const response = await server.fetch(request);
  console.log(token, response.status, (await response.text()).includes("kodegen-claude-agent"));
}
await server.close();
