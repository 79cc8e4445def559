// A session's side of servers of this program: hands them messages of the CLI, and keeps what they say and report.
import { Cancellation } from "../../lib/events/cancellation.ts";
import type { JsonRpcMessage } from "../../lib/mcp/configs.ts";
import type { ConnectionHost } from "../../lib/mcp/connection.ts";
import { InProcessServers } from "../../lib/mcp/servers.ts";

type Configs = ConstructorParameters<typeof InProcessServers>[0];

export class McpHost {
  readonly servers: InProcessServers;
  readonly errors: string[] = [];
  /** What the servers have said on their own. */
  readonly said: JsonRpcMessage[] = [];
  /** How often a signal of the control request was looked at, which is when it has to be made. */
  signalsMade = 0;

  constructor(configs: Configs, options: Partial<ConnectionHost> = {}) {
    this.servers = new InProcessServers(configs, {
      send: (_name, message) => Promise.resolve(this.said.push(message)),
      onError: (error) => void this.errors.push((error as Error).message),
      ...options,
    });
  }

  /** Hand over any message, sound or not. */
  async hand(
    message: unknown,
    server = "own",
    context: Cancellation = new Watched(() => (this.signalsMade += 1)),
  ): Promise<JsonRpcMessage> {
    const request = { subtype: "mcp_message", server_name: server, message: message as never } as const;
    return (await this.servers.handle(request, context)).mcp_response;
  }

  call(
    name: string,
    { id = 1, server = "own", context, ...params }: CallOptions = {},
  ): Promise<JsonRpcMessage> {
    return this.hand(rpc("tools/call", { id, params: { name, arguments: {}, ...params } }), server, context);
  }
}

class Watched extends Cancellation {
  readonly #onLook: () => void;

  constructor(onLook: () => void) {
    super();
    this.#onLook = onLook;
  }

  override get signal(): AbortSignal {
    this.#onLook();
    return super.signal;
  }
}

interface CallOptions {
  readonly id?: string | number;
  readonly server?: string;
  readonly context?: Cancellation;
  readonly _meta?: unknown;
  readonly arguments?: unknown;
}

export function rpc(method: string, more: object = {}): object {
  return { jsonrpc: "2.0", method, ...more };
}

/** A text of a result, or the message of an error. */
export function textOf({ result, error }: JsonRpcMessage): string {
  const [block] = (result?.["content"] ?? []) as { text?: string }[];
  return error?.message ?? block?.text ?? JSON.stringify(result);
}
