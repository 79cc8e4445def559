// Keeps agents of an account from starting until its rate limit is over; then they start one after the other.
import { Timer } from "../events/timer.ts";

interface Closed {
  /** In milliseconds since 1970. */
  until: number;
  /** How often it was closed since a turn last went well. */
  times: number;
}

/** Without a time, or after one that was wrong: so long at first, twice as long each time, and no longer than an hour. */
const UNKNOWN_MS = 60_000;
const LONGEST_UNKNOWN_MS = 60 * 60_000;
/** No window is longer: what says so is no time. */
const LONGEST_MS = 32 * 24 * 60 * 60_000;
/** Who has waited begins within this share of the time that it waited, so that not all begin at once. */
const JITTER = 0.1;
const LONGEST_JITTER_MS = 60_000;

export class RateGate<Agent> {
  readonly #accountOf: (agent: Agent) => string;
  readonly #start: (agent: Agent) => void;
  readonly #closed = new Map<string, Closed>();
  /** When they may start, in milliseconds of `performance.now()`. */
  readonly #waiting = new Map<Agent, number>();
  readonly #timer = new Timer(() => this.#look());

  /** @param start Is given each agent that has waited long enough. */
  constructor(accountOf: (agent: Agent) => string, start: (agent: Agent) => void) {
    this.#accountOf = accountOf;
    this.#start = start;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * An agent has met its account's limit.
   *
   * @param resetsAt In milliseconds since 1970; whatever the CLI said.
   * @returns False if that was known.
   */
  close(agent: Agent, resetsAt: number | undefined): boolean {
    const account = this.#accountOf(agent);
    const closed = this.#closed.get(account) ?? { until: 0, times: 0 };
    this.#closed.set(account, closed);
    const now = Date.now();
    const wasOpen = closed.until <= now;
    if (wasOpen) closed.times += 1;
    const isKnown = resetsAt !== undefined && resetsAt > now && resetsAt <= now + LONGEST_MS;
    if (isKnown) closed.until = Math.max(closed.until, resetsAt);
    else if (wasOpen) closed.until = now + Math.min(UNKNOWN_MS * 2 ** (closed.times - 1), LONGEST_UNKNOWN_MS);
    return wasOpen;
  }

  /** A turn of an agent has gone well. */
  passed(agent: Agent): void {
    if (this.#closed.size > 0) this.#closed.delete(this.#accountOf(agent));
  }

  /** Until when an agent may not start, in milliseconds since 1970; undefined if it may. */
  closedUntil(agent: Agent): number | undefined {
    return this.accountClosedUntil(this.#accountOf(agent));
  }

  accountClosedUntil(account: string): number | undefined {
    const { until = 0 } = this.#closed.get(account) ?? {};
    return until > Date.now() ? until : undefined;
  }

  /** @returns False if it need not wait. */
  hold(agent: Agent): boolean {
    const until = this.closedUntil(agent);
    if (until === undefined) return false;
    const ms = until - Date.now();
    const at = performance.now() + ms + Math.random() * Math.min(ms * JITTER, LONGEST_JITTER_MS);
    this.#waiting.set(agent, at);
    this.#timer.expect(at);
    return true;
  }

  /** @returns False if it did not wait. */
  leave(agent: Agent): boolean {
    const waited = this.#waiting.delete(agent);
    if (this.#waiting.size === 0) this.#timer.stop();
    return waited;
  }

  isWaiting(agent: Agent): boolean {
    return this.#waiting.has(agent);
  }

  stop(): void {
    this.#waiting.clear();
    this.#timer.stop();
  }

  #look(): void {
    const now = performance.now();
    for (const [agent, at] of this.#waiting) {
      if (at > now) this.#timer.expect(at);
      // The first to start may have met the limit again.
      else if (!this.hold(agent)) {
        this.#waiting.delete(agent);
        this.#start(agent);
      }
    }
  }
}
