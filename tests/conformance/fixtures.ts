// What the protocol's own conformance suite asks a server for: tools, resources and prompts that do nothing but show a feature.
import { setTimeout as sleep } from "node:timers/promises";
// @ts-types="@modelcontextprotocol/sdk/server/index"
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import {
  CallToolRequestSchema,
  type CallToolResult,
  CompleteRequestSchema,
  CreateMessageResultSchema,
  ElicitResultSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  type ServerNotification,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { ENUMS, JSON_SCHEMA, PRESETS } from "./schemas.ts";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
const WAV = "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=";
const PAUSE_MS = 50;

export type Content = CallToolResult["content"][number];
export const text = (words: string): Content => ({ type: "text", text: words });
const image: Content = { type: "image", data: PNG, mimeType: "image/png" };

/** What a tool may do besides answering. */
export interface Extra {
  notify(notification: ServerNotification): Promise<void>;
  readonly token: string | number | undefined;
  ask(method: "sampling/createMessage" | "elicitation/create", params: object): Promise<object>;
}

export type Run = (args: Record<string, unknown>, extra: Extra) => Promise<Content[]> | Content[];

export const ANYTHING: { type: "object"; properties: Record<string, object> } = {
  type: "object",
  properties: {},
};
export const needs = (name: string): object => ({
  type: "object",
  properties: { [name]: { type: "string" } },
  required: [name],
});

async function logging(_args: unknown, { notify }: Extra): Promise<Content[]> {
  for (const data of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
    await notify({ method: "notifications/message", params: { level: "info", data } });
    await sleep(PAUSE_MS);
  }
  return [text("Tool with logging executed successfully")];
}

async function progressing(_args: unknown, { notify, token = 0 }: Extra): Promise<Content[]> {
  for (const progress of [0, 50, 100]) {
    const message = `Completed step ${progress} of 100`;
    await notify({
      method: "notifications/progress",
      params: { progressToken: token, progress, total: 100, message },
    });
    await sleep(PAUSE_MS);
  }
  return [text(String(token))];
}

const sampling: Run = async ({ prompt }, { ask }) => {
  const messages = [{ role: "user", content: { type: "text", text: prompt } }];
  const { content } = (await ask("sampling/createMessage", { messages, maxTokens: 100 })) as {
    content: { text?: string };
  };
  return [text(`LLM response: ${content.text ?? ""}`)];
};

const eliciting =
  (message: string, requestedSchema: object): Run =>
  async (args, { ask }) => {
    const said = (await ask("elicitation/create", {
      message: args["message"] ?? message,
      requestedSchema,
    })) as {
      action: string;
      content?: object;
    };
    return [text(`User response: action=${said.action}, content=${JSON.stringify(said.content ?? {})}`)];
  };

const resource = (uri: string, mimeType: string, words: string): Content => ({
  type: "resource",
  resource: { uri, mimeType, text: words },
});

const RESPONSE = { type: "object", properties: { response: { type: "string" } }, required: ["response"] };

export const TOOLS: Readonly<Record<string, readonly [inputSchema: object, run: Run]>> = {
  test_simple_text: [ANYTHING, () => [text("This is a simple text response for testing.")]],
  test_image_content: [ANYTHING, () => [image]],
  test_audio_content: [ANYTHING, () => [{ type: "audio", data: WAV, mimeType: "audio/wav" }]],
  test_embedded_resource: [
    ANYTHING,
    () => [resource("test://embedded-resource", "text/plain", "This is an embedded resource content.")],
  ],
  test_multiple_content_types: [
    ANYTHING,
    () => [
      text("Multiple content types test:"),
      image,
      resource("test://mixed-content-resource", "application/json", '{"test":"data","value":123}'),
    ],
  ],
  test_tool_with_logging: [ANYTHING, logging],
  test_tool_with_progress: [ANYTHING, progressing],
  test_error_handling: [
    ANYTHING,
    () => {
      throw new Error("This tool intentionally returns an error for testing");
    },
  ],
  test_sampling: [needs("prompt"), sampling],
  test_elicitation: [needs("message"), eliciting("", RESPONSE)],
  test_elicitation_sep1034_defaults: [ANYTHING, eliciting("Review the fields", PRESETS)],
  test_elicitation_sep1330_enums: [ANYTHING, eliciting("Select options", ENUMS)],
  json_schema_2020_12_tool: [JSON_SCHEMA, (args) => [text(JSON.stringify(args))]],
};

export const RESOURCES: readonly ({ uri: string; mimeType: string } & (
  | { text: string }
  | { blob: string }
))[] = [
  {
    uri: "test://static-text",
    mimeType: "text/plain",
    text: "This is the content of the static text resource.",
  },
  { uri: "test://static-binary", mimeType: "image/png", blob: PNG },
  { uri: "test://watched-resource", mimeType: "text/plain", text: "Watched resource content" },
];
export const TEMPLATE: RegExp = /^test:\/\/template\/([^/]+)\/data$/;

export const argument = (name: string): { name: string; description: string; required: boolean } => ({
  name,
  description: `The ${name}`,
  required: true,
});
export const PROMPTS: Readonly<
  Record<string, readonly [names: readonly string[], say: (args: Record<string, string>) => Content[]]>
> = {
  test_simple_prompt: [[], () => [text("This is a simple prompt for testing.")]],
  test_prompt_with_arguments: [
    ["arg1", "arg2"],
    ({ arg1, arg2 }) => [text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  ],
  test_prompt_with_embedded_resource: [
    ["resourceUri"],
    ({ resourceUri = "" }) => [
      resource(resourceUri, "text/plain", "Embedded resource content for testing."),
      text("Please process the embedded resource above."),
    ],
  ],
  test_prompt_with_image: [[], () => [image, text("Please analyze the image above.")]],
};

/** A server of fixtures, as `connect` of startServer() takes one. */
export function fixtures(): Server {
  const server = new Server(
    { name: "fixtures", version: "1.0.0" },
    {
      capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, logging: {}, completions: {} },
    },
  );
  addTools(server);
  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: RESOURCES.map(({ uri, mimeType }) => ({ uri, mimeType, name: uri })),
  }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [
      { uriTemplate: "test://template/{id}/data", name: "template", mimeType: "application/json" },
    ],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }) => {
    const found = RESOURCES.find((each) => each.uri === uri);
    const id = TEMPLATE.exec(uri)?.[1];
    if (found !== undefined) return { contents: [found] };
    if (id === undefined) throw new McpError(ErrorCode.InvalidParams, `There is no ${uri}`);
    const words = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
    return { contents: [{ uri, mimeType: "application/json", text: words }] };
  });
  for (const schema of [SubscribeRequestSchema, UnsubscribeRequestSchema, SetLevelRequestSchema])
    server.setRequestHandler(schema, () => ({}));
  server.setRequestHandler(CompleteRequestSchema, () => ({
    completion: { values: [], total: 0, hasMore: false },
  }));
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: Object.entries(PROMPTS).map(([name, [names]]) => ({
      name,
      description: `Shows ${name.replaceAll("_", " ")}`,
      arguments: names.map(argument),
    })),
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params: { name, arguments: args = {} } }) => {
    const [, say] = PROMPTS[name] ?? [];
    if (say === undefined) throw new McpError(ErrorCode.InvalidParams, `There is no prompt ${name}`);
    return { messages: say(args).map((content) => ({ role: "user" as const, content })) };
  });
  return server;
}

function addTools(server: Server): void {
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: Object.entries(TOOLS).map(([name, [inputSchema]]) => ({
      name,
      description: `Shows ${name.replaceAll("_", " ")}`,
      inputSchema: inputSchema as typeof ANYTHING,
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { sendNotification, sendRequest }) => {
    const [, run] = TOOLS[params.name] ?? [];
    if (run === undefined) throw new McpError(ErrorCode.InvalidParams, `Unknown tool ${params.name}`);
    const extra: Extra = {
      notify: sendNotification,
      token: params._meta?.progressToken,
      ask: (method, asked) =>
        method === "sampling/createMessage"
          ? sendRequest({ method, params: asked as never }, CreateMessageResultSchema)
          : sendRequest({ method, params: asked as never }, ElicitResultSchema),
    };
    try {
      return { content: await run(params.arguments ?? {}, extra) };
    } catch (error) {
      return { isError: true, content: [text((error as Error).message)] };
    }
  });
}
