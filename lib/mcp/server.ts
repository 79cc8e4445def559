// createSdkMcpServer(): an MCP server of tools that runs in this program.
import { toError } from "../errors/to-error.ts";
import { Cancellation, withSignal } from "../events/cancellation.ts";
import { isObject } from "../json-object.ts";
import type { InProcessTransport, JsonRpcMessage, McpSdkServerConfigWithInstance } from "./configs.ts";
import { type Call, Connection, type DirectTransport } from "./connection.ts";
import { CANCELLED, failure, type Outcome } from "./message.ts";
import { failedCall, thrownOutcome, toolOutcome } from "./outcome.ts";
import { type InputSchema, prepareSchema, type ToolInputSchema } from "./schema.ts";
import type { SdkMcpToolDefinition, ToolCallContext } from "./tool.ts";

/** Versions of MCP that the server speaks; a client that asks for another gets the first. */
const PROTOCOL_VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
const METHOD_NOT_FOUND = -32_601;
const LIST_CHANGED: JsonRpcMessage = { jsonrpc: "2.0", method: "notifications/tools/list_changed" };
// Tools of different schemas stand in one list; each handler gets what its own schema lets through.
// oxlint-disable-next-line typescript/no-explicit-any
type AnyTool = SdkMcpToolDefinition<any>;

/** Name, tools and limits of an in-process server; `name` is required. */
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

/** Make an MCP server of tools, a value of the option `mcpServers`. It may serve several sessions at once. */
export function createSdkMcpServer(
  options: CreateSdkMcpServerOptions,
): McpSdkServerConfigWithInstance & { instance: InProcessServer } {
  const { name, timeout } = options;
  const instance = new InProcessServer(options);
  return { type: "sdk", name, instance, ...(timeout === undefined ? {} : { timeout }) };
}

/** A tool, and its schema as far as it has been made ready. */
interface Offered {
  readonly tool: AnyTool;
  schema?: InputSchema | Promise<InputSchema>;
}

/** The `instance` of {@link createSdkMcpServer}; `addTool()` and `removeTool()` change it while sessions run. */
export class InProcessServer {
  readonly #options: CreateSdkMcpServerOptions;
  readonly #tools = new Map<unknown, Offered>();
  readonly #sessions = new Set<InProcessTransport>();
  /** Each is served through a session as well. */
  readonly #clients = new Set<InProcessTransport>();

  constructor(options: CreateSdkMcpServerOptions) {
    this.#options = options;
    for (const tool of options.tools ?? []) this.#tools.set(tool.name, { tool });
  }

  /** Add a tool while sessions run; they are notified. */
  async addTool(tool: AnyTool): Promise<void> {
    this.#tools.set(tool.name, { tool });
    await this.#changed();
  }

  /** Take a tool away; sessions are notified. */
  async removeTool(name: string): Promise<void> {
    this.#tools.delete(name);
    await this.#changed();
  }

  /** Serve a session, or any client that is at the other end of a transport. */
  async connect(transport: InProcessTransport | DirectTransport): Promise<void> {
    if ("answer" in transport) {
      this.#sessions.add(transport);
      transport.answer = (method, params, call) =>
        method === "tools/call" ? this.#call(params, call, transport) : this.#answer(method, params);
      transport.onclose = () => void this.#sessions.delete(transport);
      return;
    }
    const onError = (error: unknown): void => transport.onerror?.(toError(error));
    const session = new Connection(this.#options.name, this, {
      send: (_name, message) => transport.send(message),
      onError,
    });
    transport.onmessage = (message: unknown) =>
      void session
        // A transport cancels by notifications alone.
        .handle(message, new Cancellation())
        .then((answer) => answer && transport.send(answer))
        .catch(onError);
    transport.onclose = () => {
      this.#clients.delete(transport);
      session.close();
    };
    this.#clients.add(transport);
    await transport.start();
  }

  /** End all calls, and close the transports that it was connected to. */
  async close(): Promise<void> {
    await Promise.all([...this.#sessions, ...this.#clients].map((transport) => transport.close()));
  }

  async #changed(): Promise<void> {
    await Promise.all([...this.#sessions].map((session) => session.send(LIST_CHANGED)));
  }

  async #answer(method: string, params: Record<string, unknown>): Promise<Outcome> {
    switch (method) {
      case "initialize":
        return { result: this.#hello(params["protocolVersion"]) };
      case "ping":
        return { result: {} };
      case "tools/list":
        return { result: { tools: await this.#list() } };
      default:
        return failure(`Method not found: ${method}`, METHOD_NOT_FOUND);
    }
  }

  #hello(asked: unknown): Record<string, unknown> {
    const { name, version = "1.0.0", instructions } = this.#options;
    return {
      protocolVersion: PROTOCOL_VERSIONS.find((known) => known === asked) ?? PROTOCOL_VERSIONS[0],
      capabilities: { tools: { listChanged: true } },
      serverInfo: { name, version },
      instructions,
    };
  }

  async #list(): Promise<object[]> {
    const always = this.#options.alwaysLoad === true;
    const announce = async (offered: Offered): Promise<object> =>
      announced(offered.tool, await this.#prepare(offered), always);
    const all = await Promise.allSettled([...this.#tools.values()].map(announce));
    return all.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  }

  /** Make a tool's schema ready, once; a tool that has none is warned of, and left out. */
  #prepare(offered: Offered): InputSchema | Promise<InputSchema> {
    const { name, inputSchema } = offered.tool;
    offered.schema ??= prepareSchema(inputSchema as ToolInputSchema).then(
      (schema) => (offered.schema = schema),
      (error: unknown) => {
        // oxlint-disable-next-line no-console
        console.warn(`The tool "${name}" is left out: ${toError(error).message}`);
        throw error;
      },
    );
    return offered.schema;
  }

  async #call(params: Record<string, unknown>, call: Call, session: InProcessTransport): Promise<Outcome> {
    const { name, arguments: args } = params;
    const offered = this.#tools.get(name);
    if (offered === undefined) {
      const asked = typeof name === "string" ? `tool "${name}"` : "tool without a name";
      return failedCall(`There is no ${asked}; there are: ${[...this.#tools.keys()].join(", ")}`);
    }
    const { tool } = offered;
    try {
      const given = args ?? {};
      const schema = this.#prepare(offered);
      const checking =
        schema instanceof Promise ? schema.then((ready) => ready.check(given)) : schema.check(given);
      const checked = checking instanceof Promise ? await checking : checking;
      // It can have been cancelled only while it was waited for.
      if (checking instanceof Promise && call.context.isCancelled) return CANCELLED;
      if ("problems" in checked)
        return failedCall(`Invalid arguments for ${tool.name}: ${checked.problems.join("; ")}`);
      const context = contextOf(call, params["_meta"], session);
      return toolOutcome(tool.name, await tool.handler(checked.value, context));
    } catch (error) {
      return thrownOutcome(tool.name, error);
    }
  }
}

function announced(tool: AnyTool, schema: InputSchema, always: boolean): object {
  const meta = { ...tool._meta, ...(always ? { "anthropic/alwaysLoad": true } : {}) };
  return {
    name: tool.name,
    description: tool.description,
    inputSchema: schema.json,
    // A call is answered when it is done, and is no task of its own.
    execution: { taskSupport: "forbidden" },
    annotations: tool.annotations,
    _meta: Object.keys(meta).length === 0 ? undefined : meta,
  };
}

function contextOf(call: Call, given: unknown, session: InProcessTransport): ToolCallContext {
  const meta = isObject(given) ? given : undefined;
  return withSignal(call.context, {
    requestId: call.id,
    _meta: meta,
    toolUseId: meta?.["claudecode/toolUseId"] as string | undefined,
    sendNotification: async ({ method, params }: Parameters<ToolCallContext["sendNotification"]>[0]) =>
      session.send({ jsonrpc: "2.0", method, params }),
  });
}
