// All agents of a manager: what happens to them, from the moment they are asked for until they are forgotten.
import { AgentEndedError } from "../errors/agent.ts";
import type { ClaudeError } from "../errors/claude-error.ts";
import { AgentFolders } from "./agent-folders.ts";
import type { AgentRequest } from "./agent-request.ts";
import { Budgets } from "./budgets.ts";
import { type AgentPrompt, type PreparedPrompt, preparePrompt } from "./claude.ts";
import type { FleetListener } from "./fleet-listener.ts";
import type { Journaling } from "./journaling.ts";
import type { FleetLimits } from "./limits.ts";
import { type AgentHappening, EventLog } from "./log.ts";
import { Processes } from "./processes.ts";
import { RateLimits } from "./rate-limits.ts";
import { AgentRecord } from "./record.ts";
import { requireFree, requireOpen, requireWhole } from "./requirements.ts";
import { Retention } from "./retention.ts";
import { followSignal } from "./signal.ts";
import { SpillFolder } from "./spill.ts";
import { type AgentState, type EndedReason, isOver } from "./states.ts";
import type { Tracing } from "./tracing.ts";

/** How many are ended before something else may run. */
const AT_ONCE = 500;

export class Fleet {
  readonly log: EventLog;
  readonly records: Map<string, AgentRecord> = new Map();
  readonly processes: Processes;
  readonly budgets: Budgets;
  readonly rateLimits: RateLimits;
  readonly listener: FleetListener;
  /** Absent when agents are not to outlive this program. */
  journaling: Journaling | undefined;
  /** Absent without telemetry. */
  tracing: Tracing | undefined;
  readonly limits: FleetLimits;
  readonly folders: AgentFolders = new AgentFolders();
  readonly #spill = new SpillFolder();
  readonly retention: Retention;
  #closing = false;

  /** @param firstSeq The number of the first event. */
  constructor(limits: FleetLimits, listener: FleetListener, firstSeq?: number) {
    this.limits = limits;
    this.listener = listener;
    this.log = new EventLog(limits.logEvents, firstSeq);
    this.budgets = new Budgets(this, limits.budget);
    this.rateLimits = new RateLimits(this, limits.onRateLimit);
    this.processes = new Processes(this, limits);
    this.retention = new Retention(this, limits);
  }

  /**
   * Make records, all or none; their processes start once the caller has its ids.
   *
   * @throws {OverloadedError}
   * @throws {InvalidOptionsError} If a session id is in use.
   */
  add(requests: readonly AgentRequest[], prompt: AgentPrompt): AgentRecord[] {
    requireFree(requests, this.records);
    const records = requests.map((request) => new AgentRecord(request, this.limits.ring));
    for (const record of records) {
      record.run = this.processes.spares.of(record.id);
      record.pending.push(preparePrompt(record.prompts, prompt));
    }
    for (const record of records) this.processes.seat(record);
    for (const record of records) this.tracing?.spawned(record);
    for (const record of records) {
      const former = this.records.get(record.id);
      if (former !== undefined) this.retention.forget(former);
      this.records.set(record.id, record);
      this.budgets.know(record);
      this.note(record, { type: "state", state: "queued" });
      if (followSignal(record, this)) this.processes.queue(record);
    }
    this.retention.expire();
    this.retention.prune();
    return records;
  }

  /** @returns The message's uuid. @throws {AgentEndedError} @throws {BudgetExceededError} */
  async prompt(record: AgentRecord, prompt: AgentPrompt): Promise<string> {
    this.budgets.requireLeft(record);
    requireOpen(record);
    // While a shutdown waits for the journal, its agents are still there.
    if (this.#closing) throw new AgentEndedError(record.id, "terminated");
    requireWhole(record);
    const message = preparePrompt(record.prompts, prompt);
    const { uuid } = message;
    this.rateLimits.beforePrompt(record);
    record.prompted();
    this.tracing?.prompted(record);
    this.journaling?.accepted(record, message);
    // First what makes its state true, then the event that has others look at it.
    const sending = this.#give(record, message);
    if (sending === undefined) this.#keepForLater(record, message);
    this.note(record, { type: "prompted", uuid });
    // A process that ends meanwhile says why in its own words.
    const sent = sending?.catch((error: unknown) => {
      requireOpen(record);
      throw error;
    });
    // Together, since it may fail while what has happened to the agent is being written.
    await Promise.all([sent, this.written([record])]);
    return uuid;
  }

  /**
   * Take up agents whose host has died: those that have prompts run, the others are parked.
   *
   * @param rerun Also the prompts that they were at work on then, and that nobody has sent again since.
   */
  resume(records: readonly AgentRecord[], rerun: boolean): AgentRecord[] {
    if (this.#closing) return [];
    const waits = ({ isLost, state, interrupted, request }: AgentRecord): boolean =>
      request.withheld.length === 0 && (isLost || (rerun && state === "parked" && interrupted.length > 0));
    const resumed = records.filter(waits);
    for (const record of resumed) {
      if (rerun && record.interrupted.length > 0) {
        record.rerun();
        this.journaling?.again(record);
      }
      if (record.pending.length > 0) this.processes.queue(record);
      else this.become(record, "parked");
    }
    return resumed;
  }

  /** Another manager runs it by now: this one lets it be. */
  fenced(record: AgentRecord, error: ClaudeError): void {
    this.processes.leave(record);
    this.finish(record, "failed", error);
    void record.run?.close();
  }

  /** End an agent, perhaps with an error; resolves when none of its processes is left. */
  async terminate(record: AgentRecord, error?: ClaudeError, reason?: EndedReason): Promise<void> {
    if (!isOver(record.state) || record.isLost) {
      record.error = error;
      record.endsAs = reason ?? "terminated";
      this.become(record, "ending");
      if (record.run === undefined) {
        this.processes.leave(record);
        this.finish(record, record.endsAs);
      }
    }
    await record.run?.close();
    await this.written([record]);
  }

  /** Resolves when what has happened to these outlives this program, where that is to be. */
  async written(records: readonly AgentRecord[]): Promise<void> {
    const { journaling } = this;
    if (journaling !== undefined) await Promise.all(records.map((record) => journaling.written(record)));
  }

  /** Take no more, end these, and let go of what was kept in files. @throws {JournalError} Once they have ended. */
  async shutdown(): Promise<void> {
    this.#closing = true;
    this.processes.stop();
    // The manager after this one finds its agents as they are now; whatever comes of that, no process is left.
    const unwritten = await this.journaling?.close();
    await Promise.all([this.processes.spares.close(), this.#terminateAll()]);
    await Promise.all([this.#spill.remove(), this.folders.remove(), this.#removeTrees()]);
    if (unwritten !== undefined) throw unwritten;
  }

  async #terminateAll(): Promise<void> {
    const ending: Promise<void>[] = [];
    for (const record of this.records.values()) {
      ending.push(this.terminate(record));
      // Ten thousand of them would keep everything else waiting.
      if (ending.length % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    await Promise.all(ending);
  }

  /** Those of agents that outlive this program stay. */
  async #removeTrees(): Promise<void> {
    if (this.journaling !== undefined) return;
    for (const record of this.records.values()) await this.retention.removeTree(record);
  }

  note(record: AgentRecord, happening: AgentHappening): void {
    const { owner } = record.request;
    record.changedSeq = this.log.next;
    if (owner !== undefined) record.changedOwn = this.log.countOf(owner);
    this.log.append(record.id, owner, happening);
  }

  become(record: AgentRecord, state: AgentState, reason?: EndedReason): void {
    const { state: previous } = record;
    const isOut = previous === "ended" && !record.isLost;
    if (state === previous || isOut || (previous === "ending" && state !== "ended")) return;
    record.state = state;
    if (previous === "ended") record.revive();
    this.processes.changed(record);
    this.note(record, { type: "state", state, previous, ...(reason && { reason }) });
  }

  finish(record: AgentRecord, reason: EndedReason, error?: ClaudeError): void {
    if (record.state === "ended" && !record.isLost) return;
    record.pending = [];
    record.reason = reason;
    record.error ??= error;
    record.unfollow?.();
    record.endedMs = performance.now();
    record.endedAt = Date.now();
    this.become(record, "ended", reason);
    for (const look of record.followers ?? []) look();
    // Last, so that nobody who hears of it can have it forgotten.
    this.retention.touch(record);
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

  /** To its process, if that can take it now; what is to be written of it is written first. */
  #give(record: AgentRecord, message: PreparedPrompt): Promise<void> | undefined {
    const { run } = record;
    if (run === undefined || !record.canSend) return undefined;
    if (this.journaling === undefined) return run.send(message);
    record.pending.push(message);
    // As when the process has it already: whoever waits for the agent waits for this.
    if (record.state === "idle") this.become(record, "running");
    return this.journaling.sent(record, [message]).then(async (isWritten) => {
      // It waits for the next process, if there is to be one.
      if (!isWritten || record.run !== run || !record.canSend) return requireOpen(record);
      record.pending = record.pending.filter((other) => other !== message);
      await run.send(message);
    });
  }

  #keepForLater(record: AgentRecord, message: PreparedPrompt): void {
    record.pending.push(message);
    if (record.state === "parked" || record.isLost) this.processes.queue(record);
    else if (record.parking) this.become(record, "queued");
  }
}
