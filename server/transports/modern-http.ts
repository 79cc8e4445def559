// The requests of the modern era over HTTP: one handler for each principal, since what it notifies of is for that one.

import { dropNullArguments } from "../eras/era.ts";
import type { ConnectModern, Watch } from "../eras/eras.ts";
import type { McpHttpHandler } from "../eras/sdk-modern.ts";
import { listenOf } from "../eras/subscriptions.ts";
import { sendJson } from "../front/respond.ts";
import type { Credential } from "../front/tokens.ts";
import type { Principal } from "../principal.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { listening } from "./listening.ts";

interface Handler {
  readonly handler: McpHttpHandler;
  /** Requests that are open. */
  open: number;
  /** Of these, such as listen. */
  listening: number;
  /** While somebody listens. */
  unwatch?: (() => void) | undefined;
}

interface Open {
  readonly credential: Credential;
  readonly revoked: AbortController;
}

/** Of principals; more than ask at the same time. */
const MOST_HANDLERS = 1_000;

export class ModernHttp {
  readonly #connect: ConnectModern;
  readonly #tasks: Tasks | undefined;
  readonly #watch: Watch | undefined;
  readonly #handlers = new Map<Principal, Handler>();
  readonly #open = new Set<Open>();
  readonly #over = new AbortController();

  /** @param tasks Of which those who listen are told. */
  constructor(connect: ConnectModern, tasks?: Tasks, watch?: Watch) {
    this.#connect = connect;
    this.#tasks = tasks;
    this.#watch = watch;
  }

  /**
   * @param request Aborted when nobody reads the answer any more, or it has been read.
   * @param parsedBody What was read of it.
   */
  async handle(request: Request, credential: Credential, parsedBody: unknown): Promise<Response> {
    const { principal } = credential;
    dropNullArguments(parsedBody);
    const listen = listenOf(parsedBody);
    if (listen !== undefined && "code" in listen) {
      const { id } = parsedBody as { id: unknown };
      return sendJson(400, { jsonrpc: "2.0", id, error: listen });
    }
    const open = { credential, revoked: new AbortController() };
    const { signal: revoked } = open.revoked;
    this.#open.add(open);
    const used = await this.#handlerOf(principal);
    const { handler } = used;
    used.open += 1;
    if (listen !== undefined) {
      used.listening += 1;
      used.unwatch ??= this.#watch?.(principal, handler.notify);
    }
    const done = (): void => {
      this.#open.delete(open);
      used.open -= 1;
      if (listen === undefined || --used.listening > 0) return;
      used.unwatch?.();
      delete used.unwatch;
    };
    if (request.signal.aborted) done();
    else request.signal.addEventListener("abort", done, { once: true });
    const signal = AbortSignal.any([request.signal, revoked]);
    const answer = await handler.fetch(new Request(request, { signal }), { parsedBody });
    if (listen === undefined) return answer;
    return listening(answer, listen, { principal, tasks: this.#tasks, over: this.#over.signal, revoked });
  }

  /** End those whose token is none any more, also in the middle: the next request would be refused. */
  endUnless(holds: (credential: Credential) => boolean): void {
    for (const { credential, revoked } of this.#open) if (!holds(credential)) revoked.abort();
  }

  /** Tell nobody anything more: a client that listens waits for nothing that has an end. */
  endListening(): void {
    this.#over.abort();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#handlers.values()].map(({ handler }) => handler.close()));
  }

  async #handlerOf(principal: Principal): Promise<Handler> {
    const { createMcpHandler } = await import("../eras/sdk-modern.ts");
    const known = this.#handlers.get(principal);
    if (known !== undefined) return known;
    const connect = (): ReturnType<ConnectModern> => this.#connect(principal, handler.notify);
    const handler: McpHttpHandler = createMcpHandler(connect, { legacy: "reject" });
    const used: Handler = { handler, open: 0, listening: 0 };
    if (this.#handlers.size >= MOST_HANDLERS) this.#makeRoom();
    this.#handlers.set(principal, used);
    return used;
  }

  /** Nothing is kept of a principal who asks nothing. */
  #makeRoom(): void {
    for (const [principal, { open }] of this.#handlers) if (open === 0) this.#handlers.delete(principal);
  }
}
