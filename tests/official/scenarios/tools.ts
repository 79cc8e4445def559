// Scenarios: MCP servers, in this program and outside of it.
import { fileURLToPath } from "node:url";
// @ts-types="@modelcontextprotocol/sdk/server/mcp"
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { call, play, source, user } from "../prompts.ts";
import type { Options, Scenario, Sdk, Stage } from "../stage.ts";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const PROGRAM = {
  command: process.execPath,
  args: [fileURLToPath(new URL("../mcp-program.mjs", import.meta.url))],
};

const say = (text: string) => ({ content: [{ type: "text" as const, text }] });

/** A server with a tool for each way in which a call can go. */
function serve({ tool, createSdkMcpServer }: Sdk, stage: Stage) {
  const noted = (name: string, args: unknown, extra: unknown): void =>
    stage.note(name, { args, extra: shape(extra) });
  return createSdkMcpServer({
    name: "local",
    version: "2.0.0",
    instructions: "Use these tools.",
    tools: [
      tool(
        "add",
        "Adds numbers",
        { a: z.number().describe("first"), b: z.number().default(10), more: z.array(z.number()).optional() },
        async (args, extra) => {
          noted("add", args, extra);
          return say(`sum ${args.a + args.b}`);
        },
        { annotations: { readOnlyHint: true, title: "Adder" } },
      ),
      tool("fails", "Fails politely", {}, async (args, extra) => {
        noted("fails", args, extra);
        return { ...say("no such user"), isError: true };
      }),
      tool("throws", "Throws", { why: z.string() }, async ({ why }) => {
        throw new Error(`the disk is ${why}`);
      }),
      tool("draws", "Draws", {}, async () => ({
        content: [
          { type: "image", data: PIXEL, mimeType: "image/png" },
          { type: "text", text: "a pixel" },
        ],
      })),
      tool("counts", "Counts", {}, async () => ({ ...say("3"), structuredContent: { count: 3 } })),
    ],
  });
}

/** The names of what a handler is given; the values are its own affair. */
function shape(extra: unknown): object {
  const { signal, _meta } = extra as { signal?: AbortSignal; _meta?: object };
  return { aborted: signal?.aborted, meta: _meta };
}

function calling(...steps: Parameters<typeof play>): Scenario {
  return async (stage) => {
    const options = stage.options({
      mcpServers: { local: serve(stage.sdk, stage) },
      allowedTools: ["mcp__local"],
    });
    await stage.read(stage.sdk.query({ prompt: play(...steps, { text: "Done." }), options }));
  };
}

const local = (name: string, input: Record<string, unknown> = {}) => call(`mcp__local__${name}`, input);

export const TOOLS: Readonly<Record<string, Scenario>> = {
  "tools of the program, one after the other": calling(
    local("add", { a: 1, b: 2, more: [3] }),
    local("add", { a: 1 }),
    local("fails"),
    local("throws", { why: "full" }),
    local("add", { a: "one" }),
    local("nothing"),
    local("draws"),
    local("counts"),
  ),
  "tools that answer in other ways": async (stage) => {
    const { tool, createSdkMcpServer } = stage.sdk;
    const answering = (name: string, answer: unknown) => tool(name, name, {}, async () => answer as never);
    const server = createSdkMcpServer({
      name: "odd",
      tools: [
        answering("nothing", undefined),
        answering("text", "just a text"),
        answering("no_content", {}),
        answering("content_text", { content: "a text" }),
        answering("empty", { content: [] }),
        answering("link", { content: [{ type: "resource_link", uri: "file:///x", name: "x" }] }),
        answering("resource", {
          content: [{ type: "resource", resource: { uri: "file:///x", text: "inside" } }],
        }),
        tool("progress", "Tells", {}, async (_args, extra) => {
          const { _meta, sendNotification } = extra as {
            _meta?: { progressToken?: number };
            sendNotification: (notification: object) => Promise<void>;
          };
          const params = { progressToken: _meta?.progressToken, progress: 1, total: 2, message: "half" };
          await sendNotification({ method: "notifications/progress", params });
          return say("told");
        }),
      ],
    });
    const names = ["nothing", "text", "no_content", "content_text", "empty", "link", "resource", "progress"];
    const prompt = play(...names.map((name) => call(`mcp__odd__${name}`)), { text: "Done." });
    const options = stage.options({ mcpServers: { odd: server }, allowedTools: ["mcp__odd"] });
    await stage.read(stage.sdk.query({ prompt, options }));
  },
  "tools at once": calling({
    tools: [1, 2, 3].map((a) => ({ name: "mcp__local__add", input: { a } })),
  }),
  "a tool of the program, asked for": async (stage) => {
    const options = stage.options({
      mcpServers: { local: serve(stage.sdk, stage) },
      canUseTool: async (tool, input, context) => {
        stage.note("asked", { tool, input, ...context, signal: context.signal.aborted });
        return { behavior: "allow", updatedInput: { a: 40, b: 2 } };
      },
    });
    await stage.read(stage.sdk.query({ prompt: play(local("add", { a: 1 }), { text: "Done." }), options }));
  },
  "a server of the MCP SDK": async (stage) => {
    const instance = new McpServer({ name: "theirs", version: "1.0.0" });
    instance.registerTool("hello", { inputSchema: { who: z.string() } }, ({ who }) => say(`hello ${who}`));
    const options = stage.options({
      mcpServers: { local: { type: "sdk", name: "local", instance } },
      allowedTools: ["mcp__local__hello"],
    });
    await stage.read(
      stage.sdk.query({ prompt: play(local("hello", { who: "you" }), { text: "Done." }), options }),
    );
  },
  "a server that cannot be started": program(
    { mcpServers: { local: { command: "/nonexistent/program" } } },
    local("hello", { who: "you" }),
  ),
  "a server that asks the user": program(
    { mcpServers: { local: PROGRAM } },
    local("asks"),
    (stage) => async (request, context) => {
      stage.note("elicited", { request, aborted: context.signal.aborted });
      return { action: "accept", content: { name: "Ada" } };
    },
  ),
  "a server that asks the user, and nobody answers": program(
    { mcpServers: { local: PROGRAM } },
    local("asks"),
  ),
  "servers set later": async (stage) => {
    const prompts = source(user(play({ text: "ready" })));
    const query = stage.sdk.query({
      prompt: prompts,
      options: stage.options({ allowedTools: ["mcp__local"] }),
    });
    const own = serve(stage.sdk, stage);
    await stage.read(query, async (message) => {
      if (message.type !== "result") return;
      if (message.result_index !== 0) return prompts.end();
      await stage.try("set", () => query.setMcpServers({ local: own, other: PROGRAM }));
      await stage.try("status", async () =>
        (await query.mcpServerStatus()).map(({ name, status }) => [name, status]),
      );
      await stage.try("toggled", () => query.toggleMcpServer("other", false));
      await stage.try("reconnected", () => query.reconnectMcpServer("nope"));
      await stage.try("unset", () => query.setMcpServers({ local: own }));
      prompts.push(user(play(local("add", { a: 1 }), { text: "Done." })));
    });
  },
};

function program(
  more: Options,
  step: ReturnType<typeof call>,
  answer?: (stage: Stage) => NonNullable<Options["onElicitation"]>,
): Scenario {
  return async (stage) => {
    const options = stage.options({ allowedTools: ["mcp__local"], ...more });
    if (answer !== undefined) options.onElicitation = answer(stage);
    await stage.read(stage.sdk.query({ prompt: play(step, { text: "Done." }), options }));
  };
}
