// Whether somebody has cancelled, and a signal that says so: made when somebody looks, which most never do.

export class Cancellation {
  #controller: AbortController | undefined;
  #cancelled: { readonly reason: unknown } | undefined;

  get isCancelled(): boolean {
    return this.#cancelled !== undefined;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#cancelled !== undefined) this.#controller.abort(this.#cancelled.reason);
    }
    return this.#controller.signal;
  }

  /** The first reason counts. */
  cancel(reason: unknown): void {
    this.#cancelled ??= { reason };
    this.#controller?.abort(reason);
  }
}

/** Something for a callback, with the signal of its call as a field of its own. */
export class WithSignal {
  // One function for all: a getter in each object has the engine make a class for each, and keep all that it knows.
  static readonly #DESCRIPTOR: PropertyDescriptor & ThisType<WithSignal> = {
    enumerable: true,
    get() {
      return this.#call.signal;
    },
  };
  declare readonly signal: AbortSignal;
  readonly #call: { readonly signal: AbortSignal };

  constructor(call: { readonly signal: AbortSignal }) {
    this.#call = call;
    Object.defineProperty(this, "signal", WithSignal.#DESCRIPTOR);
  }
}
