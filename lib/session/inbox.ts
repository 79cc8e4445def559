// The unread messages of a conversation: who reads, who only listens, and when the CLI has to wait for them.
import { Queue } from "../events/queue.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { Session } from "./session.ts";

/** Unread messages beyond this many bytes make the CLI wait ... */
const HIGH_BYTES = 4 * 1024 * 1024;
/** ... until the reader is down to this many. */
const LOW_BYTES = 1024 * 1024;
/** What somebody has heard is kept up to this many bytes for one who reads later. */
const HEARD_BYTES = 64 * 1024 * 1024;

export class Inbox {
  /** The last result that has come, whether it has been read or not. */
  lastResult: SDKResultMessage | undefined;
  readonly #session: Session;
  readonly #isFollowed: () => boolean;
  readonly #unread: Queue<SDKMessage> = new Queue();
  #readers = 0;
  #paused = false;
  #hasDropped = false;

  /** @param isFollowed Somebody hears of the messages, whether they are read or not. */
  constructor(session: Session, isFollowed: () => boolean) {
    this.#session = session;
    this.#isFollowed = isFollowed;
    session.output.sink = this.#sink;
  }

  /** The next unread message, or the end. */
  next(): Promise<IteratorResult<SDKMessage, undefined>> {
    const next = this.#unread.next();
    if (this.#paused && this.#unread.bytes <= LOW_BYTES) this.#resume();
    return next;
  }

  /** Somebody reads from now on, and what it has not read is kept for it: the CLI waits rather than go on without it. */
  enter(): void {
    this.#readers += 1;
  }

  leave(): void {
    this.#readers -= 1;
    this.reconsider();
  }

  /** Where nobody reads, the listeners go on alone. */
  reconsider(): void {
    if (this.#paused && this.#readers === 0 && this.#isFollowed()) this.#resume();
  }

  /** Nothing more comes; what is unread can still be read. */
  end(): void {
    this.#unread.end();
    this.#resume();
  }

  /** The same, and whoever has read everything is thrown the reason. */
  fail(reason: unknown): void {
    this.#unread.fail(reason);
  }

  /** The reader has gone for good. */
  abandon(): void {
    void this.#unread.return();
    this.#resume();
  }

  readonly #sink = (message: SDKMessage, bytes: number): void => {
    if (message.type === "result") this.lastResult = message;
    this.#unread.push(message, bytes);
    if (this.#unread.bytes >= HIGH_BYTES && !this.#paused) this.#full();
  };

  #full(): void {
    if (this.#readers > 0 || !this.#isFollowed()) {
      this.#paused = true;
      return this.#session.pauseMessages();
    }
    if (this.#unread.bytes < HEARD_BYTES) return;
    while (this.#unread.bytes >= HEARD_BYTES) this.#unread.shift();
    if (!this.#hasDropped)
      this.#session.warn(
        "messages_dropped",
        "Nobody reads what the listeners have heard: the oldest unread messages were dropped; read the messages as well, or listen only",
      );
    this.#hasDropped = true;
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#session.resumeMessages();
  }
}
