// Places for processes: who has one, who waits, and who is next. Fair between owners, in turn within one; no timers.
import { OverloadedError } from "../errors/agent.ts";

export interface AdmissionLimits {
  /** Processes at the same time. */
  readonly places: number;
  /** Agents that wait for a place. */
  readonly maxQueued: number;
}

/** How long a place takes to become free is not known until one has; a turn takes some seconds. */
const UNKNOWN_MS = 5_000;
const LONGEST_MS = 10 * 60_000;
/** How much the newest interval counts. */
const WEIGHT = 0.2;

export class Admission<Agent> {
  readonly #limits: AdmissionLimits;
  /** By owner; the owner that comes first here is the next to get a place. */
  readonly #queues = new Map<string | undefined, Agent[]>();
  #taken = 0;
  #queued = 0;
  #meanMs: number | undefined;
  /** Since when all places are taken, and none has become free. */
  #fullSince: number | undefined;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  get taken(): number {
    return this.#taken;
  }

  get queued(): number {
    return this.#queued;
  }

  get hasFree(): boolean {
    return this.#taken < this.#limits.places;
  }

  /**
   * Refuse a request that exceeds places and queue, before anything of it exists.
   *
   * @param spare Places whose agents would give them up.
   * @throws {OverloadedError}
   */
  requireRoom(count: number, spare: number): void {
    const free = this.#limits.places - this.#taken + spare;
    const excess = this.#queued + count - free - this.#limits.maxQueued;
    if (excess > 0) throw new OverloadedError(this.#taken, this.#queued, this.#waitFor(excess));
  }

  enqueue(agent: Agent, owner: string | undefined): void {
    const queue = this.#queues.get(owner);
    if (queue === undefined) this.#queues.set(owner, [agent]);
    else queue.push(agent);
    this.#queued += 1;
  }

  /** The next agent takes a place; undefined if there is none, or no place. */
  next(): Agent | undefined {
    if (!this.hasFree) return undefined;
    for (const [owner, queue] of this.#queues) {
      const agent = queue.shift();
      // The owner's turn is over.
      this.#queues.delete(owner);
      if (queue.length > 0) this.#queues.set(owner, queue);
      if (agent === undefined) continue;
      this.#queued -= 1;
      this.#taken += 1;
      if (!this.hasFree) this.#fullSince = performance.now();
      return agent;
    }
    return undefined;
  }

  /** @returns False if it did not wait. */
  leave(agent: Agent, owner: string | undefined): boolean {
    const queue = this.#queues.get(owner) ?? [];
    const index = queue.indexOf(agent);
    if (index === -1) return false;
    queue.splice(index, 1);
    this.#queued -= 1;
    if (queue.length === 0) this.#queues.delete(owner);
    return true;
  }

  release(): void {
    this.#taken -= 1;
    if (this.#fullSince === undefined) return;
    const now = performance.now();
    const interval = now - this.#fullSince;
    this.#fullSince = undefined;
    this.#meanMs = this.#meanMs === undefined ? interval : this.#meanMs + WEIGHT * (interval - this.#meanMs);
  }

  /** 1 for the next; undefined if it does not wait. */
  position(agent: Agent, owner: string | undefined): number | undefined {
    const own = this.#queues.get(owner)?.indexOf(agent) ?? -1;
    if (own === -1) return undefined;
    let before = own;
    let ahead = true;
    for (const [other, queue] of this.#queues) {
      if (other === owner) ahead = false;
      else before += Math.min(queue.length, ahead ? own + 1 : own);
    }
    return before + 1;
  }

  #waitFor(places: number): number {
    const mean = this.#meanMs ?? UNKNOWN_MS;
    return Math.round(Math.min(Math.max(mean * places, 1_000), LONGEST_MS));
  }
}
