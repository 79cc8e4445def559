// An MCP server over stdio, as a user would configure one: one tool that doubles a number.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "math", version: "1.0.0" });
server.registerTool("double", { description: "Doubles", inputSchema: { n: z.number() } }, async ({ n }) => ({
  content: [{ type: "text", text: String(2 * n) }],
}));
await server.connect(new StdioServerTransport());
