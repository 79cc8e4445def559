// What a manager and the owners of its agents share: the agents, and who hears of what happens to them.
import { SessionClosedError } from "../errors/session.ts";
import { type AgentBody, type AgentOptions, type AgentResult, prepareOptions } from "./claude.ts";
import { describe, type ManagedAgent } from "./describe.ts";
import { Fleet, type FleetListener } from "./fleet.ts";
import { Ledger } from "./ledger.ts";
import { limitsOf } from "./limits.ts";
import type { AgentEvent } from "./log.ts";
import { LogView } from "./log-view.ts";
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
import { isComplete, isWorking } from "./states.ts";

const PREVIEW = 3;
const SHUT_DOWN = "The manager has been shut down: create a new one";

/** Jobs that are being done for an owner. */
interface Delegated {
  readonly owner: string | undefined;
  readonly stop: AbortController;
}

export class Faces implements FleetListener {
  readonly fleet: Fleet;
  readonly defaults: AgentOptions;
  readonly ledger: Ledger;
  readonly metrics: Metrics;
  /** Those to whom somebody listens, by owner; the manager itself has none, and hears of everything. */
  readonly #heard = new Map<string | undefined, Set<OwnedAgents>>();
  readonly #delegations = new Map<Promise<unknown>, Delegated>();
  #closing: Promise<void> | undefined;

  /** @throws {InvalidOptionsError} */
  constructor(options: AgentManagerOptions, past?: Past) {
    this.fleet = new Fleet(limitsOf(options), this, past?.firstSeq);
    this.defaults = options.options ?? {};
    const { log, records } = this.fleet;
    this.ledger = new Ledger(records);
    this.metrics = new Metrics(records, this.ledger);
    // Before all others, so that whoever hears of an event finds it in the figures.
    log.subscribe((event) => {
      this.ledger.read(event);
      this.metrics.read(event);
    });
    past?.attach(this.fleet);
    log.subscribe((event) => this.#happened(event));
  }

  /** @throws {SessionClosedError} */
  requireOpen(): void {
    if (this.#closing !== undefined) throw new SessionClosedError(SHUT_DOWN);
  }

  /**
   * Ask for agents: all of them, or none.
   *
   * @param nameOf The label of each.
   * @throws {OverloadedError} @throws {InvalidOptionsError} @throws {SessionClosedError}
   */
  add(owner: string | undefined, request: SpawnRequest, nameOf: (index: number) => string): AgentRecord[] {
    this.requireOpen();
    const { prompt, workerCount = 1, parent } = request;
    this.#requireRoom(wholeNumber("workerCount", workerCount, 1), owner);
    const options = { ...this.defaults, ...request.options };
    const asks =
      request.askPermissions ?? (options.canUseTool !== undefined || this.hears("question", owner));
    const root = this.#rootOf(parent, owner);
    const requests = prepareOptions(options, workerCount).map(({ id, options: own }, index) => ({
      id,
      options: own,
      given: request.options ?? {},
      withheld: [],
      label: nameOf(index),
      owner,
      parent,
      root: root ?? id,
      asks,
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
    const stop = new AbortController();
    const delegation = start(stop.signal);
    this.#delegations.set(delegation, { owner, stop });
    const done = (): boolean => this.#delegations.delete(delegation);
    delegation.then(done, done);
    return delegation;
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
    return describe(record, lastOutputLines, viewer === undefined ? position?.ofAll : position?.ofOwner);
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

  message({ id, request }: AgentRecord, seq: number, message: AgentBody): void {
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
    const delegations = [...this.#delegations].filter(([, by]) => owner === undefined || by.owner === owner);
    const why = owner === undefined ? SHUT_DOWN : `The agents of "${owner}" have been shut down`;
    for (const [, { stop }] of delegations) stop.abort(new SessionClosedError(why));
    if (owner === undefined) await this.fleet.shutdown();
    else await Promise.all(this.agentsOf(owner).map((record) => this.fleet.terminate(record)));
    await Promise.allSettled(delegations.map(([delegation]) => delegation));
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
