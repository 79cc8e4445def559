// Tools in the program, with zod of either version and with the MCP SDK beside.

import {
  createSdkMcpServer,
  type InferShape,
  type McpSdkServerConfigWithInstance,
  type McpServerConfig,
  type Options,
  query,
  type SdkMcpToolDefinition,
  tool,
} from "@anthropic-ai/claude-agent-sdk";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { z as z3 } from "zod/v3";

const annotations: ToolAnnotations = { readOnlyHint: true };

const add = tool(
  "add",
  "Add numbers",
  { a: z.number().describe("One"), b: z.number().optional(), unit: z.enum(["m", "s"]) },
  async ({ a, b, unit }): Promise<CallToolResult> => {
    const sum: number = a + (b ?? 0);
    const known: "m" | "s" = unit;
    return { content: [{ type: "text", text: `${sum} ${known}` }], structuredContent: { sum } };
  },
  { annotations, searchHint: "sum", alwaysLoad: true },
);

const picture = tool("picture", "A picture", { name: z3.string() }, async (args, extra) => {
  const name: string = args.name;
  return extra === undefined
    ? { content: [], isError: true }
    : { content: [{ type: "image", data: name, mimeType: "image/png" }] };
});

const nothing = tool("nothing", "Nothing", {}, async () => ({
  content: [{ type: "text" as const, text: "" }],
}));

const shape = { city: z.string(), days: z.array(z.number()) };
type Args = InferShape<typeof shape>;
const forecast = async ({ city, days }: Args): Promise<CallToolResult> => ({
  content: [{ type: "text", text: city + days.length.toFixed() }],
});
const weather: SdkMcpToolDefinition<typeof shape> = tool("weather", "The weather", shape, forecast);

// biome-ignore lint/suspicious/noExplicitAny: programs write it so.
// oxlint-disable-next-line typescript/no-explicit-any
const tools: SdkMcpToolDefinition<any>[] = [add, picture, nothing, weather];
const own: McpSdkServerConfigWithInstance = createSdkMcpServer({ name: "own", version: "1.0.0", tools });

const foreign = new McpServer({ name: "foreign", version: "1.0.0" });
const mcpServers: Record<string, McpServerConfig> = {
  own,
  foreign: { type: "sdk", name: "foreign", instance: foreign },
  program: { command: "node", args: ["server.js"], env: { KEY: "x" } },
  web: { type: "http", url: "https://example.com/mcp", headers: { authorization: "x" } },
  old: { type: "sse", url: "https://example.com/sse" },
};
export const options: Options = { mcpServers, allowedTools: ["mcp__own__add"], strictMcpConfig: true };
export const asked = (): AsyncIterable<unknown> => query({ prompt: "1 + 1", options });

/** Programs call the handler in their tests. */
export async function called(): Promise<string> {
  const { content, isError } = await add.handler({ a: 1, b: 2, unit: "m" }, {});
  const [first] = content;
  return first?.type === "text" && isError !== true ? first.text : "";
}
