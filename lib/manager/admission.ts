// Places for processes: who has one, who waits, and who is next. Fair between owners, in turn within one; no timers.
import { OverloadedError } from "../errors/agent.ts";

export interface AdmissionLimits {
  /** Processes at the same time. */
  readonly places: number;
  /** Agents that wait for a place. */
  readonly maxQueued: number;
}

/** Where an agent stands, from 1 for the next to get a place. */
export interface Position {
  readonly ofAll: number;
  /** Among those of its owner. */
  readonly ofOwner: number;
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
  /** How many places an owner has. */
  readonly #takenBy = new Map<string | undefined, number>();
  /** Of all who wait; counted when somebody asks, since a list asks for everybody's. */
  #positions: Map<Agent, Position> | undefined;
  #taken = 0;
  /** Places of processes that no agent has asked for. */
  #held = 0;
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
    return this.#taken + this.#held < this.#limits.places;
  }

  /** A place for a process that no agent has asked for: one that nobody else needs. @returns False if there is none. */
  hold(): boolean {
    if (this.#queued > 0 || !this.hasFree) return false;
    this.#held += 1;
    return true;
  }

  /** Such a process is gone. */
  drop(): void {
    this.#held -= 1;
  }

  /** Such a process is an agent's from now on. */
  pass(owner: string | undefined): void {
    this.#held -= 1;
    this.#count(owner, 1);
  }

  /**
   * Refuse a request that exceeds places and queue, before anything of it exists.
   *
   * @param spare Places whose agents would give them up.
   * @param owner Who asks; it hears of its own agents alone.
   * @throws {OverloadedError}
   */
  requireRoom(count: number, spare: number, owner?: string): void {
    const free = this.#limits.places - this.#taken + spare;
    const excess = this.#queued + count - free - this.#limits.maxQueued;
    if (excess <= 0) return;
    const isAll = owner === undefined;
    const taken = isAll ? this.#taken : (this.#takenBy.get(owner) ?? 0);
    const queued = isAll ? this.#queued : (this.#queues.get(owner)?.length ?? 0);
    throw new OverloadedError(taken, queued, this.#waitFor(excess));
  }

  enqueue(agent: Agent, owner: string | undefined): void {
    const queue = this.#queues.get(owner);
    if (queue === undefined) this.#queues.set(owner, [agent]);
    else queue.push(agent);
    this.#queued += 1;
    this.#positions = undefined;
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
      this.#positions = undefined;
      this.#count(owner, 1);
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
    this.#positions = undefined;
    if (queue.length === 0) this.#queues.delete(owner);
    return true;
  }

  release(owner: string | undefined): void {
    this.#count(owner, -1);
    if (this.#fullSince === undefined) return;
    const now = performance.now();
    const interval = now - this.#fullSince;
    this.#fullSince = undefined;
    this.#meanMs = this.#meanMs === undefined ? interval : this.#meanMs + WEIGHT * (interval - this.#meanMs);
  }

  /** Undefined if it does not wait. */
  position(agent: Agent): Position | undefined {
    this.#positions ??= this.#inOrder();
    return this.#positions.get(agent);
  }

  /** The order in which places would be given now. */
  #inOrder(): Map<Agent, Position> {
    const positions = new Map<Agent, Position>();
    let queues = [...this.#queues.values()];
    for (let round = 0; queues.length > 0; round += 1) {
      for (const queue of queues)
        positions.set(queue[round] as Agent, { ofAll: positions.size + 1, ofOwner: round + 1 });
      queues = queues.filter(({ length }) => length > round + 1);
    }
    return positions;
  }

  #count(owner: string | undefined, change: 1 | -1): void {
    const taken = (this.#takenBy.get(owner) ?? 0) + change;
    this.#taken += change;
    if (taken === 0) this.#takenBy.delete(owner);
    else this.#takenBy.set(owner, taken);
  }

  #waitFor(places: number): number {
    const mean = this.#meanMs ?? UNKNOWN_MS;
    return Math.round(Math.min(Math.max(mean * places, 1_000), LONGEST_MS));
  }
}
