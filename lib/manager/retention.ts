// How long ended agents can still be read: for a time, and not too many of them; longer while somebody waits for them.
import type { Agent } from "./agent.ts";

const DEFAULT_RETENTION_MS = 10 * 60_000;
/** A program that ends agents faster than they expire must not fill its memory with them. */
const MAX_ENDED = 256;

export class Retention {
  readonly #agents: Map<string, Agent>;
  readonly #retentionMs: number;

  constructor(agents: Map<string, Agent>, retentionMs: number = DEFAULT_RETENTION_MS) {
    this.#agents = agents;
    this.#retentionMs = retentionMs;
  }

  /** Forget what has expired. Called on each look-up, so that no timer has to keep the program alive. */
  prune(): void {
    const ended = [...this.#agents].filter(
      ([, { endedAt, waiters }]) => endedAt !== undefined && waiters === 0,
    );
    const oldest = Date.now() - this.#retentionMs;
    for (const [index, [id, { endedAt = 0 }]] of ended.entries()) {
      if (endedAt < oldest || ended.length - index > MAX_ENDED) this.#agents.delete(id);
    }
  }
}
