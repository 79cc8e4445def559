// Room for agents: how many may live, how many may wait for it, and how many may start at the same time.
import { OverloadedError } from "../errors/agent.ts";

export interface AdmissionLimits {
  /** Agents with a process. One takes some 200 MB, so this is a decision about memory. */
  readonly maxAgents: number;
  /** Agents that wait for room. */
  readonly maxQueued: number;
}

/** A place among the living, at once or later. */
export interface Place {
  /** 1 for the first in the queue; undefined once the place is taken. */
  readonly position: number | undefined;
  /** Resolves when the place is taken: true, or false when it was given back before. */
  readonly taken: Promise<boolean>;
  /** Give the place back, whether it was taken or waited for. */
  release(): void;
}

/** More starts at once only slow each other down: a start costs half a second of processor time. */
const CONCURRENT_STARTS = 4;
/** How long a place takes to become free is anybody's guess; a turn takes some seconds. */
const RETRY_AFTER_MS = 5_000;

interface Waiting {
  take(): void;
}

export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #queue: Waiting[] = [];
  readonly #startQueue: (() => void)[] = [];
  #live = 0;
  #starting = 0;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  /**
   * Reserve places for several agents, all or none.
   *
   * @throws {OverloadedError} If not all of them can live or wait.
   */
  reserve(count: number): Place[] {
    const free = this.#queue.length > 0 ? 0 : this.#limits.maxAgents - this.#live;
    if (count > free + this.#limits.maxQueued - this.#queue.length) {
      throw new OverloadedError(this.#live, this.#queue.length, RETRY_AFTER_MS);
    }
    return Array.from({ length: count }, () => this.#place());
  }

  /** Wait for one's turn to start a process; call the result when it has started. */
  async startTurn(): Promise<() => void> {
    if (this.#starting >= CONCURRENT_STARTS)
      await new Promise<void>((resolve) => this.#startQueue.push(resolve));
    this.#starting += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#starting -= 1;
      this.#startQueue.shift()?.();
    };
  }

  #place(): Place {
    let state: "waiting" | "taken" | "released" = "waiting";
    let settle: (taken: boolean) => void = () => undefined;
    const taken = new Promise<boolean>((resolve) => {
      settle = resolve;
    });
    const waiting: Waiting = {
      take: () => {
        state = "taken";
        this.#live += 1;
        settle(true);
      },
    };
    const release = (): void => {
      if (state === "taken") this.#live -= 1;
      else if (state === "waiting") this.#queue.splice(this.#queue.indexOf(waiting), 1);
      state = "released";
      settle(false);
      this.#advance();
    };
    const position = (): number | undefined =>
      state === "waiting" ? this.#queue.indexOf(waiting) + 1 : undefined;
    this.#queue.push(waiting);
    this.#advance();
    return {
      get position() {
        return position();
      },
      taken,
      release,
    };
  }

  #advance(): void {
    while (this.#live < this.#limits.maxAgents) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      next.take();
    }
  }
}
