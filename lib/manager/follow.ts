// Follows an agent live, at the reader's own pace, so that a slow reader never holds the agent up.
import { wholeNumber } from "./options.ts";
import { type AgentMessage, messagesOf } from "./read.ts";
import type { AgentRecord } from "./record.ts";

/**
 * A message of `messages()`; `dropped` is how many just before it were discarded because the reader was too
 * slow.
 */
export interface FollowedMessage extends AgentMessage {
  readonly dropped: number;
}

export class Following implements AsyncIterableIterator<FollowedMessage, undefined> {
  readonly #record: AgentRecord;
  readonly #look = (): void => this.#answer();
  #position: number;
  #waiting: ((result: IteratorResult<FollowedMessage, undefined>) => void)[] = [];
  #begun = false;
  #over = false;

  constructor(record: AgentRecord, after: number) {
    this.#record = record;
    this.#position = wholeNumber("after", after, -1) + 1;
  }

  next(): Promise<IteratorResult<FollowedMessage, undefined>> {
    this.#begin();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#answer();
    });
  }

  return(): Promise<IteratorResult<FollowedMessage, undefined>> {
    this.#finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #answer(): void {
    const { lines } = this.#record;
    while (this.#waiting.length > 0 && !this.#over && this.#position < lines.next) {
      const seq = Math.max(this.#position, lines.first);
      const [message] = messagesOf(this.#record, seq, seq + 1);
      if (message === undefined) {
        // The lines are gone: the next that is kept comes next, if there is one.
        this.#position = Math.max(this.#position + 1, lines.first);
        continue;
      }
      this.#waiting.shift()?.({ done: false, value: { ...message, dropped: seq - this.#position } });
      this.#position = seq + 1;
    }
    const exhausted = this.#record.state === "ended" && this.#position >= lines.next;
    if (this.#waiting.length > 0 && (this.#over || exhausted)) this.#finish();
  }

  /** Who has never asked for a message does not keep the agent. */
  #begin(): void {
    if (this.#begun || this.#over) return;
    this.#begun = true;
    this.#record.waiters += 1;
    (this.#record.followers ??= new Set()).add(this.#look);
  }

  #finish(): void {
    if (this.#begun && !this.#over) this.#record.waiters -= 1;
    this.#over = true;
    this.#record.followers?.delete(this.#look);
    for (const resolve of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
  }
}
