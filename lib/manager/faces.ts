// What a manager and the owners of its agents share: the agents, and who hears of what happens to them.
import { SessionClosedError } from "../errors/session.ts";

import { type AgentBody, type AgentOptions, type AgentResult, prepareOptions } from "./claude.ts";
import { describe, type ManagedAgent } from "./describe.ts";
import { Fleet, type FleetListener } from "./fleet.ts";
import { limitsOf } from "./limits.ts";
import type { AgentEvent } from "./log.ts";
import {
  type AgentManagerEvents,
  type AgentManagerOptions,
  type SpawnRequest,
  wholeNumber,
} from "./options.ts";
import type { OwnedAgents } from "./owned.ts";
import type { AgentRecord } from "./record.ts";
import { isComplete, isWorking } from "./states.ts";

const PREVIEW = 3;

export class Faces implements FleetListener {
  readonly fleet: Fleet;
  readonly defaults: AgentOptions;
  /** By owner; the manager itself has none, and hears of everything. */
  readonly byOwner: Map<string | undefined, OwnedAgents> = new Map();
  /** Work that ends when its agents have ended, and cleans up then. */
  readonly #delegations = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  /** @throws {InvalidOptionsError} */
  constructor(options: AgentManagerOptions) {
    this.fleet = new Fleet(limitsOf(options), this);
    this.defaults = options.options ?? {};
    this.fleet.log.subscribe((event) => this.#happened(event));
  }

  /** @throws {SessionClosedError} */
  requireOpen(): void {
    if (this.#closing !== undefined)
      throw new SessionClosedError("The manager has been shut down: create a new one");
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
    this.fleet.processes.requireRoom(wholeNumber("workerCount", workerCount, 1));
    const options = { ...this.defaults, ...request.options };
    const asks =
      request.askPermissions ?? (options.canUseTool !== undefined || this.hears("question", owner));
    const requests = prepareOptions(options, workerCount).map(({ id, options: own }, index) => ({
      id,
      options: own,
      label: nameOf(index),
      owner,
      parent,
      asks,
    }));
    return this.fleet.add(requests, prompt);
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutdown();
    return this.#closing;
  }

  /** A shutdown waits for it. */
  during<T>(delegation: Promise<T>): Promise<T> {
    this.#delegations.add(delegation);
    const done = (): boolean => this.#delegations.delete(delegation);
    delegation.then(done, done);
    return delegation;
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
    const { owner } = record.request;
    if (record.state !== "idle" || !this.hears("settled", owner)) return;
    const info = this.#describe(record);
    for (const face of this.#facesOf(owner)) face.emit("settled", info);
  }

  async #shutdown(): Promise<void> {
    await this.fleet.shutdown();
    await Promise.allSettled(this.#delegations);
  }

  #happened(event: AgentEvent): void {
    const { owner, sessionId } = event;
    for (const face of this.#facesOf(owner)) {
      face.emit("event", event);
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
      ...this.#describe(record),
      state,
      working: isWorking(state),
      isComplete: isComplete(state),
    };
    face.emit("state", info, previous);
    if (state === "ended") face.emit("ended", info);
  }

  #describe(record: AgentRecord): ManagedAgent {
    return describe(record, PREVIEW, this.fleet.processes.position(record));
  }

  #facesOf(owner: string | undefined): OwnedAgents[] {
    const faces = [this.byOwner.get(undefined), owner === undefined ? undefined : this.byOwner.get(owner)];
    return faces.filter((face) => face !== undefined);
  }
}
