// What runs out in a turn: the time for the CLI's first word, for its silence, and for its last word after the result.
import { TimeoutError } from "../errors/timeouts.ts";
import { Timer } from "../events/timer.ts";
import type { Session } from "./session.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** What the watchdogs look at, and what they do. */
export type WatchedSession = Pick<Session, "options" | "state" | "process" | "changed" | "warn"> & {
  readonly output: { readonly backlog: { readonly isPaused: boolean }; readonly lastKind: string };
  readonly life: Pick<Session["life"], "end">;
};

export class Watchdogs {
  readonly #session: WatchedSession;
  readonly #firstMs: number;
  readonly #silenceMs: number;
  readonly #graceMs: number;
  readonly #timer = new Timer(() => this.changed());
  #promptedAt = 0;
  /** Since when the CLI's output has been wanted without a break. */
  #wantedSince: number | undefined;
  /** Since when its last word has been missing. */
  #lackingSince: number | undefined;

  /** Without a limit only the last word is waited for in vain. */
  constructor(session: WatchedSession) {
    this.#session = session;
    const { firstEventTimeoutMs, silenceTimeoutMs, settleGraceMs } = session.options;
    this.#firstMs = firstEventTimeoutMs;
    this.#silenceMs = silenceTimeoutMs;
    this.#graceMs = settleGraceMs;
  }

  /** A prompt goes out. */
  prompted(): void {
    this.#promptedAt = performance.now();
    this.changed();
  }

  /** Something has changed: the state, or whether we read. */
  changed(): void {
    const { state, output } = this.#session;
    if (state.over) return this.#timer.stop();
    const { lacksLastWord: lacks } = state;
    if (lacks === undefined) this.#lackingSince = undefined;
    if (lacks === undefined && this.#firstMs === NEVER && this.#silenceMs === NEVER) return;
    const now = performance.now();
    if (lacks !== undefined) this.#lackingSince ??= now;
    this.#wantedSince =
      !output.backlog.isPaused && state.awaitsOutput ? (this.#wantedSince ?? now) : undefined;
    const wanted = this.#wantedSince ?? NEVER;
    const first = state.awaitsFirstWord ? Math.max(this.#promptedAt, wanted) + this.#firstMs : NEVER;
    const silence = Math.max(this.#heardAt, this.#promptedAt, wanted) + this.#silenceMs;
    const last = (this.#lackingSince ?? NEVER) + this.#graceMs;
    const next = Math.min(first, silence, last);
    if (next > now) this.#timer.expect(next);
    else if (lacks !== undefined && next === last) this.#giveUp(lacks);
    else this.#session.life.end("failed", this.#error(next === first));
  }

  stop(): void {
    this.#timer.stop();
  }

  /** What the CLI did last, for an error. */
  lastSeen(): string {
    const { lastKind } = this.#session.output;
    if (this.#heardAt === 0) return "it has written nothing so far";
    const ago = `${((performance.now() - this.#heardAt) / 1_000).toFixed(1)} s ago`;
    return lastKind === "" ? `last output ${ago}` : `last message "${lastKind}", last output ${ago}`;
  }

  /** When the CLI last wrote anything. */
  get #heardAt(): number {
    return this.#session.process?.heardAt ?? 0;
  }

  /** The process has ended by itself; what its last word would have been no longer matters, only that it is missing. */
  ended(): void {
    const { lacksLastWord: lacks } = this.#session.state;
    if (lacks === "idle") this.#missed(lacks, "before it ended");
  }

  /** There is a result, and its last word has been waited for long enough. */
  #giveUp(lacks: "idle" | "completed"): void {
    this.#missed(lacks, `within ${this.#graceMs} ms`);
    this.#session.state.giveUpWaiting();
    this.#session.changed();
  }

  #missed(lacks: "idle" | "completed", when: string): void {
    const word = lacks === "idle" ? "that it is idle" : "that the prompt is completed";
    const message = `Claude Code gave a result, but did not report ${word} ${when}: the result stands`;
    this.#session.warn("no_idle", message);
  }

  #error(isFirst: boolean): TimeoutError {
    if (isFirst) return new TimeoutError("first_event", this.#firstMs, this.lastSeen());
    return new TimeoutError("silence", this.#silenceMs, this.lastSeen());
  }
}
