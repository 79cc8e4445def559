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

const CALL = Symbol("call");

// One function for all: a getter in each object has the engine make a class for each, and keep all that it knows.
const SIGNAL: PropertyDescriptor = {
  enumerable: true,
  get(this: { [CALL]: { readonly signal: AbortSignal } }) {
    return this[CALL].signal;
  },
};

/** Give a plain object for a callback the signal of its call, which is made when somebody looks. */
export function withSignal<Given extends object>(
  call: { readonly signal: AbortSignal },
  given: Given,
): Given & { readonly signal: AbortSignal } {
  Object.defineProperty(given, CALL, { value: call });
  return Object.defineProperty(given, "signal", SIGNAL) as Given & { readonly signal: AbortSignal };
}
