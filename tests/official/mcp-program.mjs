// An MCP server that is a program: one tool that answers, and one that asks the user first.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "program", version: "1.0.0" });
const say = (text) => ({ content: [{ type: "text", text }] });

server.registerTool("hello", { inputSchema: { who: z.string() } }, ({ who }) => say(`hello ${who}`));
server.registerTool("asks", { inputSchema: {} }, async () => {
  const requestedSchema = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };
  const answer = await server.server.elicitInput({ message: "What is your name?", requestedSchema });
  return say(`the user said ${JSON.stringify(answer)}`);
});
await server.connect(new StdioServerTransport());
