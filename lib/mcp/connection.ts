// One server of this program and one session: however the server behaves, each request has an answer of its own.
import { toError } from "../errors/to-error.ts";
import type { Cancellation } from "../events/cancellation.ts";
import type { InProcessTransport, JsonRpcMessage, McpServerInstance } from "./configs.ts";
import { CANCELLED, failure, type Outcome, toAnswer, toMessage } from "./message.ts";
import { serverOutcome } from "./outcome.ts";

/** The CLI itself waits 30 seconds for a server. */
const CONNECT_MS = 25_000;

/** A request of the CLI that is to be answered once: by the server, or because it was cancelled. */
export interface Call {
  /** The CLI's id, which may come twice. */
  readonly id: string | number;
  /** The control request that it came with; cancelled with it, by the CLI's id, or when the session ends. */
  readonly context: Cancellation;
  /** Answers it; what comes later is nobody's. */
  readonly settle: (outcome: Outcome) => void;
}

/** The session's side. */
export interface ConnectionHost {
  /** Takes what a server says on its own: notifications and requests. */
  readonly send: (serverName: string, message: JsonRpcMessage) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
  /** How long a server may take to be connected, in milliseconds. Default: 25 000. */
  readonly connectMs?: number | undefined;
}

/** Our end of a connection. A server that knows it may give a function that answers; others get messages. */
export interface DirectTransport extends InProcessTransport {
  answer: ((method: string, params: Record<string, unknown>, call: Call) => Promise<Outcome>) | undefined;
}

interface Link {
  readonly transport: DirectTransport;
  /** Resolves when it is known whether the server could be connected; undefined from then on. */
  ready: Promise<void> | undefined;
  /** Ends the wait for that. */
  readonly timer: ReturnType<typeof setTimeout>;
}

export class Connection {
  readonly instance: unknown;
  readonly #name: string;
  readonly #host: ConnectionHost;
  /** By ids of our own, so that each answer finds its request however late it comes. */
  readonly #calls = new Map<unknown, Call>();
  #count = 0;
  /** Made for the first message, and anew when the server has closed the one before. */
  #link: Link | undefined;

  constructor(name: string, instance: unknown, host: ConnectionHost) {
    this.#name = name;
    this.instance = instance;
    this.#host = host;
  }

  /** Hand over a message; gives the answer to a request, undefined for what has none. */
  async handle(given: unknown, context: Cancellation): Promise<JsonRpcMessage | undefined> {
    const message = toMessage(given);
    if (message === undefined)
      return toAnswer(given, failure('No JSON-RPC message: it needs an "id", a "method", or both', -32_600));
    const { id, method, params = {} } = message;
    if (id !== undefined && method !== undefined)
      return toAnswer(given, await this.#request(id, message, context));
    if (method !== "notifications/cancelled") this.#notify(message);
    else
      for (const call of this.#calls.values())
        if (call.id === params["requestId"]) {
          call.context.cancel(params["reason"]);
          call.settle(CANCELLED);
        }
    return undefined;
  }

  /** Cancel what is open, and let go of the server. */
  close(): void {
    this.#unlink(CANCELLED);
  }

  #request(id: string | number, message: JsonRpcMessage, context: Cancellation): Promise<Outcome> {
    const key = (this.#count += 1);
    message.id = key;
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        this.#calls.delete(key);
        resolve(outcome);
      };
      const call = { id, context, settle };
      this.#calls.set(key, call);
      this.#deliver(message, call).catch((error: unknown) => {
        this.#host.onError(error);
        settle(failed(error));
      });
    });
  }

  #notify(message: JsonRpcMessage): void {
    this.#deliver(message).catch((error: unknown) => this.#host.onError(error));
  }

  async #deliver(message: JsonRpcMessage, call?: Call): Promise<void> {
    const link = this.#link ?? this.#connect();
    if (link.ready !== undefined) {
      // What is cancelled now is answered at once, and must not run later.
      call?.context.signal.addEventListener("abort", () => link.ready && call.settle(CANCELLED));
      await link.ready;
      if (link !== this.#link) return;
    }
    if (call?.context.isCancelled === true) return call.settle(CANCELLED);
    const { answer, onmessage } = link.transport;
    const { id, method = "", params = {} } = message;
    if (answer !== undefined) return call?.settle(await answer(method, params, call));
    if (onmessage === undefined) throw new TypeError("it takes no messages");
    call?.context.signal.addEventListener("abort", () => {
      // Unless it has been answered already.
      if (!this.#calls.has(id)) return;
      this.#notify({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } });
      call.settle(CANCELLED);
    });
    await onmessage.call(link.transport, message as never);
  }

  #connect(): Link {
    const isCurrent = (): boolean => this.#link === link;
    const fail = (error: unknown, isFault = true): void => {
      if (!isCurrent()) return;
      if (isFault) this.#host.onError(error);
      this.#unlink(failed(error));
    };
    const transport: DirectTransport = {
      answer: undefined,
      start: () => Promise.resolve(),
      send: (message) => (isCurrent() ? this.#sent(message) : Promise.resolve()),
      close: async () => fail(new Error("it has closed the connection"), false),
    };
    const { connectMs = CONNECT_MS } = this.#host;
    const late = new Error(`it was not connected within ${connectMs} ms`);
    const link: Link = { transport, ready: undefined, timer: setTimeout(fail, connectMs, late) };
    this.#link = link;
    // A throw of connect() is a rejection like any other.
    const connect = async (): Promise<void> => (this.instance as McpServerInstance).connect(transport);
    link.ready = connect()
      .then(() => (isCurrent() ? undefined : this.#dismiss(link)), fail)
      .then(() => {
        clearTimeout(link.timer);
        link.ready = undefined;
      });
    return link;
  }

  /** Takes what the server sends; an answer that nobody waits for any more is dropped. */
  #sent(message: JsonRpcMessage): Promise<void> {
    if (typeof message?.method !== "string") {
      this.#calls.get(message?.id)?.settle(serverOutcome(message));
      return Promise.resolve();
    }
    const sent = this.#host.send(this.#name, message).then(() => undefined);
    // Whoever sends a notification seldom waits for it: its failure must not end the host.
    if (message.id === undefined) return sent.catch((error: unknown) => this.#host.onError(error));
    sent.catch(() => undefined); // It is the server's to handle, and must not end the host when that does not.
    return sent;
  }

  #unlink(outcome: Outcome): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#link = undefined;
    clearTimeout(link.timer);
    for (const call of this.#calls.values()) {
      call.settle(outcome);
      call.context.cancel(undefined);
    }
    this.#dismiss(link);
  }

  #dismiss({ transport }: Link): void {
    try {
      transport.onclose?.();
    } catch (error) {
      this.#host.onError(error);
    }
  }
}

function failed(error: unknown): Outcome {
  return failure(`The MCP server failed: ${toError(error).message}`);
}
