// The one queue: unread items in order, with a count of their bytes, read at once or awaited.

interface Waiter<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(reason: unknown): void;
}

/** From so many read items on, the room that they took is given back once it is half of all. */
const COMPACT_FROM = 4_096;

export class Queue<T> implements AsyncIterableIterator<T, undefined> {
  // Two arrays, because an object for each item costs more than the item's place in them.
  #items: (T | undefined)[] = [];
  #sizes: number[] = [];
  #head = 0;
  #bytes = 0;
  #waiters: Waiter<T>[] = [];
  #over = false;
  #failure: { readonly reason: unknown } | undefined;

  /** Of the items that are unread. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many items are unread. */
  get length(): number {
    return this.#items.length - this.#head;
  }

  /** Somebody waits for the next item. */
  get awaited(): boolean {
    return this.#waiters.length > 0;
  }

  push(value: T, bytes = 0): void {
    if (this.#over) return;
    if (this.#waiters.length > 0) return this.#waiters.shift()?.resolve({ done: false, value });
    this.#items.push(value);
    this.#sizes.push(bytes);
    this.#bytes += bytes;
  }

  /** Take the oldest item; undefined when there is none. */
  shift(): T | undefined {
    if (this.#head === this.#items.length) return undefined;
    const value = this.#items[this.#head];
    this.#bytes -= this.#sizes[this.#head] ?? 0;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head === this.#items.length) this.clear();
    // Array.shift() moves the whole array each time, which makes draining a long queue quadratic.
    else if (this.#head >= COMPACT_FROM && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#sizes = this.#sizes.slice(this.#head);
      this.#head = 0;
    }
    return value;
  }

  /** Forget everything unread. */
  clear(): void {
    this.#items = [];
    this.#sizes = [];
    this.#head = 0;
    this.#bytes = 0;
  }

  /** Nothing more comes: those who wait are told, what is unread can still be read. */
  end(): void {
    this.#over = true;
    for (const waiter of this.#waiters.splice(0)) waiter.resolve({ done: true, value: undefined });
  }

  /** The same, with an error for one reader, once everything unread has been read. */
  fail(reason: unknown): void {
    if (this.#over) return;
    const first = this.#waiters.shift();
    if (first === undefined) this.#failure = { reason };
    else first.reject(reason);
    this.end();
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.length > 0) return Promise.resolve({ done: false, value: this.shift() as T });
    if (this.#failure !== undefined) {
      const { reason } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(reason);
    }
    if (this.#over) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** The reader leaves: nothing is kept for it. */
  return(): Promise<IteratorReturnResult<undefined>> {
    this.end();
    this.clear();
    this.#failure = undefined;
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
