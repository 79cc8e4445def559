// Holds output back while nobody reads it, without letting the CLI's questions to us wait behind it.

export interface FlowOptions {
  /** Called with each line in order, as soon as the reader has room. */
  readonly deliver: (line: string, bytes: number) => void;
  /** Looks at a line out of order; true when it was a control frame and has been dealt with. */
  readonly takeControl: (line: string) => boolean;
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Who wants no more messages for now: the caller reads too slowly, or the session's store takes too long. */
export type Holder = "reader" | "store";

/** Unread lines beyond this stop the CLI, whatever else waits. */
const BACKLOG_BYTES = 64 * 1024 * 1024;

export class Flow {
  readonly #options: FlowOptions;
  #lines: { line: string; bytes: number }[] = [];
  #head = 0;
  #bytes = 0;
  readonly #holders = new Set<Holder>();
  #over = false;
  #scanning = false;
  #paused = false;

  constructor(options: FlowOptions) {
    this.#options = options;
  }

  line(line: string, bytes: number): void {
    if (!this.#held && this.#head === this.#lines.length) {
      this.#options.deliver(line, bytes);
      return;
    }
    // Only a line with this text can be a control frame; parsing decides, since a message may quote it.
    if (line.includes('"control_') && this.#options.takeControl(line)) return;
    this.#lines.push({ line, bytes });
    this.#bytes += bytes;
    this.#decide();
  }

  get #held(): boolean {
    return this.#holders.size > 0 && !this.#over;
  }

  /** Somebody has enough: deliver nothing more until everybody who said so has said `release`. */
  hold(by: Holder): void {
    this.#holders.add(by);
    this.#decide();
  }

  release(by: Holder): void {
    if (!this.#holders.delete(by)) return;
    this.#deliverBacklog();
    this.#decide();
  }

  /** Whether control frames may come that must not wait: callbacks are registered, or an answer is awaited. */
  scanWhileHeld(needed: boolean): void {
    this.#scanning = needed;
    this.#decide();
  }

  /** The process has ended: what is kept is all there will be, so hand it over whatever the reader does. */
  flush(): void {
    this.#over = true;
    this.#deliverBacklog();
  }

  #deliverBacklog(): void {
    while (!this.#held) {
      const next = this.#lines[this.#head];
      if (next === undefined) break;
      this.#head += 1;
      this.#bytes -= next.bytes;
      this.#options.deliver(next.line, next.bytes);
    }
    if (this.#head === this.#lines.length) {
      this.#lines = [];
      this.#head = 0;
    }
  }

  #decide(): void {
    const pause = this.#held && (!this.#scanning || this.#bytes >= BACKLOG_BYTES);
    if (pause === this.#paused) return;
    this.#paused = pause;
    if (pause) this.#options.pause();
    else this.#options.resume();
  }
}
