// One MCP server of this program and its end of the tunnel through the CLI's control requests.
import type { InProcessTransport, JsonRpcMessage, McpServerInstance } from "./configs.ts";

const CANCELLED = -32_800;
const INTERNAL_ERROR = -32_603;
/** What the CLI is answered to messages that have no answer of their own. */
const RECEIVED: JsonRpcMessage = { jsonrpc: "2.0", result: {}, id: 0 };

export class Connection {
  readonly #instance: McpServerInstance;
  readonly #maxResultBytes: number;
  readonly #pending = new Map<string | number, (answer: JsonRpcMessage) => void>();
  readonly #transport: InProcessTransport;
  #connecting: Promise<void> | undefined;
  #closed = false;

  /** @param send Takes what the server says on its own: notifications and requests. */
  constructor(
    instance: McpServerInstance,
    send: (message: JsonRpcMessage) => Promise<unknown>,
    maxResultBytes: number,
  ) {
    this.#instance = instance;
    this.#maxResultBytes = maxResultBytes;
    this.#transport = {
      start: () => Promise.resolve(),
      send: async (message) => {
        if (!this.#settle(message)) await send(message);
      },
      close: () => {
        if (this.#closed) return Promise.resolve();
        this.#closed = true;
        this.#transport.onclose?.();
        return Promise.resolve();
      },
    };
  }

  /** True for the server that this is a connection to. */
  serves(instance: unknown): boolean {
    return instance === this.#instance;
  }

  /** Hand a message to the server, and give what it answers. */
  async handle(message: JsonRpcMessage, signal: AbortSignal): Promise<JsonRpcMessage> {
    this.#connecting ??= this.#instance.connect(this.#transport);
    await this.#connecting;
    const { id, method, params } = message;
    if (id === undefined || method === undefined) {
      this.#deliver(message);
      if (method === "notifications/cancelled") this.#giveUp(params?.["requestId"] as string | number);
      return RECEIVED;
    }
    const answered = new Promise<JsonRpcMessage>((resolve) => this.#pending.set(id, resolve));
    const cancel = (): void => {
      this.#deliver({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } });
      this.#giveUp(id);
    };
    signal.addEventListener("abort", cancel, { once: true });
    this.#deliver(message);
    try {
      return this.#limited(await answered);
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }

  async close(): Promise<void> {
    for (const id of this.#pending.keys()) this.#giveUp(id);
    await this.#transport.close();
  }

  #deliver(message: JsonRpcMessage): void {
    (this.#transport.onmessage as ((message: JsonRpcMessage) => void) | undefined)?.(message);
  }

  #settle(message: JsonRpcMessage): boolean {
    if (message.id === undefined || message.method !== undefined) return false;
    const resolve = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    resolve?.(message);
    return true;
  }

  /** A server does not answer a call that was taken back, but the CLI's request still needs an answer. */
  #giveUp(id: string | number): void {
    this.#settle({ jsonrpc: "2.0", id, error: { code: CANCELLED, message: "The call was cancelled" } });
  }

  #limited(answer: JsonRpcMessage): JsonRpcMessage {
    if (answer.error === undefined && (typeof answer.result !== "object" || answer.result === null)) {
      // The CLI would wait for ever.
      const message = "The server answered with neither a result nor an error";
      return { jsonrpc: "2.0", id: answer.id, error: { code: INTERNAL_ERROR, message } };
    }
    const text = JSON.stringify(answer);
    // A UTF-16 unit takes at most three bytes, so most results need no counting.
    if (text.length * 3 <= this.#maxResultBytes) return answer;
    const bytes = new TextEncoder().encode(text).length;
    if (bytes <= this.#maxResultBytes) return answer;
    const message = `The result has ${bytes} bytes, more than ${this.#maxResultBytes}; write large data to a file`;
    return { jsonrpc: "2.0", id: answer.id, error: { code: INTERNAL_ERROR, message } };
  }
}
