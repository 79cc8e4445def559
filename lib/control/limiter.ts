// Lets so many pieces of work run at once, keeps so many waiting, and refuses the rest.

export class Limiter {
  readonly #atOnce: number;
  readonly #waitingAtMost: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, waitingAtMost: number) {
    this.#atOnce = atOnce;
    this.#waitingAtMost = waitingAtMost;
  }

  /** @throws {RangeError} If too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await this.#turn();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#waitingAtMost) {
      throw new RangeError(
        `Too many at once: ${this.#atOnce} are running and ${this.#waitingAtMost} are waiting`,
      );
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
