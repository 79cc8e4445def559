// Which agents have a process: who waits for one, who starts, and who gives one up while nobody needs it.
import { QueueTimeoutError } from "../errors/agent.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { LONGEST_TIMER_MS } from "../events/timer.ts";
import { Admission, type AdmissionLimits, type Position } from "./admission.ts";
import { begin, runFor } from "./begin.ts";
import type { Run, RunEnd } from "./claude.ts";
import { SpareRun } from "./claude-spare.ts";
import { leftOf } from "./claude-transcript.ts";
import type { Fleet } from "./fleet.ts";
import { IdleAgents } from "./idle.ts";
import { listenTo } from "./listen.ts";
import { endOrphansOnce } from "./orphans.ts";
import type { AgentRecord } from "./record.ts";
import { type SpareLimits, Spares } from "./spares.ts";
import { isOver } from "./states.ts";

export interface ProcessLimits extends AdmissionLimits, SpareLimits {
  /** Processes that start at the same time. */
  readonly starts: number;
  /** How long an agent waits for a place, in milliseconds. */
  readonly queueTimeoutMs: number;
  /** After how long an idle agent gives its process up, in milliseconds. */
  readonly idleMs: number;
}

export class Processes {
  readonly #fleet: Fleet;
  readonly #limits: ProcessLimits;
  readonly #admission: Admission<AgentRecord>;
  readonly spares: Spares;
  /** Have a place, and wait for their turn to start. */
  readonly #toStart = new Set<AgentRecord>();
  readonly #idle: IdleAgents;
  #starting = 0;
  #parking = 0;
  #scheduled = false;
  #stopped = false;

  constructor(fleet: Fleet, limits: ProcessLimits) {
    this.#fleet = fleet;
    this.#limits = limits;
    this.#admission = new Admission(limits);
    this.#idle = new IdleAgents(limits.idleMs, (record) => this.park(record));
    this.spares = new Spares(limits, this.#admission, fleet.rateLimits, () => this.#schedule());
  }

  /** Processes at the same time. */
  get places(): number {
    return this.#limits.places;
  }

  /** @throws {OverloadedError} If not all of so many new agents of an owner can have a place or wait. */
  requireRoom(count: number, owner: string | undefined): void {
    const parkable = this.#idle.parkable().length;
    this.#admission.requireRoom(count, parkable + this.#parking - this.#fleet.rateLimits.waiting, owner);
  }

  /** Undefined if it waits for no place. */
  position(record: AgentRecord): Position | undefined {
    return record.state === "queued" ? this.#admission.position(record) : undefined;
  }

  /** A new agent has its process already, if one was waiting for it: with that, its place. */
  seat(record: AgentRecord): void {
    const { run } = record;
    if (!(run instanceof SpareRun)) return this.spares.missed();
    this.spares.use(run, record.request.owner);
    run.onGone = (end) => this.#unclaimed(record, run, end);
  }

  /** It needs a process: a place at once, or later. */
  queue(record: AgentRecord): void {
    this.#fleet.become(record, "queued");
    // Whoever hears of it may have ended it.
    if (record.state === "queued" && !this.#fleet.rateLimits.hold(record)) this.admit(record);
  }

  /** It gets a place as soon as there is one. */
  admit(record: AgentRecord): void {
    const { queueTimeoutMs } = this.#limits;
    if (record.run !== undefined) return this.#take(record);
    this.#admission.enqueue(record, record.request.owner);
    this.#takePlaces();
    if (record.state === "queued" && Number.isFinite(queueTimeoutMs))
      record.deadline = setTimeout(
        () => this.#expire(record, queueTimeoutMs),
        Math.min(queueTimeoutMs, LONGEST_TIMER_MS),
      );
    this.#schedule();
  }

  /** It waits for a place, or has one and waits for its turn. */
  isToStart(record: AgentRecord): boolean {
    return this.#toStart.has(record) || (record.state === "queued" && record.run === undefined);
  }

  /** It needs none any more, and has none yet. */
  leave(record: AgentRecord): void {
    clearTimeout(record.deadline);
    if (this.#fleet.rateLimits.leave(record)) return;
    if (record.run !== undefined) {
      // A process that is there gives its place back when it is gone.
      this.#toStart.delete(record);
      return void record.run.close();
    }
    if (this.#admission.leave(record, record.request.owner)) return;
    if (!this.#toStart.delete(record)) return;
    this.#admission.release(record.request.owner);
    this.#schedule();
  }

  /** It is in another state. */
  changed(record: AgentRecord): void {
    this.#idle.remove(record);
    if (record.state !== "idle") return;
    this.#idle.add(record);
    this.recheck();
  }

  /** An idle agent may be able to give its process up now. */
  recheck(): void {
    if (this.#admission.queued > 0) this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#idle.stop();
    this.#fleet.rateLimits.stop();
  }

  /** The process of an agent is gone. */
  ended(record: AgentRecord, { reason, error, survivors }: RunEnd): void {
    const { parking } = record;
    record.rest();
    record.survivors = [...record.survivors, ...survivors];
    this.#admission.release(record.request.owner);
    if (parking) this.#parking -= 1;
    if (record.state === "ending") this.#fleet.finish(record, record.endsAs, error);
    else if (!parking) this.#fleet.finish(record, reason, error);
    else if (record.pending.length > 0) this.queue(record);
    else {
      this.#fleet.become(record, "parked");
      this.#fleet.keepInFile(record);
    }
    this.#schedule();
  }

  #takePlaces(): void {
    for (let record = this.#admission.next(); record !== undefined; record = this.#admission.next()) {
      clearTimeout(record.deadline);
      this.#take(record);
    }
  }

  #take(record: AgentRecord): void {
    this.#toStart.add(record);
    this.#fleet.become(record, "starting");
    this.#schedule();
  }

  #expire(record: AgentRecord, timeoutMs: number): void {
    if (!this.#admission.leave(record, record.request.owner)) return;
    this.#fleet.finish(record, "expired", new QueueTimeoutError(timeoutMs));
  }

  /** Later, since whoever asks for agents is to have their ids before a process starts. */
  #schedule(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#advance();
    });
  }

  /** Give free places to those who wait, start processes, and ask the idle for their places. */
  #advance(): void {
    this.#takePlaces();
    for (const record of this.#toStart) {
      if (this.#starting >= this.#limits.starts) break;
      this.#toStart.delete(record);
      const { tracing } = this.#fleet;
      const start = (): Promise<void> => this.#start(record);
      void record.asCaller(() => (tracing === undefined ? start() : tracing.within(record, start)));
    }
    let wanted = this.#admission.queued - this.#parking - this.spares.leaving;
    wanted -= this.spares.giveWay(wanted);
    if (wanted > 0) for (const record of this.#idle.parkable().slice(0, wanted)) this.park(record);
    // Agents come first: a process that starts beside one slows that down.
    if (this.#toStart.size === 0 && this.#starting === 0) this.spares.fill(this.#limits.starts);
  }

  async #start(record: AgentRecord): Promise<void> {
    const listener = listenTo(record, this.#fleet);
    let run: Run;
    try {
      run = runFor(record, this.#fleet, listener);
    } catch (error) {
      return this.ended(record, { reason: "failed", error: error as ClaudeError, survivors: [] });
    }
    record.run = run;
    this.#starting += 1;
    endOrphansOnce();
    await begin(record, run, this.#fleet, listener);
    // The next process may start when this one has done its heavy part.
    if (!(run instanceof SpareRun)) await run.ready();
    this.#starting -= 1;
    this.#schedule();
  }

  /** A spare was not what its agent needs, or has died: no prompt has reached it, and another process takes its place. */
  async #unclaimed(record: AgentRecord, run: SpareRun, end: RunEnd): Promise<void> {
    const { request, id } = record;
    const left = isOver(record.state) ? "nothing" : await leftOf(request.options, id);
    if (isOver(record.state)) return this.ended(record, end);
    this.spares.claimed(run, false);
    if (left !== "nothing") record.otherId = crypto.randomUUID();
    record.run = undefined;
    if (record.state === "starting") return this.#take(record);
    // It waits for a rate limit by now.
    this.#admission.release(request.owner);
    this.#schedule();
  }

  /** It stays idle for whoever looks until its process is gone; what is prompted meanwhile waits for the next one. */
  park(record: AgentRecord): void {
    record.parking = true;
    this.#parking += 1;
    this.#idle.remove(record);
    void record.run?.close();
  }
}
