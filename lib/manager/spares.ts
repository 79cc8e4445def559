// Spare processes: how many wait, until when, and who takes them.
import { Timer } from "../events/timer.ts";
import { outsideSpans } from "../options/trace-context.ts";
import { validateOptions } from "../options/validate.ts";
import { warnOnce } from "../process/warn.ts";
import type { Admission } from "./admission.ts";
import { asCaller } from "./caller.ts";
import type { AgentOptions } from "./claude.ts";
import type { SpareRun } from "./claude-spare.ts";
import { isSameKey, type SpareKey, spareKey } from "./claude-spare-key.ts";
import { endOrphansOnce } from "./orphans.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { AgentRecord } from "./record.ts";
import { SpareDemand } from "./spare-demand.ts";
import { type SlotKeeper, SpareSlot } from "./spare-slot.ts";

export interface SpareLimits {
  /** Spare processes at the same time. */
  readonly spares: number;
  /** How long one of them waits, in milliseconds. */
  readonly sparesIdleMs: number;
}

/** How many spare processes there are, and what happened to earlier ones. */
export interface SpareFigures {
  /** Wait for an agent. */
  readonly ready: number;
  /** Are not ready yet. */
  readonly starting: number;
  /** Counts agents that took one. */
  readonly hits: number;
  /** Counts agents that found none that could become them. */
  readonly misses: number;
  /** Counts agents that had one which could not become them after all; they started without. */
  readonly refused: number;
  /** Counts those that had waited for too long. */
  readonly expired: number;
  /** Counts those that did not start, or died while they waited. */
  readonly failed: number;
}

/** So long an agent that took a spare has the machine to itself, in milliseconds: its first turn takes more than an idle process. */
const LULL_MS = 1_000;

export class Spares implements SlotKeeper {
  readonly #limits: SpareLimits;
  readonly #admission: Admission<AgentRecord>;
  readonly #rateLimits: RateLimits;
  readonly #changed: () => void;
  readonly #demand: SpareDemand;
  readonly #slots = new Set<SpareSlot>();
  readonly #counts = { hits: 0, misses: 0, refused: 0, expired: 0, failed: 0 };
  readonly #timer = new Timer(() => this.#expire());
  readonly #asOwner = asCaller();
  #usual: () => SpareKey | undefined = () => undefined;
  /** Until when none is started, in milliseconds of `performance.now()`. */
  #calmAt = 0;
  #closed = false;

  /** @param changed Called when a place is free, or another process may start. */
  constructor(
    limits: SpareLimits,
    admission: Admission<AgentRecord>,
    rateLimits: RateLimits,
    changed: () => void,
  ) {
    this.#limits = limits;
    this.#admission = admission;
    this.#rateLimits = rateLimits;
    this.#changed = changed;
    this.#demand = new SpareDemand(limits.spares);
  }

  get figures(): SpareFigures {
    const ready = this.#all(({ waiting }) => waiting !== undefined).length;
    return { ready, starting: this.#starting, ...this.#counts };
  }

  /** Those that are about to give their places back. */
  get leaving(): number {
    return this.#all((slot) => slot.leaving).length;
  }

  /** Have spares for these options whenever no others are asked for. */
  expect(options: AgentOptions, asks: () => boolean): void {
    if (this.#limits.spares === 0) return;
    this.#usual = () => spareKey(validateOptions(options), asks());
    this.#changed();
  }

  /**
   * Spares that can become agents of these options, by the session ids that they have.
   *
   * @throws {InvalidOptionsError}
   */
  idsFor(options: AgentOptions, asks: boolean, count: number): string[] {
    if (this.#limits.spares === 0) return [];
    const key = spareKey(validateOptions(options), asks);
    if (key === undefined || this.#rateLimits.closedUntil(options) !== undefined) return [];
    this.#demand.want(key);
    this.#changed();
    return this.#all(({ key: own }) => isSameKey(own, key))
      .flatMap(({ waiting }) => waiting?.id ?? [])
      .slice(0, count);
  }

  /** The one with this id, as long as it waits. */
  of(id: string): SpareRun | undefined {
    return this.#all(({ waiting }) => waiting?.id === id)[0]?.waiting;
  }

  /** It waits no longer: it, and its place, are an agent's. */
  use(run: SpareRun, owner: string | undefined): void {
    for (const slot of this.#all(({ waiting }) => waiting === run)) this.#slots.delete(slot);
    this.#admission.pass(owner);
  }

  missed(): void {
    if (this.#limits.spares > 0) this.#counts.misses += 1;
  }

  /** It has become an agent's process, or could not. */
  claimed(run: SpareRun, isServed: boolean): void {
    if (isServed) this.#demand.served(run.key);
    this.#counts[isServed ? "hits" : "refused"] += 1;
    this.#calmAt = performance.now() + LULL_MS;
  }

  /** Start what is missing, now that no agent needs the places. @param starts How many may start. */
  fill(starts: number): void {
    // Who asked for the last agent, and in which span, is nothing to a spare.
    if (this.#closed || this.#limits.spares === 0) return;
    this.#asOwner(() => outsideSpans(() => this.#fill(starts)));
  }

  #fill(starts: number): void {
    if (this.#calmAt > performance.now()) return this.#timer.expect(this.#calmAt);
    if (this.#demand.isEmpty) this.#wantUsual();
    let left = starts - this.#starting;
    for (const { key, count } of this.#demand.shares()) {
      if (this.#mustWait(key)) continue;
      for (let missing = count - this.#of(key).length; missing > 0 && left > 0; missing -= 1) {
        if (this.#slots.size >= this.#limits.spares) return this.#replace();
        if (!this.#admission.hold()) return;
        endOrphansOnce();
        this.#slots.add(new SpareSlot(key, this));
        left -= 1;
      }
    }
  }

  /** A rate limit keeps the agents that it could become from starting. */
  #mustWait({ options }: SpareKey): boolean {
    const until = this.#rateLimits.closedUntil(options);
    if (until !== undefined) this.#timer.expect(performance.now() + until - Date.now());
    return until !== undefined;
  }

  /** Agents need so many places. @returns How many will be free. */
  giveWay(count: number): number {
    const going = this.#all(({ leaving }) => !leaving).slice(0, Math.max(count, 0));
    for (const slot of going) void slot.leave();
    return going.length;
  }

  /** Resolves when none is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timer.stop();
    await Promise.all([...this.#slots].map((slot) => slot.leave()));
  }

  ready({ since = 0 }: SpareSlot): void {
    this.#timer.expect(since + this.#limits.sparesIdleMs);
    this.#changed();
  }

  failed({ key }: SpareSlot, { message }: Error): void {
    this.#counts.failed += 1;
    const isOld = message.includes("--await-claim");
    if (!this.#demand.failed(key, isOld)) return;
    const why = isOld ? "this Claude Code is too old for them (it does not know --await-claim)" : message;
    warnOnce(`Agents start without spare processes, because these failed: ${why}`, "spares_failed");
  }

  gone(slot: SpareSlot): void {
    if (!this.#slots.delete(slot)) return;
    this.#admission.drop();
    this.#changed();
  }

  get #starting(): number {
    return this.#all(({ since, leaving }) => since === undefined && !leaving).length;
  }

  #all(isSought: (slot: SpareSlot) => boolean): SpareSlot[] {
    return [...this.#slots].filter(isSought);
  }

  #of(key: SpareKey): SpareSlot[] {
    return this.#all((slot) => !slot.leaving && isSameKey(slot.key, key));
  }

  #wantUsual(): void {
    try {
      const key = this.#usual();
      if (key !== undefined) this.#demand.want(key);
    } catch {
      // Whoever asks for an agent with these options is told what is wrong with them.
    }
  }

  /** One that is wanted less makes room for one that is wanted more. */
  #replace(): void {
    if (this.leaving > 0) return;
    const shares = this.#demand.shares();
    const [tooMany] = this.#all(({ key }) => {
      const { count = 0 } = shares.find((share) => isSameKey(share.key, key)) ?? {};
      return this.#of(key).length > count;
    });
    void tooMany?.leave();
  }

  #expire(): void {
    const { sparesIdleMs } = this.#limits;
    for (const slot of this.#all(({ waiting }) => waiting !== undefined)) {
      const { since = 0, key } = slot;
      if (since + sparesIdleMs > performance.now()) this.#timer.expect(since + sparesIdleMs);
      else {
        this.#counts.expired += 1;
        this.#demand.expired(key, since);
        void slot.leave();
      }
    }
    // A rate limit may be over.
    this.#changed();
  }
}
