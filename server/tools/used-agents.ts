// Agents that somebody has read or prompted since they were spawned: a spawn that is cancelled ends none of these.

/** As many as a manager remembers. */
const MOST = 10_000;

export class UsedAgents {
  readonly #ids = new Set<string>();

  note(sessionId: string): void {
    this.#ids.add(sessionId);
    const [oldest] = this.#ids;
    if (this.#ids.size > MOST && oldest !== undefined) this.#ids.delete(oldest);
  }

  has(sessionId: string): boolean {
    return this.#ids.has(sessionId);
  }
}
