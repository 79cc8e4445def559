// All agents of a manager: what happens to them, from the moment they are asked for until they are forgotten.
import { AgentEndedError } from "../errors/agent.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { AbortError } from "../errors/session.ts";
import type { RingBounds } from "../events/ring.ts";
import {
  type AgentBody,
  type AgentPrompt,
  type AgentResult,
  type PreparedPrompt,
  preparePrompt,
} from "./claude.ts";
import { type AgentHappening, EventLog } from "./log.ts";
import { Processes, type ProcessLimits } from "./processes.ts";
import { AgentRecord, type AgentRequest } from "./record.ts";
import { SpillFolder } from "./spill.ts";
import { type AgentState, type EndedReason, isOver } from "./states.ts";

export interface FleetLimits extends ProcessLimits {
  readonly endedRetentionMs: number;
  readonly maxRecords: number;
  readonly logEvents: number;
  readonly ring: RingBounds;
}

/** Who hears of what is not in the log. */
export interface FleetListener {
  message(record: AgentRecord, seq: number, message: AgentBody): void;
  turnEnded(record: AgentRecord, result: AgentResult): void;
  settled(record: AgentRecord): void;
}

/** How many are ended before something else may run. */
const AT_ONCE = 500;

export class Fleet {
  readonly log: EventLog;
  readonly records: Map<string, AgentRecord> = new Map();
  readonly processes: Processes;
  readonly listener: FleetListener;
  readonly #limits: FleetLimits;
  readonly #spill = new SpillFolder();
  /** Those who have ended, by when they were last looked at; oldest first. */
  readonly #over = new Map<AgentRecord, number>();
  #closing = false;

  constructor(limits: FleetLimits, listener: FleetListener) {
    this.#limits = limits;
    this.listener = listener;
    this.log = new EventLog(limits.logEvents);
    this.processes = new Processes(this, limits);
  }

  /**
   * Make records, all or none; their processes start once the caller has its ids.
   *
   * @throws {OverloadedError}
   * @throws {InvalidOptionsError} If a session id is in use.
   */
  add(requests: readonly AgentRequest[], prompt: AgentPrompt): AgentRecord[] {
    this.#requireFree(requests);
    const records = requests.map((request) => new AgentRecord(request, this.#limits.ring));
    for (const record of records) record.pending.push(preparePrompt(record.prompts, prompt));
    for (const record of records) {
      const former = this.records.get(record.id);
      if (former !== undefined) this.#forget(former);
      this.records.set(record.id, record);
      this.note(record, { type: "state", state: "queued" });
      if (this.#follow(record)) this.processes.queue(record);
    }
    this.#expireParked();
    this.prune();
    return records;
  }

  /** @returns The message's uuid. @throws {AgentEndedError} */
  async prompt(record: AgentRecord, prompt: AgentPrompt): Promise<string> {
    requireOpen(record);
    const message = preparePrompt(record.prompts, prompt);
    const { uuid } = message;
    record.prompted();
    // First what makes its state true, then the event that has others look at it.
    const sending = record.canSend ? record.run?.send(message) : undefined;
    if (sending === undefined) this.#keepForLater(record, message);
    this.note(record, { type: "prompted", uuid });
    // A process that ends meanwhile says why in its own words.
    await sending?.catch((error: unknown) => {
      requireOpen(record);
      throw error;
    });
    return uuid;
  }

  /** @returns The messages that are still queued, by uuid. @throws {AgentEndedError} */
  async interrupt(record: AgentRecord): Promise<string[]> {
    requireOpen(record);
    const { run } = record;
    try {
      if (run !== undefined && record.canSend) return await run.interrupt();
    } catch (error) {
      // Its process has ended meanwhile, and its turn with it: by itself, or to give its place up.
      requireOpen(record);
      if (record.run === run) throw error;
    }
    return record.pending.map(({ uuid }) => uuid);
  }

  /** End an agent, perhaps with an error; resolves when none of its processes is left. */
  async terminate(record: AgentRecord, error?: ClaudeError): Promise<void> {
    if (!isOver(record.state)) {
      record.error = error;
      this.become(record, "ending");
      if (record.run === undefined) {
        this.processes.leave(record);
        this.finish(record, "terminated");
      }
    }
    await record.run?.close();
  }

  /** Take no more, end these, and let go of what was kept in files. */
  async shutdown(): Promise<void> {
    this.#closing = true;
    this.processes.stop();
    const ending: Promise<void>[] = [];
    for (const record of this.records.values()) {
      ending.push(this.terminate(record));
      // Ten thousand of them would keep everything else waiting.
      if (ending.length % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    await Promise.all(ending);
    await this.#spill.remove();
  }

  /** Somebody reads an agent: it is remembered for as long again. */
  touch(record: AgentRecord): void {
    if (this.#over.delete(record)) this.#over.set(record, performance.now());
  }

  /** Forget who has ended long ago. Called on each look-up, so that no timer has to keep the program alive. */
  prune(): void {
    const oldest = performance.now() - this.#limits.endedRetentionMs;
    for (const [record, at] of this.#over) {
      if (at >= oldest && this.records.size <= this.#limits.maxRecords) return;
      if (record.waiters === 0) this.#forget(record);
    }
  }

  note(record: AgentRecord, happening: AgentHappening): void {
    const { owner } = record.request;
    record.changedSeq = this.log.next;
    if (owner !== undefined) record.changedOwn = this.log.countOf(owner);
    this.log.append(record.id, owner, happening);
  }

  become(record: AgentRecord, state: AgentState, reason?: EndedReason): void {
    const { state: previous } = record;
    if (state === previous || previous === "ended" || (previous === "ending" && state !== "ended")) return;
    record.state = state;
    this.processes.changed(record);
    this.note(record, { type: "state", state, previous, ...(reason && { reason }) });
  }

  finish(record: AgentRecord, reason: EndedReason, error?: ClaudeError): void {
    record.pending = [];
    record.reason = reason;
    record.error ??= error;
    record.unfollow?.();
    record.endedMs = performance.now();
    record.endedAt = Date.now();
    this.become(record, "ended", reason);
    for (const look of record.followers) look();
    // Last, so that nobody who hears of it can have it forgotten.
    this.#over.set(record, record.endedMs);
    this.keepInFile(record);
  }

  /** What an agent without a process has said; where the disk does not take it, it stays in memory. */
  keepInFile(record: AgentRecord): void {
    if (this.#closing) return;
    record.lines.spill(this.#spill).catch((cause: unknown) => {
      const message = `What agent "${record.id}" has said stays in memory, because no file could be written`;
      this.note(record, { type: "warning", warning: { code: "spill_failed", message, cause } });
    });
  }

  /** Its request's own signal ends an agent, whatever it is doing. @returns False if it has already. */
  #follow(record: AgentRecord): boolean {
    const signal = record.request.options.abortController?.signal;
    if (signal === undefined) return true;
    const abort = (): void => {
      void this.terminate(record, new AbortError("The agent was aborted", signal.reason));
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
    record.unfollow = () => signal.removeEventListener("abort", abort);
    return !signal.aborted;
  }

  #keepForLater(record: AgentRecord, message: PreparedPrompt): void {
    record.pending.push(message);
    if (record.state === "parked") this.processes.queue(record);
    else if (record.parking) this.become(record, "queued");
  }

  /** Of more agents than are remembered, those go that have rested longest since they were asked for. */
  #expireParked(): void {
    let excess = this.records.size - this.#over.size - this.#limits.maxRecords;
    for (const record of this.records.values()) {
      if (excess <= 0) return;
      if (record.state !== "parked" || record.waiters > 0) continue;
      this.finish(record, "expired");
      excess -= 1;
    }
  }

  #forget(record: AgentRecord): void {
    this.records.delete(record.id);
    this.#over.delete(record);
    // Whoever still reads it reads to the end.
    if (record.waiters === 0) record.lines.forget();
  }

  #requireFree(requests: readonly AgentRequest[]): void {
    const taken = new Set<string>();
    for (const { id, owner } of requests) {
      const other = this.records.get(id);
      if (taken.has(id)) throw new InvalidOptionsError([`"${id}" cannot be the session of several agents`]);
      if (other !== undefined && other.request.owner !== owner)
        throw new InvalidOptionsError([`"${id}" cannot be taken up here: use "forkSession"`]);
      if (other !== undefined && other.state !== "ended")
        throw new InvalidOptionsError([
          `"${id}" is run by another agent: terminate that one, or use "forkSession"`,
        ]);
      taken.add(id);
    }
  }
}

function requireOpen(record: AgentRecord): void {
  if (isOver(record.state)) throw new AgentEndedError(record.id, record.reason ?? "terminated");
}
