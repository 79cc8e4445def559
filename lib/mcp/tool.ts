// tool(): a function of the program that the model can call, and what it answers.
import type { WithMeta } from "../wire/mcp-configs.ts";
import type { AnyZodRawShape, InferInput, InferShape, ToolInputSchema } from "./schema.ts";

/** Fields that may be left out, or be undefined. */
type Loose<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined };

type ContentFields = Loose<{
  annotations: Loose<{
    /** Who should see it. */ audience: ("user" | "assistant")[];
    /** How important it is, from 0 to 1. */ priority: number;
    lastModified: string;
  }>;
  _meta: Record<string, unknown>;
}>;

type ResourceLink = { type: "resource_link"; uri: string; name: string } & Loose<{
  title: string;
  description: string;
  mimeType: string;
  /** The size in bytes. */ size: number;
  icons: ({ src: string } & Loose<{ mimeType: string; sizes: string[]; theme: "light" | "dark" }>)[];
}>;

type Resource = { uri: string } & Loose<{ mimeType: string; _meta: Record<string, unknown> }>;

/** One part of a tool's result: text, image, audio, or a resource; `data` and `blob` are base64. */
export type ToolContent = ContentFields &
  (
    | { type: "text"; text: string }
    | { type: "image"; data: string; mimeType: string }
    | { type: "audio"; data: string; mimeType: string }
    | ResourceLink
    | { type: "resource"; resource: Resource & ({ text: string } | { blob: string }) }
  );

/** A tool's result, as MCP's `CallToolResult`: `content` is for the model, `structuredContent` is data. */
export interface ToolResult extends WithMeta {
  content: ToolContent[];
  structuredContent?: Record<string, unknown> | undefined;
  /** The call failed; the model reads `content` and may try again. Default: false. */
  isError?: boolean | undefined;
}

/** Hints for clients, none of them enforced; the CLI runs calls of `readOnlyHint` tools in parallel. */
export type ToolAnnotations = Loose<{
  title: string;
  /** It changes nothing. */ readOnlyHint: boolean;
  destructiveHint: boolean;
  /** Calling it twice does what calling it once does. */ idempotentHint: boolean;
  /** It reaches beyond this machine. */ openWorldHint: boolean;
}>;

/** The second argument of a tool's function: the context of the current call. */
export interface ToolCallContext {
  /** Aborted when the call is cancelled or the session ends. */ signal: AbortSignal;
  /** The id of the MCP request. */ requestId: string | number;
  /** The id of the model's tool call. */ toolUseId?: string | undefined;
  /** The `_meta` of the MCP request. */ _meta?: Record<string, unknown> | undefined;
  /** Send the CLI an MCP notification, such as `notifications/progress`. */
  sendNotification(notification: { method: string; params?: Record<string, unknown> }): Promise<void>;
}

/** A tool as {@link tool} returns it, for {@link createSdkMcpServer}. */
export interface SdkMcpToolDefinition<Schema extends ToolInputSchema = ToolInputSchema> {
  name: string;
  description: string;
  inputSchema: Schema;
  annotations?: ToolAnnotations | undefined;
  _meta?: Record<string, unknown> | undefined;
  handler: (args: InferInput<Schema>, extra: unknown) => Promise<ToolResult>;
}

/** The last argument of {@link tool}: hints for clients, and how tool search treats the tool. */
export interface ToolExtras {
  annotations?: ToolAnnotations | undefined;
  /** Keywords for tool search, used when there are too many tools to list. */
  searchHint?: string | undefined;
  /** Always include the tool in the prompt instead of leaving it to tool search. Default: false. */
  alwaysLoad?: boolean | undefined;
}

/**
 * Define a tool that runs in this program.
 *
 * @param inputSchema What the arguments have to be: a zod shape (`{ a: z.number() }`, zod 3 or 4), any Standard
 * Schema (zod, valibot, arktype …), or a JSON Schema of an object. Arguments that do not fit never reach the handler.
 * @param handler Called for each call, several at once when the model asks for that. If it throws, the model
 * reads the error as a failed call.
 *
 * @example A tool without any schema library
 * ```ts
 * import { createSdkMcpServer, query, tool } from "kodegen-claude-agent";
 *
 * const weather = tool(
 *   "weather",
 *   "The weather in a city",
 *   { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
 *   async ({ city }) => ({ content: [{ type: "text", text: `It is raining in ${city}` }] }),
 * );
 * const mcpServers = { local: createSdkMcpServer({ name: "local", tools: [weather] }) };
 * const options = { mcpServers, allowedTools: ["mcp__local__weather"] };
 * console.log((await query("How is the weather in Bonn?", options).result()).result);
 * ```
 */
export function tool<Shape extends AnyZodRawShape>(
  name: string,
  description: string,
  inputSchema: Shape,
  handler: (args: InferShape<Shape>, extra: ToolCallContext) => Promise<ToolResult>,
  extras?: ToolExtras,
): SdkMcpToolDefinition<Shape>;
export function tool<const Schema extends ToolInputSchema>(
  name: string,
  description: string,
  inputSchema: Schema,
  handler: (args: InferInput<Schema>, extra: ToolCallContext) => Promise<ToolResult>,
  extras?: ToolExtras,
): SdkMcpToolDefinition<Schema>;
export function tool(
  name: string,
  description: string,
  inputSchema: ToolInputSchema,
  handler: (args: never, extra: ToolCallContext) => Promise<ToolResult>,
  { annotations, searchHint, alwaysLoad }: ToolExtras = {},
): SdkMcpToolDefinition {
  const meta = {
    ...(searchHint === undefined ? {} : { "anthropic/searchHint": searchHint }),
    ...(alwaysLoad === undefined ? {} : { "anthropic/alwaysLoad": alwaysLoad }),
  };
  return {
    name,
    description,
    inputSchema,
    handler: handler as SdkMcpToolDefinition["handler"],
    ...(annotations === undefined ? {} : { annotations }),
    ...(Object.keys(meta).length === 0 ? {} : { _meta: meta }),
  };
}
