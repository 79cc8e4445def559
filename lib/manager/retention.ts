// Which agents are remembered, and for how long.
import type { Fleet } from "./fleet.ts";
import type { AgentRecord } from "./record.ts";

export interface RetentionLimits {
  /** How long an ended agent is remembered after somebody last read it, in milliseconds. */
  readonly endedRetentionMs: number;
  /** How many agents are remembered, whatever their state. */
  readonly maxRecords: number;
}

export class Retention {
  readonly #fleet: Fleet;
  readonly #limits: RetentionLimits;
  /** Those who have ended, by when they were last looked at; oldest first. */
  readonly #over = new Map<AgentRecord, number>();

  constructor(fleet: Fleet, limits: RetentionLimits) {
    this.#fleet = fleet;
    this.#limits = limits;
  }

  /** It has ended, or somebody reads it: if it has, it is remembered for as long again. */
  touch(record: AgentRecord): void {
    if (record.state !== "ended" || record.isLost || this.#fleet.records.get(record.id) !== record) return;
    this.#over.delete(record);
    this.#over.set(record, performance.now());
  }

  /** Forget who has ended long ago. Called on each look-up, so that no timer has to keep the program alive. */
  prune(): void {
    const oldest = performance.now() - this.#limits.endedRetentionMs;
    for (const [record, at] of this.#over) {
      if (at >= oldest && this.#fleet.records.size <= this.#limits.maxRecords) return;
      if (record.waiters === 0) this.forget(record);
    }
  }

  /** Of more agents than are remembered, those end that have rested longest since they were asked for. */
  expire(): void {
    let excess = this.#fleet.records.size - this.#over.size - this.#limits.maxRecords;
    for (const record of this.#fleet.records.values()) {
      if (excess <= 0) return;
      if ((record.state !== "parked" && !record.isLost) || record.waiters > 0) continue;
      if (record.isLost) this.forget(record);
      else this.#fleet.finish(record, "expired");
      excess -= 1;
    }
  }

  /** Never rejects. */
  async removeTree({ request: { worktree } }: AgentRecord): Promise<void> {
    if (worktree !== undefined) await (await import("./agent-worktrees.ts")).removeTree(worktree);
  }

  forget(record: AgentRecord): void {
    this.#fleet.records.delete(record.id);
    this.#over.delete(record);
    this.#fleet.journaling?.forget(record);
    this.#fleet.folders.forget(record, this.#fleet.records);
    void this.removeTree(record);
    // Whoever still reads it reads to the end.
    if (record.waiters === 0) record.lines.forget();
  }
}
