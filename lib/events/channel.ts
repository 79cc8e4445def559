// A queue with a push side and a `for await` side, counted in bytes.

interface Waiter<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(reason: unknown): void;
}

/** What the producer wants to know about the backlog. */
export interface ChannelMarks {
  /** Bytes of unread items at which `onFull` is called. */
  readonly highBytes: number;
  /** Bytes of unread items at which `onDrained` is called, after `onFull`. */
  readonly lowBytes: number;
  readonly onFull?: () => void;
  readonly onDrained?: () => void;
  /** The consumer left early, by `break`, `return()` or a throw in its loop. */
  readonly onReturn?: () => Promise<unknown>;
}

export class Channel<T> implements AsyncIterableIterator<T, undefined> {
  readonly #marks: ChannelMarks | undefined;
  #items: ({ value: T; bytes: number } | undefined)[] = [];
  #head = 0;
  #bytes = 0;
  #full = false;
  #waiters: Waiter<T>[] = [];
  #ended = false;
  #failure: { reason: unknown } | undefined;

  constructor(marks?: ChannelMarks) {
    this.#marks = marks;
  }

  /** True between `onFull` and `onDrained`. */
  get full(): boolean {
    return this.#full;
  }

  get ended(): boolean {
    return this.#ended;
  }

  push(value: T, bytes = 0): void {
    if (this.#ended) return;
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) {
      waiter.resolve({ done: false, value });
      return;
    }
    this.#items.push({ value, bytes });
    this.#bytes += bytes;
    if (!this.#full && this.#marks !== undefined && this.#bytes >= this.#marks.highBytes) {
      this.#full = true;
      this.#marks.onFull?.();
    }
  }

  /** End the iteration once everything pushed has been read. */
  end(): void {
    this.#ended = true;
    for (const waiter of this.#waiters.splice(0)) waiter.resolve({ done: true, value: undefined });
  }

  /** End the iteration with an error, thrown once everything pushed has been read. */
  fail(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    const [first, ...rest] = this.#waiters.splice(0);
    if (first === undefined) this.#failure = { reason };
    else first.reject(reason);
    for (const waiter of rest) waiter.resolve({ done: true, value: undefined });
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const item = this.#items[this.#head];
    if (item !== undefined) {
      this.#take(item.bytes);
      return Promise.resolve({ done: false, value: item.value });
    }
    if (this.#failure !== undefined) {
      const { reason } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(reason);
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Forget everything unread. */
  clear(): void {
    this.#items = [];
    this.#head = 0;
    this.#bytes = 0;
    this.#full = false;
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.end();
    this.clear();
    this.#failure = undefined;
    await this.#marks?.onReturn?.();
    return { done: true, value: undefined };
  }

  async throw(reason: unknown): Promise<IteratorResult<T, undefined>> {
    await this.return();
    throw reason;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  // Taking from the front with shift() moves the whole array, which makes draining a long backlog quadratic.
  #take(bytes: number): void {
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    } else if (this.#head >= 4096 && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    this.#bytes -= bytes;
    if (this.#full && this.#marks !== undefined && this.#bytes <= this.#marks.lowBytes) {
      this.#full = false;
      this.#marks.onDrained?.();
    }
  }
}
