// The MCP servers of this program that a session has.
import type { McpMessageRequest } from "../wire/control.ts";
import type { InitializeRequest } from "../wire/initialize.ts";
import type { JsonRpcMessage, McpServerInstance } from "./configs.ts";
import { Connection } from "./connection.ts";
import { readManifest } from "./manifest.ts";

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

  /** What the servers say of themselves, for `initialize`; without those that do not say it in time. */
  async manifests(hostVersion: string): Promise<Pick<InitializeRequest, "sdkMcpServerManifests">> {
    const read = [...this.#connections].map(
      async ([name, connection]) =>
        [
          name,
          await readManifest((message, signal) => connection.handle(message, signal), hostVersion),
        ] as const,
    );
    const known = (await Promise.all(read)).flatMap(([name, manifest]) =>
      manifest ? [[name, manifest]] : [],
    );
    return known.length === 0 ? {} : { sdkMcpServerManifests: Object.fromEntries(known) };
  }

  /** Have these servers from now on; one that stays goes on with the calls that it has. */
  async replace(servers: Readonly<Record<string, { instance: unknown }>>): Promise<void> {
    const stays = ([name, connection]: [string, Connection]): boolean =>
      connection.serves(servers[name]?.instance);
    await this.#closeAll([...this.#connections].filter((entry) => !stays(entry)));
    this.#open(Object.fromEntries(Object.entries(servers).filter(([name]) => !this.#connections.has(name))));
  }

  /** Cancel every call and let go of the servers. */
  async close(): Promise<void> {
    await this.#closeAll([...this.#connections]);
  }

  async #closeAll(entries: readonly [string, Connection][]): Promise<void> {
    for (const [name] of entries) this.#connections.delete(name);
    await Promise.all(entries.map(([, connection]) => connection.close()));
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
