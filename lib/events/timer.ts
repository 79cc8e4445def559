// One timer for whichever deadline is next.

/** The longest wait that JavaScript timers can keep: 24 days. A longer one would fire at once. */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;

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
    const ms = Math.ceil(Math.max(at - performance.now(), 0));
    this.#timer = setTimeout(fire, Math.min(ms, LONGEST_TIMER_MS));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
  }
}
