// Which agents have a process: who waits for one, who starts, and who gives one up while nobody needs it.
import { QueueTimeoutError } from "../errors/agent.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { LONGEST_TIMER_MS, Timer } from "../events/timer.ts";
import { Admission, type AdmissionLimits, type Position } from "./admission.ts";
import { Run, type RunEnd, toResume } from "./claude.ts";
import type { Fleet } from "./fleet.ts";
import { listenTo } from "./listen.ts";
import type { AgentRecord } from "./record.ts";

/** An agent that cannot be parked is not looked at all the time. */
const LOOK_AGAIN_MS = 1_000;

export interface ProcessLimits extends AdmissionLimits {
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
  /** Have a place, and wait for their turn to start. */
  readonly #toStart = new Set<AgentRecord>();
  /** Since when; least recently used first. */
  readonly #idle = new Map<AgentRecord, number>();
  readonly #timer = new Timer(() => this.#parkExpired());
  #starting = 0;
  #parking = 0;
  #scheduled = false;
  #stopped = false;

  constructor(fleet: Fleet, limits: ProcessLimits) {
    this.#fleet = fleet;
    this.#limits = limits;
    this.#admission = new Admission(limits);
  }

  /** Processes at the same time. */
  get places(): number {
    return this.#limits.places;
  }

  /** @throws {OverloadedError} If not all of so many new agents of an owner can have a place or wait. */
  requireRoom(count: number, owner: string | undefined): void {
    let spare = this.#parking;
    for (const record of this.#idle.keys()) if (canPark(record)) spare += 1;
    this.#admission.requireRoom(count, spare, owner);
  }

  /** Undefined if it waits for no place. */
  position(record: AgentRecord): Position | undefined {
    return record.state === "queued" ? this.#admission.position(record) : undefined;
  }

  /** It needs a process: a place at once, or later. */
  queue(record: AgentRecord): void {
    const { queueTimeoutMs } = this.#limits;
    this.#fleet.become(record, "queued");
    // Whoever hears of it may have ended it.
    if (record.state !== "queued") return;
    this.#admission.enqueue(record, record.request.owner);
    this.#takePlaces();
    if (record.state === "queued" && Number.isFinite(queueTimeoutMs))
      record.deadline = setTimeout(
        () => this.#expire(record, queueTimeoutMs),
        Math.min(queueTimeoutMs, LONGEST_TIMER_MS),
      );
    this.#schedule();
  }

  /** It needs none any more, and has none yet. */
  leave(record: AgentRecord): void {
    clearTimeout(record.deadline);
    if (this.#admission.leave(record, record.request.owner)) return;
    if (!this.#toStart.delete(record)) return;
    this.#admission.release(record.request.owner);
    this.#schedule();
  }

  /** It is in another state. */
  changed(record: AgentRecord): void {
    this.#idle.delete(record);
    if (record.state !== "idle") return this.#stopIfNobodyIdles();
    const now = performance.now();
    this.#idle.set(record, now);
    this.#timer.expect(now + this.#limits.idleMs);
    this.recheck();
  }

  /** An idle agent may be able to give its process up now. */
  recheck(): void {
    if (this.#admission.queued > 0) this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer.stop();
  }

  /** The process of an agent is gone. */
  ended(record: AgentRecord, { reason, error, survivors }: RunEnd): void {
    const { parking } = record;
    record.rest();
    record.survivors = [...record.survivors, ...survivors];
    this.#admission.release(record.request.owner);
    if (parking) this.#parking -= 1;
    if (record.state === "ending") this.#fleet.finish(record, "terminated", error);
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
      this.#toStart.add(record);
      this.#fleet.become(record, "starting");
    }
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
      void this.#start(record);
    }
    let wanted = this.#admission.queued - this.#parking;
    for (const record of this.#idle.keys()) {
      if (wanted <= 0) return;
      if (!canPark(record)) continue;
      this.#park(record);
      wanted -= 1;
    }
  }

  async #start(record: AgentRecord): Promise<void> {
    const { options, asks } = record.request;
    const own = record.conversation === undefined ? options : toResume(options, record.conversation);
    let run: Run;
    try {
      run = new Run(own, record.prompts, asks, listenTo(record, this.#fleet));
    } catch (error) {
      return this.ended(record, { reason: "failed", error: error as ClaudeError, survivors: [] });
    }
    record.run = run;
    this.#starting += 1;
    try {
      await run.start();
      await this.#giveAll(record, run);
    } catch {
      // The run has ended, and its end says why.
    }
    // The next process may start when this one has done its heavy part.
    await run.ready();
    this.#starting -= 1;
    this.#schedule();
  }

  /** Prompts that have waited for the process; what is to be written of them is written first. */
  async #giveAll(record: AgentRecord, run: Run): Promise<void> {
    const { journaling } = this.#fleet;
    const sending: Promise<void>[] = [];
    while (record.run === run && record.pending.length > 0) {
      const prompts = [...record.pending];
      if (journaling !== undefined && !(await journaling.sent(record, prompts))) return;
      // Those that were accepted meanwhile come next.
      record.pending = record.pending.filter((prompt) => !prompts.includes(prompt));
      // A run that takes one no more has ended, and its end says why.
      for (const prompt of prompts) sending.push(run.send(prompt).catch(() => undefined));
    }
    record.live = record.run === run;
    await Promise.all(sending);
  }

  /** It stays idle for whoever looks until its process is gone; what is prompted meanwhile waits for the next one. */
  #park(record: AgentRecord): void {
    record.parking = true;
    this.#parking += 1;
    this.#idle.delete(record);
    this.#stopIfNobodyIdles();
    void record.run?.close();
  }

  /** A timer without an agent would keep the program alive. */
  #stopIfNobodyIdles(): void {
    if (this.#idle.size === 0) this.#timer.stop();
  }

  #parkExpired(): void {
    const { idleMs } = this.#limits;
    const now = performance.now();
    for (const [record, since] of this.#idle) {
      if (since + idleMs > now) return this.#timer.expect(since + idleMs);
      if (canPark(record)) this.#park(record);
      // It has work beside its main thread: its time begins anew.
      else this.#idle.set(record, Math.max(now, now + LOOK_AGAIN_MS - idleMs));
    }
  }
}

function canPark({ run, parking, pending }: AgentRecord): boolean {
  return run?.canPark === true && !parking && pending.length === 0;
}
