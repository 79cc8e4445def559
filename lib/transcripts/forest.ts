// Trees of numbered places, to know at once whether something hangs on something else.

export class Forest {
  readonly #above: number[];

  constructor(size: number) {
    this.#above = Array.from({ length: size }, (_, place) => place);
  }

  rootOf(place: number): number {
    let root = place;
    while (this.#above[root] !== root) root = this.#above[root] ?? root;
    // What was gone over is not gone over again.
    for (let at = place; at !== root; ) {
      const next = this.#above[at] ?? root;
      this.#above[at] = root;
      at = next;
    }
    return root;
  }

  /** Hang a root on a place; false when that place hangs on the root already. */
  hang(root: number, on: number): boolean {
    const top = this.rootOf(on);
    if (top === root) return false;
    this.#above[root] = top;
    return true;
  }
}
