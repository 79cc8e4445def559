// A request of the CLI that is to be answered once: by the server, or because it was cancelled.
import { CANCELLED, type Outcome } from "./message.ts";

/** The control request that a message came with. Its signal may be made only when it is read. */
export interface CallContext {
  /** Aborted when the CLI cancels the control request or the session ends. */
  readonly signal: AbortSignal;
}

export class Call {
  /** The CLI's id, which may come twice. */
  readonly id: string | number;
  /** Our own, so that each answer finds its request however late it comes. */
  readonly key: number;
  /** Answers it; what comes later is nobody's. */
  readonly settle: (outcome: Outcome) => void;
  readonly #context: CallContext;
  #controller: AbortController | undefined;
  #cancelled: { readonly reason: unknown } | undefined;

  constructor(id: string | number, key: number, context: CallContext, settle: (outcome: Outcome) => void) {
    this.id = id;
    this.key = key;
    this.settle = settle;
    this.#context = context;
  }

  get isCancelled(): boolean {
    return this.#cancelled !== undefined || this.#context.signal.aborted;
  }

  /** Made when it is first looked at, which most tools never do. */
  get signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal;
    this.#controller = new AbortController();
    const { signal } = this.#context;
    if (this.#cancelled !== undefined) this.#controller.abort(this.#cancelled.reason);
    else if (signal.aborted) this.cancel(signal.reason);
    else signal.addEventListener("abort", () => this.cancel(signal.reason), { once: true });
    return this.#controller.signal;
  }

  cancel(reason?: unknown): void {
    this.#cancelled ??= { reason };
    this.#controller?.abort(reason);
    this.settle(CANCELLED);
  }
}
