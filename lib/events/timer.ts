// One timer for whichever deadline is next.

/** A timer holds no more; it looks again when it fires. */
const MAX_MS = 2 ** 31 - 1;

/**
 * Looks at the deadlines when the first of them is there, and perhaps before.
 *
 * It is left alone when they move on: to start a timer for each call or message costs more than to look once in vain.
 */
export class Timer {
  readonly #look: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at = Number.POSITIVE_INFINITY;

  constructor(look: () => void) {
    this.#look = look;
  }

  /** @param at A deadline, in milliseconds of `performance.now()`. */
  expect(at: number): void {
    if (at >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    const fire = (): void => {
      this.#at = Number.POSITIVE_INFINITY;
      this.#look();
    };
    this.#timer = setTimeout(fire, Math.min(Math.ceil(Math.max(at - performance.now(), 0)), MAX_MS));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
  }
}
