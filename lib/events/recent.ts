// What belongs to the last keys: at least so many are known, at most twice as many.

export class Recent<T> {
  readonly #atLeast: number;
  // Two maps in turn: to delete the oldest key for each new one leaves gaps to walk over, and dead tables that keep
  // everything in them alive until the next full collection.
  #newer = new Map<string, T>();
  #older = new Map<string, T>();

  constructor(atLeast: number) {
    this.#atLeast = atLeast;
  }

  get(key: string): T | undefined {
    return this.#newer.get(key) ?? this.#older.get(key);
  }

  set(key: string, value: T): void {
    if (this.#newer.size >= this.#atLeast) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(key, value);
  }

  delete(key: string): boolean {
    const wasNewer = this.#newer.delete(key);
    return this.#older.delete(key) || wasNewer;
  }
}
