// Values by owner and name, for so many names as memory may have: the one used longest ago goes first.

/** So many names, whose texts have so many characters together: callers may give any. */
const NAMES = 10_000;
const CHARACTERS = 4 * 1024 * 1024;

export interface Named<Value> {
  /** Absent for agents of the manager itself. */
  readonly owner: string | undefined;
  readonly name: string;
  readonly value: Value;
}

export class BoundedMap<Value> {
  readonly #fresh: () => Value;
  readonly #names: number;
  readonly #kept = new Map<string, Named<Value>>();
  #characters = 0;

  /** @param fresh What a name begins with, also one that has gone and comes again. */
  constructor(fresh: () => Value, names: number = NAMES) {
    this.#fresh = fresh;
    this.#names = names;
  }

  /** For writing: the name has been used, and there is a value from now on. */
  use(owner: string | undefined, name: string): Value {
    const key = keyOf(owner, name);
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.value;
    }
    const value = this.#fresh();
    this.#kept.set(key, { owner, name, value });
    this.#characters += key.length;
    this.#drop();
    return value;
  }

  /** For reading. */
  get(owner: string | undefined, name: string): Value {
    return this.#kept.get(keyOf(owner, name))?.value ?? this.#fresh();
  }

  values(): IterableIterator<Named<Value>> {
    return this.#kept.values();
  }

  #drop(): void {
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= this.#names && this.#characters <= CHARACTERS) return;
      this.#kept.delete(key);
      this.#characters -= key.length;
    }
  }
}

/** No two owners with the same name, whatever they are called. */
function keyOf(owner: string | undefined, name: string): string {
  return owner === undefined ? `:${name}` : `${owner.length}:${owner}${name}`;
}
