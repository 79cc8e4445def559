// A request of the CLI that is to be answered once: by the server, or because it was cancelled.
import { Cancellation } from "../events/cancellation.ts";
import { CANCELLED, type Outcome } from "./message.ts";

/** The control request that a message came with. Its signal may be made only when it is read. */
export interface CallContext {
  /** Aborted when the CLI cancels the control request or the session ends. */
  readonly signal: AbortSignal;
}

export class Call extends Cancellation {
  /** The CLI's id, which may come twice. */
  readonly id: string | number;
  /** Our own, so that each answer finds its request however late it comes. */
  readonly key: number;
  /** Answers it; what comes later is nobody's. */
  readonly settle: (outcome: Outcome) => void;
  readonly #context: CallContext;
  #isLinked = false;

  constructor(id: string | number, key: number, context: CallContext, settle: (outcome: Outcome) => void) {
    super();
    this.id = id;
    this.key = key;
    this.settle = settle;
    this.#context = context;
  }

  override get isCancelled(): boolean {
    return super.isCancelled || this.#context.signal.aborted;
  }

  override get signal(): AbortSignal {
    if (!this.#isLinked && !super.isCancelled) {
      this.#isLinked = true;
      const { signal } = this.#context;
      if (signal.aborted) this.cancel(signal.reason);
      else signal.addEventListener("abort", () => this.cancel(signal.reason), { once: true });
    }
    return super.signal;
  }

  override cancel(reason?: unknown): void {
    super.cancel(reason);
    this.settle(CANCELLED);
  }
}
