// What one principal may ask for, so that a greedy one leaves the others their places: agents at work, and how fast they come.
import { counted } from "../count.ts";
import { Refusal } from "../refusal.ts";

export interface PrincipalLimitOptions {
  /** Agents of a principal that work or wait for a place. */
  readonly agents: number | undefined;
  /** Agents that a principal may spawn in a minute, and as many at once. */
  readonly spawnsPerMinute: number | undefined;
}

interface Bucket {
  readonly left: number;
  /** When so many were left, by `performance.now()`. */
  readonly at: number;
}

const MINUTE_MS = 60_000;
/** From here on those that are full again are forgotten; a full one says nothing. */
const BUCKETS = 1_000;

export class PrincipalLimits {
  readonly #options: PrincipalLimitOptions;
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: PrincipalLimitOptions) {
    this.#options = options;
  }

  /**
   * Before so many more agents work for a principal.
   *
   * @param atWork How many do so now.
   * @throws {Refusal}
   */
  requireRoom(count: number, atWork: number): void {
    const { agents } = this.#options;
    if (agents === undefined || atWork + count <= agents) return;
    throw new Refusal(
      `No room for ${counted(count, "more agent")} of yours: ${atWork} of at most ${agents} work or wait (--max-agents-per-token). Wait for one with claude_wait_agents, or terminate one, then try again.`,
    );
  }

  /**
   * Count so many agents as spawned.
   *
   * @returns Counts them back, when they have come to nothing.
   * @throws {Refusal} If they come too fast: says when there is time for them.
   */
  spawn(principal: string, count: number): () => void {
    const { spawnsPerMinute: most } = this.#options;
    if (most === undefined) return () => undefined;
    const left = this.#leftOf(principal, most);
    if (left < count) {
      const limit = `You may spawn ${counted(most, "agent")} a minute (--max-spawns-per-minute)`;
      if (count > most) throw new Refusal(`${limit}, and have asked for ${count} at once: ask for fewer.`);
      const seconds = Math.ceil(((count - left) * MINUTE_MS) / most / 1_000);
      throw new Refusal(`${limit}: try again in ${seconds} s.`);
    }
    this.#set(principal, left - count);
    return () => this.#set(principal, Math.min(most, this.#leftOf(principal, most) + count));
  }

  #leftOf(principal: string, most: number): number {
    const { left, at } = this.#buckets.get(principal) ?? { left: most, at: 0 };
    return Math.min(most, left + ((performance.now() - at) * most) / MINUTE_MS);
  }

  #set(principal: string, left: number): void {
    this.#buckets.set(principal, { left, at: performance.now() });
    if (this.#buckets.size <= BUCKETS) return;
    const { spawnsPerMinute: most = 0 } = this.#options;
    for (const name of this.#buckets.keys()) if (this.#leftOf(name, most) >= most) this.#buckets.delete(name);
  }
}
