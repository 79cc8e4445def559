// The MCP servers of this program that a session has.
import type { McpMessageRequest } from "../wire/control.ts";
import type { JsonRpcMessage, McpServerInstance } from "./configs.ts";
import { Connection } from "./connection.ts";

/** A larger result would fill the model's context a hundred times over. */
const MAX_RESULT_BYTES = 25 * 1024 * 1024;
const INTERNAL_ERROR = -32_603;

export interface InProcessServersOptions {
  /** Takes what a server says on its own. */
  readonly send: (serverName: string, message: JsonRpcMessage) => Promise<unknown>;
  /** Told when a server cannot be connected. */
  readonly onError: (error: unknown) => void;
  readonly maxResultBytes?: number;
}

export class InProcessServers {
  readonly #options: InProcessServersOptions;
  readonly #connections = new Map<string, Connection>();

  constructor(servers: Readonly<Record<string, { instance: unknown }>>, options: InProcessServersOptions) {
    this.#options = options;
    this.#open(servers);
  }

  get names(): string[] {
    return [...this.#connections.keys()];
  }

  /** Answer a message of the CLI; every message has an answer. */
  async handle(request: McpMessageRequest, signal: AbortSignal): Promise<{ mcp_response: JsonRpcMessage }> {
    const message = request.message as JsonRpcMessage;
    const connection = this.#connections.get(request.server_name);
    if (connection === undefined) {
      const known = this.names.map((name) => `"${name}"`).join(", ") || "none";
      return refused(
        message,
        `There is no MCP server "${request.server_name}" in this program; there are: ${known}`,
      );
    }
    try {
      return { mcp_response: await connection.handle(message, signal) };
    } catch (error) {
      this.#options.onError(error);
      return refused(message, `The MCP server "${request.server_name}" failed: ${(error as Error).message}`);
    }
  }

  /** Have these servers from now on. */
  async replace(servers: Readonly<Record<string, { instance: unknown }>>): Promise<void> {
    await this.close();
    this.#open(servers);
  }

  /** Cancel every call and let go of the servers. */
  async close(): Promise<void> {
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    await Promise.all(connections.map((connection) => connection.close()));
  }

  #open(servers: Readonly<Record<string, { instance: unknown }>>): void {
    const { send, maxResultBytes = MAX_RESULT_BYTES } = this.#options;
    for (const [name, { instance }] of Object.entries(servers)) {
      const deliver = (message: JsonRpcMessage): Promise<unknown> => send(name, message);
      this.#connections.set(name, new Connection(instance as McpServerInstance, deliver, maxResultBytes));
    }
  }
}

function refused(message: JsonRpcMessage, text: string): { mcp_response: JsonRpcMessage } {
  return {
    mcp_response: { jsonrpc: "2.0", id: message.id ?? 0, error: { code: INTERNAL_ERROR, message: text } },
  };
}
