// Collects what the CLI writes into its transcripts, and gets it into a store in batches, in order, through its failures.
import { setTimeout as sleep } from "node:timers/promises";
import { SessionStoreError } from "../errors/transcripts.ts";
import type { SessionKey, SessionStoreEntry } from "./store.ts";
import { BATCH_BYTES, BATCH_ENTRIES, type CalledStore, withinTime } from "./store-calls.ts";

/** Entries of one transcript. */
export interface Batch {
  readonly key: SessionKey;
  readonly file: string;
  readonly entries: readonly SessionStoreEntry[];
  readonly bytes: number;
}

export interface BatcherOptions extends CalledStore {
  /** Send each batch at once, instead of several joined. */
  readonly eager: boolean;
  readonly onStored: (batch: Batch) => void;
  /** A batch is not in the store; it is sent again together with the next one of its transcript. */
  readonly onFailed: (batch: Batch, error: Error) => void;
  /** Entries will never be in the store. */
  readonly onLost: (batch: Batch, reason: string) => void;
  /** The store is slower than the CLI: nothing more should come until `onDrained`. */
  readonly onFull: () => void;
  readonly onDrained: () => void;
}

/** A batch goes out at the end of a turn, when it is full, or when its first entry has waited so long: a host that dies must not take a whole turn with it. */
const MAX_WAIT_MS = 1_000;
const HIGH_BYTES = 8 * 1024 * 1024;
const LOW_BYTES = 1024 * 1024;
/** Waits between attempts, as in the official SDK: a store that hiccups is back within a second. */
const BACKOFF_MS = [200, 800];
/** A store that is away keeps this much waiting; more than an hour's work makes. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

export class Batcher {
  readonly #options: BatcherOptions;
  /** One batch for each transcript, by file, in the order in which they came. */
  #waiting = new Map<string, Batch>();
  /** Everything that has not reached the store, or been given up. */
  #bytes = 0;
  #full = false;
  #sending: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the store has refused so far, by file. */
  readonly #refused = new Map<string, Batch>();
  /** Aborted when there is no more waiting: what is under way counts as failed then. */
  readonly #over = new AbortController();

  constructor(options: BatcherOptions) {
    this.#options = { ...options, signal: this.#over.signal };
  }

  /** True when the store has everything that came so far, or has failed to take it. */
  get idle(): boolean {
    return this.#bytes === 0;
  }

  push(batch: Batch): void {
    if (batch.entries.length === 0) return;
    const before = this.#waiting.get(batch.file);
    this.#waiting.set(batch.file, before === undefined ? batch : joined(before, batch));
    this.#bytes += batch.bytes;
    const { entries, bytes } = [...this.#waiting.values()].reduce(joined);
    const enough = entries.length > BATCH_ENTRIES || bytes > BATCH_BYTES;
    if (this.#options.eager || enough) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), MAX_WAIT_MS);
    this.#decide();
  }

  /** Resolves when everything that came so far is in the store, or has failed to get there; never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batches = [...this.#waiting.values()];
    this.#waiting.clear();
    if (batches.length > 0) this.#sending = this.#sending.then(() => this.#sendAll(batches));
    return this.#sending;
  }

  /** The last flush, which has so many milliseconds; then what is left counts as failed. */
  async finish(limitMs: number): Promise<void> {
    const reason = new Error(`the session ended, and the store was not done ${limitMs} ms later`);
    const timer = setTimeout(() => this.#over.abort(reason), limitMs);
    await this.flush();
    clearTimeout(timer);
    for (const batch of this.#refused.values()) this.#options.onLost(batch, "the session is over");
    this.#refused.clear();
  }

  async #sendAll(batches: readonly Batch[]): Promise<void> {
    for (const batch of batches) {
      await this.#send(batch);
      this.#bytes -= batch.bytes;
      this.#decide();
    }
  }

  #decide(): void {
    const full = this.#bytes > (this.#full ? LOW_BYTES : HIGH_BYTES);
    if (full === this.#full) return;
    this.#full = full;
    if (full) this.#options.onFull();
    else this.#options.onDrained();
  }

  /** Send a batch, after what is left of its transcript. */
  async #send(batch: Batch): Promise<void> {
    const { onStored, onFailed, onLost } = this.#options;
    const earlier = this.#refused.get(batch.file);
    this.#refused.delete(batch.file);
    const whole = earlier === undefined ? batch : joined(earlier, batch);
    const error = await this.#insist(whole);
    if (error === undefined) return onStored(batch);
    // A store may refuse a single entry for ever: what comes after it must not be stuck behind it.
    if (earlier !== undefined && !this.#isFinal(error) && (await this.#attempt(batch)) === undefined) {
      onLost(earlier, error.message);
      return onStored(batch);
    }
    const kept = [...this.#refused.values(), whole].reduce((sum, { bytes }) => sum + bytes, 0);
    if (kept > MAX_KEPT_BYTES) onLost(whole, error.message);
    else this.#refused.set(batch.file, whole);
    onFailed(batch, error);
  }

  /** @returns The last error, if no attempt succeeds. */
  async #insist(batch: Batch): Promise<Error | undefined> {
    let error = await this.#attempt(batch);
    for (const wait of BACKOFF_MS) {
      if (error === undefined || this.#isFinal(error)) break;
      // Cut short when there is no more waiting; the attempt that follows says so.
      await sleep(wait, undefined, { signal: this.#over.signal }).catch(() => undefined);
      error = await this.#attempt(batch);
    }
    return error;
  }

  #attempt({ key, file, entries }: Batch): Promise<Error | undefined> {
    const append = (): Promise<void> => this.#options.store.append({ ...key }, [...entries]);
    return withinTime(this.#options, "append", file, append).then(
      () => undefined,
      (error: Error) => error,
    );
  }

  /** A call that timed out may still take effect: no second one is sent on its heels. */
  #isFinal(error: Error): boolean {
    return this.#over.signal.aborted || (error instanceof SessionStoreError && error.timedOut);
  }
}

/** Two batches of one transcript as one. */
function joined(first: Batch, second: Batch): Batch {
  const entries = [...first.entries, ...second.entries];
  return { ...first, entries, bytes: first.bytes + second.bytes };
}
