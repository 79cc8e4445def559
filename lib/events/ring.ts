// The last items of an endless sequence, at absolute positions, bounded by number and by bytes.

export interface RingBounds {
  readonly items: number;
  readonly bytes: number;
}

export class Ring<T> {
  readonly #bounds: RingBounds;
  #kept: (T | undefined)[] = [];
  #sizes: number[] = [];
  #head = 0;
  #bytes = 0;
  #next = 0;

  constructor(bounds: RingBounds) {
    this.#bounds = bounds;
  }

  /** The position of the oldest item that is kept; equal to `next` when there is none. */
  get first(): number {
    return this.#next - this.size;
  }

  /** The position that the next item will have: how many there have been so far. */
  get next(): number {
    return this.#next;
  }

  get size(): number {
    return this.#kept.length - this.#head;
  }

  /** @returns The item's position. The newest item is kept even when it alone is larger than the bound. */
  push(value: T, bytes: number): number {
    this.#kept.push(value);
    this.#sizes.push(bytes);
    this.#bytes += bytes;
    this.#next += 1;
    while (this.size > 1 && (this.size > this.#bounds.items || this.#bytes > this.#bounds.bytes))
      this.#drop();
    return this.#next - 1;
  }

  /** The item at a position, unless it is gone or has not come yet. */
  at(position: number): T | undefined {
    if (position < this.first || position >= this.#next) return undefined;
    return this.#kept[this.#head + position - this.first];
  }

  #drop(): void {
    this.#bytes -= this.#sizes[this.#head] ?? 0;
    this.#kept[this.#head] = undefined;
    this.#head += 1;
    // Moving what is left costs no more than what has been dropped since the last time.
    if (this.#head < this.#kept.length - this.#head) return;
    this.#kept = this.#kept.slice(this.#head);
    this.#sizes = this.#sizes.slice(this.#head);
    this.#head = 0;
  }
}
