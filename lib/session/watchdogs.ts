// What runs out in a turn: the time for the CLI's first word, for its silence, and for its last word after the result.
import { TimeoutError } from "../errors/timeouts.ts";
import type { Options } from "../options/options.ts";
import type { SessionState } from "./state.ts";

/** How long the CLI may take for its last word about a turn, after the result. */
const SETTLE_GRACE_MS = 2_000;
/** Timers hold no more; one that fires too early looks again. */
const MAX_TIMER_MS = 2 ** 31 - 1;
const NEVER = Number.POSITIVE_INFINITY;

/** What the watchdogs look at besides the state; times in milliseconds of `performance.now()`. */
export interface Watched {
  /** We read what the CLI writes. */
  readonly reading: boolean;
  /** When the CLI last wrote anything; 0 for never. */
  readonly heardAt: number;
  /** What it said last. */
  readonly lastKind: string;
}

export interface WatchdogsOptions {
  readonly state: SessionState;
  readonly look: () => Watched;
  readonly onExpired: (error: TimeoutError) => void;
  /** There is a result, and its last word has been waited for so long. */
  readonly onLastWordMissing: (word: "idle" | "completed", graceMs: number) => void;
}

export class Watchdogs {
  readonly #options: WatchdogsOptions;
  readonly #firstMs: number;
  readonly #silenceMs: number;
  readonly #graceMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #promptedAt = 0;
  /** Since when the CLI's output has been wanted without a break. */
  #wantedSince: number | undefined;
  /** Since when its last word has been missing. */
  #lackingSince: number | undefined;

  /** Without a limit only the last word is waited for in vain. */
  constructor(limits: Options, options: WatchdogsOptions) {
    this.#options = options;
    this.#firstMs = limits.firstEventTimeoutMs ?? NEVER;
    this.#silenceMs = limits.silenceTimeoutMs ?? NEVER;
    this.#graceMs = limits.settleGraceMs ?? SETTLE_GRACE_MS;
  }

  /** A prompt goes out. */
  prompted(): void {
    this.#promptedAt = performance.now();
    this.changed();
  }

  /** Something has changed: the state, or whether we read. */
  changed(): void {
    clearTimeout(this.#timer);
    const { state } = this.#options;
    const now = performance.now();
    const { lacksLastWord: lacks } = state;
    this.#lackingSince = lacks === undefined ? undefined : (this.#lackingSince ?? now);
    const limited = this.#firstMs !== NEVER || this.#silenceMs !== NEVER;
    if (!limited && this.#lackingSince === undefined) return;
    const { reading, heardAt } = this.#options.look();
    this.#wantedSince = reading && state.awaitsOutput ? (this.#wantedSince ?? now) : undefined;
    const wanted = this.#wantedSince ?? NEVER;
    const first = state.awaitsFirstWord ? Math.max(this.#promptedAt, wanted) + this.#firstMs : NEVER;
    const silence = Math.max(heardAt, this.#promptedAt, wanted) + this.#silenceMs;
    const last = (this.#lackingSince ?? NEVER) + this.#graceMs;
    const next = Math.min(first, silence, last);
    if (next === NEVER) return;
    if (next > now)
      this.#timer = setTimeout(() => this.changed(), Math.min(Math.ceil(next - now), MAX_TIMER_MS));
    else if (lacks !== undefined && next === last) this.#options.onLastWordMissing(lacks, this.#graceMs);
    else this.#options.onExpired(this.#error(next === first));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** What the CLI did last, for an error. */
  lastSeen(): string {
    const { heardAt, lastKind } = this.#options.look();
    if (heardAt === 0) return "it has written nothing so far";
    const ago = `${((performance.now() - heardAt) / 1_000).toFixed(1)} s ago`;
    return lastKind === "" ? `last output ${ago}` : `last message "${lastKind}", last output ${ago}`;
  }

  #error(isFirst: boolean): TimeoutError {
    if (isFirst) return new TimeoutError("first_event", this.#firstMs, this.lastSeen());
    return new TimeoutError("silence", this.#silenceMs, this.lastSeen());
  }
}
