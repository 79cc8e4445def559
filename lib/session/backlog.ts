// The lines that wait while nobody wants messages, and whether the CLI has to wait as well.
import { Queue } from "../events/queue.ts";
import type { Session } from "./session.ts";

/** Lines that nobody reads beyond this stop the CLI, whatever else waits. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Why messages wait: nobody reads them, the store is too slow, or a result waits until the store has what it reports. */
export type Pauser = "reader" | "store" | "result";

interface Kept {
  readonly line: string;
  readonly bytes: number;
}

export class Backlog {
  readonly #session: Session;
  readonly #line: (line: string, bytes: number) => void;
  readonly #lines = new Queue<Kept>();
  readonly #pausers = new Set<Pauser>();
  /** A line whose turn has come and gone; it goes before the others. */
  #first: Kept | undefined;
  #delivering = false;
  #stdoutPaused = false;
  #full = false;
  #over = false;

  /** @param line Takes each line when it is its turn. */
  constructor(session: Session, line: (line: string, bytes: number) => void) {
    this.#session = session;
    this.#line = line;
  }

  /** Lines have to wait, for a reader or behind others. */
  get mustWait(): boolean {
    return !this.#delivering && (this.isPaused || this.#lines.length > 0);
  }

  /** We have stopped to read, or do not deliver what we read. */
  get isPaused(): boolean {
    return this.#pausers.size > 0 && !this.#over;
  }

  add(line: string, bytes: number): void {
    this.#lines.push({ line, bytes }, bytes);
    this.decide();
  }

  /** Deliver nothing more until everybody who said so has said `resume`. */
  pause(by: Pauser): void {
    this.#pausers.add(by);
    this.decide();
  }

  /** The same, from within the delivery of a line, which is delivered again then. */
  pauseBefore(by: Pauser, line: string, bytes: number): void {
    this.#first = { line, bytes };
    this.pause(by);
  }

  resume(by: Pauser): void {
    if (!this.#pausers.delete(by)) return;
    this.#deliver();
    this.decide();
  }

  /** Look at each line that waits; those that are taken wait no longer. */
  take(isTaken: (line: string, bytes: number) => boolean): void {
    for (let left = this.#lines.length; left > 0; left -= 1) {
      const next = this.#lines.shift();
      if (next !== undefined && !isTaken(next.line, next.bytes)) this.#lines.push(next, next.bytes);
    }
  }

  /** The process has ended: what waits is all there will be, so hand it over whatever the reader does. */
  flush(): void {
    this.#over = true;
    this.#deliver();
  }

  /**
   * Whether to read on: while nobody wants messages, only for control lines, which must not wait when callbacks are
   * registered or an answer is awaited.
   */
  decide(): void {
    const { callbacks, requests, process } = this.#session;
    const full = this.#lines.bytes >= MAX_BYTES;
    if (full && !this.#full) {
      const waiting = `${Math.round(this.#lines.bytes / 1024 / 1024)} MiB of output wait to be read`;
      const way =
        "Claude Code waits, and what it asks waits as well; read the messages, or close the session";
      this.#session.warn("reader_stalled", `${waiting}: ${way}`);
    }
    this.#full = full;
    // It has not started: there is nothing to pause yet.
    if (process === undefined) return;
    const pause = this.isPaused && (full || !(callbacks.expected || requests.pending > 0));
    if (pause === this.#stdoutPaused) return;
    this.#stdoutPaused = pause;
    if (pause) process.pauseOutput();
    else process.resumeOutput();
  }

  #deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      while (!this.isPaused) {
        const next = this.#first ?? this.#lines.shift();
        if (next === undefined) break;
        this.#first = undefined;
        this.#line(next.line, next.bytes);
      }
    } finally {
      this.#delivering = false;
    }
  }
}
