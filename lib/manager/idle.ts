// Idle agents, and which of them give their processes up: those who have not been used for long.
import { Timer } from "../events/timer.ts";
import type { AgentRecord } from "./record.ts";

/** An agent that cannot be parked is not looked at all the time. */
const LOOK_AGAIN_MS = 1_000;

export class IdleAgents {
  readonly #idleMs: number;
  readonly #park: (record: AgentRecord) => void;
  /** Since when; least recently used first. */
  readonly #since = new Map<AgentRecord, number>();
  readonly #timer = new Timer(() => this.#look());

  /** @param park Is given each that has been idle for so long, in milliseconds. */
  constructor(idleMs: number, park: (record: AgentRecord) => void) {
    this.#idleMs = idleMs;
    this.#park = park;
  }

  add(record: AgentRecord): void {
    const now = performance.now();
    this.#since.set(record, now);
    this.#timer.expect(now + this.#idleMs);
  }

  remove(record: AgentRecord): void {
    this.#since.delete(record);
    // A timer without an agent would keep the program alive.
    if (this.#since.size === 0) this.#timer.stop();
  }

  stop(): void {
    this.#timer.stop();
  }

  /** Those that can give their processes up now, least recently used first. */
  parkable(): AgentRecord[] {
    return [...this.#since.keys()].filter(canPark);
  }

  #look(): void {
    const now = performance.now();
    for (const [record, since] of this.#since) {
      if (since + this.#idleMs > now) return this.#timer.expect(since + this.#idleMs);
      if (canPark(record)) this.#park(record);
      // It has work beside its main thread: its time begins anew.
      else this.#since.set(record, Math.max(now, now + LOOK_AGAIN_MS - this.#idleMs));
    }
  }
}

function canPark({ run, parking, pending }: AgentRecord): boolean {
  return run?.canPark === true && !parking && pending.length === 0;
}
