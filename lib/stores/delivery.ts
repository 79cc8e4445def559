// Gets batches of entries into a store, in order, through its failures.
import { setTimeout as sleep } from "node:timers/promises";
import { SessionStoreError } from "../errors/transcripts.ts";
import type { SessionKey, SessionStore, SessionStoreEntry } from "./store.ts";
import { callStore } from "./store-calls.ts";

/** Entries of one transcript. */
export interface Batch {
  readonly key: SessionKey;
  readonly file: string;
  readonly entries: readonly SessionStoreEntry[];
  readonly bytes: number;
}

export interface DeliveryOptions {
  readonly store: SessionStore;
  /** How long one append may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly onStored: (batch: Batch) => void;
  /** A batch is not in the store; it is sent again together with the next one of its transcript. */
  readonly onFailed: (batch: Batch, error: Error) => void;
  /** Entries will never be in the store. */
  readonly onLost: (batch: Batch, reason: string) => void;
}

/** Waits between attempts, as in the official SDK: a store that hiccups is back within a second. */
const BACKOFF_MS = [200, 800];
/** A store that is away keeps this much waiting; more than an hour's work makes. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #over = new AbortController();
  /** What the store has refused so far, by file. */
  readonly #kept = new Map<string, Batch>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Send a batch, after what is left of its transcript. Never rejects. */
  async send(batch: Batch): Promise<void> {
    const earlier = this.#kept.get(batch.file);
    this.#kept.delete(batch.file);
    const whole = earlier === undefined ? batch : joined(earlier, batch);
    const error = await this.#insist(whole);
    if (error === undefined) return this.#options.onStored(batch);
    // A store may refuse a single entry for ever: what comes after it must not be stuck behind it.
    if (earlier !== undefined && !this.#isFinal(error) && (await this.#attempt(batch)) === undefined) {
      this.#options.onLost(earlier, error.message);
      return this.#options.onStored(batch);
    }
    this.#keep(whole, error);
    this.#options.onFailed(batch, error);
  }

  /** No more waiting: what is under way counts as failed, with this reason. */
  giveUp(reason: Error): void {
    this.#over.abort(reason);
  }

  /** Nothing more comes: what is kept is lost. */
  end(): void {
    for (const batch of this.#kept.values()) this.#options.onLost(batch, "the session is over");
    this.#kept.clear();
  }

  /** @returns The last error, if no attempt succeeds. */
  async #insist(batch: Batch): Promise<Error | undefined> {
    let error = await this.#attempt(batch);
    for (const wait of BACKOFF_MS) {
      if (error === undefined || this.#isFinal(error)) break;
      // Cut short when the delivery is given up; the attempt that follows says so.
      await sleep(wait, undefined, { signal: this.#over.signal }).catch(() => undefined);
      error = await this.#attempt(batch);
    }
    return error;
  }

  async #attempt({ key, file, entries }: Batch): Promise<Error | undefined> {
    const called = { ...this.#options, signal: this.#over.signal };
    try {
      await callStore(called, "append", file, (store) => store.append({ ...key }, [...entries]));
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  /** A call that timed out may still take effect: no second one is sent on its heels. */
  #isFinal(error: Error): boolean {
    return this.#over.signal.aborted || (error instanceof SessionStoreError && error.timedOut);
  }

  #keep(batch: Batch, error: Error): void {
    const bytes = [...this.#kept.values(), batch].reduce((sum, kept) => sum + kept.bytes, 0);
    if (bytes > MAX_KEPT_BYTES) this.#options.onLost(batch, error.message);
    else this.#kept.set(batch.file, batch);
  }
}

/** Two batches of one transcript as one. */
export function joined(first: Batch, second: Batch): Batch {
  return {
    ...first,
    entries: [...first.entries, ...second.entries],
    bytes: first.bytes + second.bytes,
  };
}
