import assert from "node:assert/strict";
import { describe, it } from "node:test";
// @ts-types="@modelcontextprotocol/sdk/server/mcp"
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import * as v from "valibot";
import * as z3 from "zod/v3";
import * as z4 from "zod/v4";
import { createSdkMcpServer, query, type SDKMessage, tool } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";

const claude = withRealClaude();

const add3 = tool("add3", "Adds", { a: z3.number(), b: z3.number().optional() }, async ({ a, b }) => ({
  content: [{ type: "text", text: `sum ${a + (b ?? 0)}` }],
}));
const add4 = tool("add4", "Adds", { a: z4.number(), b: z4.number() }, async ({ a, b }, { toolUseId }) => ({
  content: [{ type: "text", text: `sum ${a + b} for ${String(toolUseId).slice(0, 6)}` }],
}));
const json = tool(
  "json",
  "Echoes",
  { type: "object", properties: { n: { type: "integer" } }, required: ["n"] } as const,
  async (args) => ({ content: [{ type: "text", text: JSON.stringify(args) }], structuredContent: args }),
);
const broken = tool("broken", "Throws", {}, () => Promise.reject(new Error("the disk is full")));
const picture = tool("picture", "Draws", {}, async () => ({
  content: [{ type: "image", data: PIXEL, mimeType: "image/png" }],
}));
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const server = createSdkMcpServer({ name: "local", tools: [add3, add4, json, broken, picture] });

function calling(...tools: { name: string; input?: object }[]): string {
  const steps = [{ tools: tools.map(({ name, input = {} }) => ({ name: `mcp__local__${name}`, input })) }];
  return `[[mock: ${JSON.stringify([...steps, { text: "done" }])} ]]`;
}

function resultsIn(messages: readonly SDKMessage[]): { text: string; isError: boolean }[] {
  return messages.flatMap((message) => {
    if (message.type !== "user" || typeof message.message.content === "string") return [];
    return message.message.content.flatMap((block) =>
      block.type === "tool_result"
        ? [{ text: JSON.stringify(block.content), isError: block.is_error === true }]
        : [],
    );
  });
}

async function run(
  prompt: string,
  mcpServers: NonNullable<Parameters<typeof query>[0]> | object,
): Promise<SDKMessage[]> {
  const messages: SDKMessage[] = [];
  const options = claude.options({
    mcpServers: mcpServers as Record<string, typeof server>,
    allowedTools: ["mcp__local__*", "mcp__local"],
  });
  for await (const message of query(prompt, options)) messages.push(message);
  return messages;
}

describe("In-process tools with the real CLI", () => {
  it("tools of zod 3, zod 4 and JSON Schema are called, in parallel, and their results reach the model", {
    timeout: 60_000,
  }, async () => {
    const messages = await run(
      calling(
        { name: "add3", input: { a: 1 } },
        { name: "add4", input: { a: 2, b: 3 } },
        { name: "json", input: { n: 7 } },
        { name: "picture" },
      ),
      { local: server },
    );
    const texts = resultsIn(messages).map(({ text }) => text);
    assert.equal(texts.length, 4, JSON.stringify(messages));
    const all = texts.join("\n");
    assert.match(all, /sum 1/);
    assert.match(all, /sum 5 for toolu_/);
    assert.match(all, /\\"n\\":7|"n":7/);
    assert.match(all, /image/);
    assert.ok(resultsIn(messages).every(({ isError }) => !isError));
  });

  it("wrong arguments and a handler that throws are failed calls, which say why", {
    timeout: 60_000,
  }, async () => {
    const messages = await run(
      calling({ name: "add4", input: { a: "x", b: 1 } }, { name: "json", input: {} }, { name: "broken" }),
      { local: server },
    );
    const results = resultsIn(messages);
    assert.ok(
      results.every(({ isError }) => isError),
      JSON.stringify(results),
    );
    assert.match(
      results.map(({ text }) => text).join("\n"),
      /a[\s\S]*"?n\\?"? is missing|required[\s\S]*the disk is full/,
    );
  });

  it("a server of the MCP SDK can be given as it is, and used again by the next session", {
    timeout: 60_000,
  }, async () => {
    const instance = new McpServer({ name: "theirs", version: "1.0.0" });
    instance.registerTool("hello", { inputSchema: { who: z4.string() } }, ({ who }) => ({
      content: [{ type: "text" as const, text: `hello ${who}` }],
    }));
    for (const who of ["one", "two"]) {
      const messages = await run(calling({ name: "hello", input: { who } }), {
        local: { type: "sdk", name: "local", instance },
      });
      assert.match(JSON.stringify(resultsIn(messages)), new RegExp(`hello ${who}`));
    }
  });

  it("a Standard Schema without a JSON Schema is left out with a warning; the other tools load", async () => {
    const odd = tool("odd", "Odd", v.object({ a: v.string() }), async ({ a }) => ({
      content: [{ type: "text", text: a }],
    }));
    const mixed = createSdkMcpServer({ name: "local", tools: [odd, add4] });
    const warned: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => warned.push(text);
    try {
      const messages = await run(calling({ name: "add4", input: { a: 1, b: 1 } }), { local: mixed });
      assert.match(JSON.stringify(resultsIn(messages)), /sum 2/);
    } finally {
      console.warn = warn;
    }
    assert.equal(warned.length, 1);
    assert.match(warned[0] ?? "", /"odd" is left out: its valibot schema has no JSON Schema/);
  });
});
