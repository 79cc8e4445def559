// What a manager and the owners of its agents share: the agents, and who hears of what happens to them.
import { AgentNotFoundError } from "../errors/agent.ts";
import { SessionClosedError } from "../errors/session.ts";
import type { BudgetScope } from "./budget.ts";
import type { AgentBody, AgentOptions, AgentResult } from "./claude.ts";
import { prepareOptions } from "./claude-options.ts";
import { Delegations } from "./delegations.ts";
import { describe, type ManagedAgent } from "./describe.ts";
import { Fleet } from "./fleet.ts";
import type { FleetListener } from "./fleet-listener.ts";
import { Ledger } from "./ledger.ts";
import { limitsOf } from "./limits.ts";
import type { AgentEvent } from "./log.ts";
import { LogView } from "./log-view.ts";
import { requireMeta } from "./meta.ts";
import { Metrics } from "./metrics.ts";
import {
  type AgentManagerEvents,
  type AgentManagerOptions,
  type SpawnRequest,
  wholeNumber,
} from "./options.ts";
import type { OwnedAgents } from "./owned.ts";
import type { AgentRecord } from "./record.ts";
import type { Past } from "./restore.ts";
import { expectSpares, sparesFor } from "./spare-choice.ts";
import { isComplete, isWorking } from "./states.ts";
import type { TelemetryAttributes } from "./telemetry.ts";
import { requireWatchers, watch } from "./watchers.ts";
import type { Worktree } from "./worktrees.ts";

const PREVIEW = 3;
const SHUT_DOWN = "The manager has been shut down: create a new one";

export class Faces implements FleetListener {
  readonly fleet: Fleet;
  readonly defaults: AgentOptions;
  readonly ledger: Ledger;
  readonly metrics: Metrics;
  /** Those to whom somebody listens, by owner; the manager itself has none, and hears of everything. */
  readonly #heard = new Map<string | undefined, Set<OwnedAgents>>();
  readonly #delegations = new Delegations();
  #closing: Promise<void> | undefined;

  /** @throws {InvalidOptionsError} */
  constructor(options: AgentManagerOptions, past?: Past) {
    requireWatchers(options);
    this.fleet = new Fleet(limitsOf(options), this, past?.firstSeq);
    this.defaults = options.options ?? {};
    const { log, records, rateLimits, processes } = this.fleet;
    this.ledger = new Ledger(records);
    this.metrics = new Metrics(records, this.ledger, rateLimits, processes.spares);
    // Before all others, so that whoever hears of an event finds it in the figures.
    log.subscribe((event) => {
      this.ledger.read(event);
      this.metrics.read(event);
    });
    watch(this.fleet, options);
    past?.attach(this.fleet);
    log.subscribe((event) => this.#happened(event));
    expectSpares(this.fleet, this.defaults, () => this.#asks(this.defaults, undefined));
  }

  /** @throws {SessionClosedError} */
  requireOpen(): void {
    if (this.#closing !== undefined) throw new SessionClosedError(SHUT_DOWN);
  }

  /**
   * Ask for agents: all of them, or none.
   *
   * @param nameOf The label of each.
   * @param shared The budget of a delegation.
   * @param worktree Of the only one.
   * @throws {BudgetExceededError} @throws {OverloadedError} @throws {InvalidOptionsError} @throws {SessionClosedError}
   */
  add(
    owner: string | undefined,
    request: SpawnRequest,
    nameOf: (index: number) => string,
    shared?: BudgetScope,
    worktree?: Worktree,
  ): AgentRecord[] {
    this.requireOpen();
    const { prompt, workerCount = 1, parent, budget, treeBudget, meta, optionsOf } = request;
    const budgetsOf = this.fleet.budgets.scopesFor({ owner, parent, budget, treeBudget, shared });
    this.#requireRoom(wholeNumber("workerCount", workerCount, 1), owner);
    const { folders, journaling } = this.fleet;
    const options = folders.withFolder({ ...this.defaults, ...request.options }, journaling !== undefined);
    const asks = request.askPermissions ?? this.#asks(options, owner);
    const count = optionsOf === undefined ? workerCount : 0;
    const ids = sparesFor(this.fleet, options, { asks, scopes: budgetsOf(""), count });
    const root = this.#rootOf(parent, owner);
    const prepared = prepareOptions(options, workerCount, ids, optionsOf);
    const requests = prepared.map(({ id, options: own, more }, index) => ({
      id,
      options: own,
      given: { ...request.options, ...more },
      withheld: [],
      label: nameOf(index),
      owner,
      parent,
      root: root ?? id,
      asks,
      worktree,
      budgets: budgetsOf(id),
      meta: requireMeta(typeof meta === "function" ? meta(index) : meta),
    }));
    return this.fleet.add(requests, prompt);
  }

  /** End the agents of an owner, and the jobs that are done for it; without an owner everything, for good. */
  close(owner: string | undefined): Promise<void> {
    if (owner !== undefined) return this.#end(owner);
    this.#closing ??= this.#end(undefined);
    return this.#closing;
  }

  /** @param start Is told when no job is to go on; what it then has to clear up is waited for. */
  delegate<T>(owner: string | undefined, start: (closing: AbortSignal) => Promise<T>): Promise<T> {
    this.requireOpen();
    return this.#delegations.begin(owner, start);
  }

  /** Somebody listens to it, or nobody does any more: owners come and go. */
  heard(face: OwnedAgents, isHeard: boolean): void {
    const faces = this.#heard.get(face.owner) ?? new Set();
    if (isHeard) this.#heard.set(face.owner, faces.add(face));
    else if (faces.delete(face) && faces.size === 0) this.#heard.delete(face.owner);
  }

  /** One to which somebody listens, if there is one. */
  heardOf(owner: string): OwnedAgents | undefined {
    return this.#heard.get(owner)?.values().next().value;
  }

  /** @param viewer Who looks: an owner, or the manager itself. */
  describe(record: AgentRecord, viewer: string | undefined, lastOutputLines: number = PREVIEW): ManagedAgent {
    const position = this.fleet.processes.position(record);
    const { budgets, rateLimits } = this.fleet;
    // What all agents use is for the manager alone to see.
    const scopes = viewer === undefined ? budgets.scopesOf(record) : record.request.budgets;
    const place = viewer === undefined ? position?.ofAll : position?.ofOwner;
    return describe(record, lastOutputLines, place, scopes, rateLimits.waitingUntil(record));
  }

  /** @throws {AgentNotFoundError} The same for an agent of another owner as for none. */
  find(sessionId: string, owner: string | undefined): AgentRecord {
    const { records, retention } = this.fleet;
    retention.prune();
    const record = records.get(sessionId);
    if (record === undefined || (owner !== undefined && record.request.owner !== owner))
      throw new AgentNotFoundError(sessionId);
    retention.touch(record);
    return record;
  }

  /** The agents of an owner, or all, oldest first. */
  agentsOf(owner: string | undefined): AgentRecord[] {
    const records = [...this.fleet.records.values()];
    return owner === undefined ? records : records.filter(({ request }) => request.owner === owner);
  }

  /** Somebody listens to the whole manager, or to this owner's agents. */
  hears(event: keyof AgentManagerEvents, owner: string | undefined): boolean {
    return this.#facesOf(owner).some((face) => face.listenerCount(event) > 0);
  }

  /** Do what a caller asks for in a span of its own. */
  call<Result>(name: string, attributes: TelemetryAttributes, work: () => Promise<Result>): Promise<Result> {
    return this.fleet.tracing?.call(name, attributes, work) ?? work();
  }

  message(record: AgentRecord, seq: number, message: AgentBody): void {
    this.fleet.tracing?.message(record, message);
    const { id, request } = record;
    for (const face of this.#facesOf(request.owner)) face.emit("message", id, seq, message);
  }

  turnEnded({ id, request }: AgentRecord, result: AgentResult): void {
    for (const face of this.#facesOf(request.owner)) face.emit("turnEnded", id, result);
  }

  settled(record: AgentRecord): void {
    if (record.state !== "idle") return;
    for (const face of this.#facesOf(record.request.owner))
      if (face.listenerCount("settled") > 0) face.emit("settled", this.describe(record, face.owner));
  }

  /** Somebody answers permission questions. */
  #asks({ canUseTool }: AgentOptions, owner: string | undefined): boolean {
    return canUseTool !== undefined || this.hears("question", owner);
  }

  /** @throws {OverloadedError} */
  #requireRoom(count: number, owner: string | undefined): void {
    try {
      this.fleet.processes.requireRoom(count, owner);
    } catch (error) {
      this.metrics.refused(owner, count);
      throw error;
    }
  }

  /** The root of the tree that a parent is in; of one that is not known, or another owner's, nothing is to be learnt. */
  #rootOf(parent: string | undefined, owner: string | undefined): string | undefined {
    const record = parent === undefined ? undefined : this.fleet.records.get(parent);
    return record !== undefined && record.request.owner === owner ? record.request.root : parent;
  }

  async #end(owner: string | undefined): Promise<void> {
    const why = owner === undefined ? SHUT_DOWN : `The agents of "${owner}" have been shut down`;
    const stopped = this.#delegations.stop(owner, why);
    if (owner === undefined) await this.fleet.shutdown();
    else await Promise.all(this.agentsOf(owner).map((record) => this.fleet.terminate(record)));
    await stopped();
  }

  #happened(event: AgentEvent): void {
    const { owner, sessionId } = event;
    for (const face of this.#facesOf(owner)) {
      if (face.listenerCount("event") > 0)
        face.emit("event", new LogView(this.fleet.log, face.owner).numbered(event));
      if (event.type === "question") face.emit("question", sessionId, event.question);
      else if (event.type === "warning") face.emit("warning", sessionId, event.warning);
      else if (event.type === "state") this.#changed(face, event);
    }
  }

  #changed(face: OwnedAgents, event: AgentEvent & { type: "state" }): void {
    const { state, previous, sessionId } = event;
    const record = this.fleet.records.get(sessionId);
    const isHeard = face.listenerCount("state") > 0 || (state === "ended" && face.listenerCount("ended") > 0);
    if (record === undefined || previous === undefined || !isHeard) return;
    // As it was when it happened.
    const info = {
      ...this.describe(record, face.owner),
      state,
      working: isWorking(state),
      isComplete: isComplete(state),
    };
    face.emit("state", info, previous);
    if (state === "ended") face.emit("ended", info);
  }

  #facesOf(owner: string | undefined): OwnedAgents[] {
    const all = this.#heard.get(undefined) ?? [];
    return owner === undefined ? [...all] : [...all, ...(this.#heard.get(owner) ?? [])];
  }
}
