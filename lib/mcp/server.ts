// createSdkMcpServer(): an MCP server of tools that runs in this program.
import type { InProcessTransport, JsonRpcMessage, McpSdkServerConfigWithInstance } from "./configs.ts";
import { type InputSchema, prepareSchema, type ToolInputSchema } from "./schema.ts";
import type { SdkMcpToolDefinition, ToolCallContext } from "./tool.ts";
import type { ToolResult } from "./tool-result.ts";

/** Versions of MCP that the server speaks; a client that asks for another gets the first. */
const PROTOCOL_VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
const METHOD_NOT_FOUND = -32_601;

// Tools of different schemas stand in one list; each handler gets what its own schema lets through.
// oxlint-disable-next-line typescript/no-explicit-any
type AnyTool = SdkMcpToolDefinition<any>;

/** What {@link createSdkMcpServer} makes a server of. */
export interface CreateSdkMcpServerOptions {
  name: string;
  /** Default: `1.0.0`. */
  version?: string | undefined;
  /** What the model is told about the server. */
  instructions?: string | undefined;
  tools?: AnyTool[] | undefined;
  /** Offer all its tools always, rather than when the model searches for them. Default: false. */
  alwaysLoad?: boolean | undefined;
  /** How long a call may take, in milliseconds, from 1000. Default: the CLI's own limit. */
  timeout?: number | undefined;
}

/** Make an MCP server of tools, for the option `mcpServers`. One server may serve several sessions at once. */
export function createSdkMcpServer(
  options: CreateSdkMcpServerOptions,
): McpSdkServerConfigWithInstance & { instance: InProcessServer } {
  const { name, timeout } = options;
  const instance = new InProcessServer(options);
  return { type: "sdk", name, instance, ...(timeout === undefined ? {} : { timeout }) };
}

interface Connected {
  readonly transport: InProcessTransport;
  readonly calls: Map<string | number, AbortController>;
}

/** The server behind {@link createSdkMcpServer}. */
export class InProcessServer {
  readonly #options: CreateSdkMcpServerOptions;
  readonly #tools = new Map<string, AnyTool>();
  readonly #schemas = new Map<AnyTool, Promise<InputSchema>>();
  readonly #warned = new Set<AnyTool>();
  readonly #connected = new Set<Connected>();

  constructor(options: CreateSdkMcpServerOptions) {
    this.#options = options;
    for (const tool of options.tools ?? []) this.#tools.set(tool.name, tool);
  }

  /** Add a tool while sessions run; they are told. */
  async addTool(tool: AnyTool): Promise<void> {
    this.#tools.set(tool.name, tool);
    await this.#announce();
  }

  /** Take a tool away; sessions are told. */
  async removeTool(name: string): Promise<void> {
    this.#tools.delete(name);
    await this.#announce();
  }

  async connect(transport: InProcessTransport): Promise<void> {
    const connected: Connected = { transport, calls: new Map() };
    this.#connected.add(connected);
    transport.onmessage = ((message: JsonRpcMessage) => void this.#receive(connected, message)) as never;
    transport.onclose = () => {
      this.#connected.delete(connected);
      for (const call of connected.calls.values()) call.abort();
    };
    await transport.start();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connected].map(({ transport }) => transport.close()));
  }

  async #announce(): Promise<void> {
    const notice: JsonRpcMessage = { jsonrpc: "2.0", method: "notifications/tools/list_changed" };
    await Promise.all([...this.#connected].map(({ transport }) => transport.send(notice)));
  }

  async #receive(connected: Connected, { id, method, params = {} }: JsonRpcMessage): Promise<void> {
    if (method === "notifications/cancelled") {
      connected.calls.get(params["requestId"] as string | number)?.abort(params["reason"]);
      return;
    }
    if (id === undefined || method === undefined) return;
    const answer = await this.#answer(connected, id, method, params);
    await connected.transport.send({ jsonrpc: "2.0", id, ...answer });
  }

  async #answer(
    connected: Connected,
    id: string | number,
    method: string,
    params: Record<string, unknown>,
  ): Promise<Pick<JsonRpcMessage, "result" | "error">> {
    switch (method) {
      case "initialize":
        return { result: this.#hello(params["protocolVersion"]) };
      case "ping":
        return { result: {} };
      case "tools/list":
        return { result: { tools: await this.#list() } };
      case "tools/call":
        return { result: await this.#call(connected, id, params) };
      default:
        return { error: { code: METHOD_NOT_FOUND, message: `Method not found: ${method}` } };
    }
  }

  #hello(asked: unknown): Record<string, unknown> {
    const { name, version = "1.0.0", instructions } = this.#options;
    return {
      protocolVersion: PROTOCOL_VERSIONS.find((known) => known === asked) ?? PROTOCOL_VERSIONS[0],
      capabilities: { tools: { listChanged: true } },
      serverInfo: { name, version },
      ...(instructions === undefined ? {} : { instructions }),
    };
  }

  async #list(): Promise<object[]> {
    const listed = await Promise.all([...this.#tools.values()].map((tool) => this.#describe(tool)));
    return listed.filter((tool) => tool !== undefined);
  }

  async #describe(tool: AnyTool): Promise<object | undefined> {
    const { name, description, annotations } = tool;
    try {
      const { json } = await this.#schema(tool);
      const meta = {
        ...tool._meta,
        ...(this.#options.alwaysLoad === true ? { "anthropic/alwaysLoad": true } : {}),
      };
      return {
        name,
        description,
        inputSchema: json,
        // A call is answered when it is done, and is no task of its own.
        execution: { taskSupport: "forbidden" },
        ...(annotations === undefined ? {} : { annotations }),
        ...(Object.keys(meta).length === 0 ? {} : { _meta: meta }),
      };
    } catch (error) {
      if (!this.#warned.has(tool))
        // oxlint-disable-next-line no-console
        console.warn(`The tool "${name}" is left out: ${(error as Error).message}`);
      this.#warned.add(tool);
      return undefined;
    }
  }

  #schema(tool: AnyTool): Promise<InputSchema> {
    const known = this.#schemas.get(tool);
    if (known !== undefined) return known;
    const prepared = prepareSchema(tool.inputSchema as ToolInputSchema);
    this.#schemas.set(tool, prepared);
    return prepared;
  }

  async #call(
    connected: Connected,
    id: string | number,
    params: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    const { name, arguments: args = {}, _meta: meta } = params;
    const tool = this.#tools.get(String(name));
    if (tool === undefined) {
      const known = [...this.#tools.keys()].join(", ");
      return failure(`There is no tool "${String(name)}"; there are: ${known}`);
    }
    const controller = new AbortController();
    connected.calls.set(id, controller);
    try {
      const checked = await (await this.#schema(tool)).check(args);
      if ("problems" in checked)
        return failure(`Invalid arguments for ${tool.name}: ${checked.problems.join("; ")}`);
      const context = this.#context(connected, id, controller.signal, meta as Record<string, unknown>);
      const handler = tool.handler as (given: unknown, extra: ToolCallContext) => Promise<ToolResult>;
      return toResult(tool.name, await handler(checked.value, context));
    } catch (error) {
      return failure(error instanceof Error ? error.message : String(error));
    } finally {
      connected.calls.delete(id);
    }
  }

  #context(
    { transport }: Connected,
    requestId: string | number,
    signal: AbortSignal,
    meta: Record<string, unknown> | undefined,
  ): ToolCallContext {
    return {
      signal,
      requestId,
      _meta: meta,
      toolUseId: meta?.["claudecode/toolUseId"] as string | undefined,
      sendNotification: ({ method, params }) => transport.send({ jsonrpc: "2.0", method, params }),
    };
  }
}

/** Without a result there would be no answer that the CLI could read, and the call would never end. */
function toResult(name: string, result: unknown): Record<string, unknown> {
  const { content = [], ...rest } = (result ?? {}) as Record<string, unknown>;
  if (typeof result === "object" && result !== null && Array.isArray(content)) return { ...rest, content };
  return failure(`The tool "${name}" gave no result: its handler has to return { content: [...] }`);
}

function failure(text: string): Record<string, unknown> {
  return { content: [{ type: "text", text }], isError: true };
}
