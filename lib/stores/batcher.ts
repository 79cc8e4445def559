// Collects what the CLI writes into its transcripts, and hands it to a store in batches.

import { type Batch, Delivery, type DeliveryOptions, joined } from "./delivery.ts";
import { BATCH_BYTES, BATCH_ENTRIES } from "./store-calls.ts";

export interface BatcherOptions extends DeliveryOptions {
  /** Each batch at once and as it came, in place of some together. */
  readonly eager: boolean;
  /** The store is slower than the CLI: nothing more should come until `onDrained`. */
  readonly onFull: () => void;
  readonly onDrained: () => void;
}

/** A batch goes out at the end of a turn, when it is full, or when its first entry has waited so long: a host that dies must not take a whole turn with it. */
const MAX_WAIT_MS = 1_000;
const HIGH_BYTES = 8 * 1024 * 1024;
const LOW_BYTES = 1024 * 1024;

export class Batcher {
  readonly #options: BatcherOptions;
  readonly #delivery: Delivery;
  #waiting: Batch[] = [];
  #waitingEntries = 0;
  #waitingBytes = 0;
  /** Everything that has not reached the store, or been given up. */
  #bytes = 0;
  #full = false;
  #sending: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: BatcherOptions) {
    this.#options = options;
    this.#delivery = new Delivery(options);
  }

  /** True when the store has everything that came so far, or has failed to take it. */
  get idle(): boolean {
    return this.#bytes === 0;
  }

  push(batch: Batch): void {
    if (batch.entries.length === 0) return;
    this.#waiting.push(batch);
    this.#waitingEntries += batch.entries.length;
    this.#waitingBytes += batch.bytes;
    this.#bytes += batch.bytes;
    const enough = this.#waitingEntries > BATCH_ENTRIES || this.#waitingBytes > BATCH_BYTES;
    if (this.#options.eager || enough) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), MAX_WAIT_MS);
    this.#decide();
  }

  /** Resolves when everything that came so far is in the store, or has failed to get there; never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batches = this.#options.eager ? this.#waiting : byFile(this.#waiting);
    this.#waiting = [];
    this.#waitingEntries = 0;
    this.#waitingBytes = 0;
    if (batches.length > 0) this.#sending = this.#sending.then(() => this.#send(batches));
    return this.#sending;
  }

  /** The last flush, which has so many milliseconds; then what is left counts as failed. */
  async finish(limitMs: number): Promise<void> {
    const reason = new Error(`the session ended, and the store was not done ${limitMs} ms later`);
    const timer = setTimeout(() => this.#delivery.giveUp(reason), limitMs);
    await this.flush();
    clearTimeout(timer);
    this.#delivery.end();
  }

  async #send(batches: readonly Batch[]): Promise<void> {
    for (const batch of batches) {
      await this.#delivery.send(batch);
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
}

/** One batch for each transcript, in the order in which they came. */
function byFile(batches: readonly Batch[]): Batch[] {
  const files = new Map<string, Batch>();
  for (const batch of batches) {
    const before = files.get(batch.file);
    files.set(batch.file, before === undefined ? batch : joined(before, batch));
  }
  return [...files.values()];
}
