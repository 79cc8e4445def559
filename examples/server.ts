// Embed the MCP server, and ask it how it is: npx tsx examples/server.ts
import { startServer } from "kodegen-claude-agent/server";

const server = await startServer({ http: "127.0.0.1:0", token: crypto.randomUUID() + crypto.randomUUID() });
console.log("serving", server.url, "for agents in", server.roots.join(", "));
const health = await fetch(new URL("/health", server.url));
console.log(await health.json());
await server.close();
