// What a manager and the owners of its agents share: the agents, and who hears of what happens to them.
import { SessionClosedError } from "../errors/session.ts";

import type { AgentBody, AgentOptions, AgentResult } from "./claude.ts";
import { describe, type ManagedAgent } from "./describe.ts";
import { Fleet, type FleetListener } from "./fleet.ts";
import { limitsOf } from "./limits.ts";
import type { AgentEvent } from "./log.ts";
import type { AgentManagerEvents, AgentManagerOptions } from "./options.ts";
import type { OwnedAgents } from "./owned.ts";
import type { AgentRecord } from "./record.ts";

const PREVIEW = 3;

export class Faces implements FleetListener {
  readonly fleet: Fleet;
  readonly defaults: AgentOptions;
  /** By owner; the manager itself has none, and hears of everything. */
  readonly byOwner: Map<string | undefined, OwnedAgents> = new Map();
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

  close(): Promise<void> {
    this.#closing ??= this.fleet.shutdown();
    return this.#closing;
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
    if (!this.hears("settled", owner)) return;
    const info = this.#describe(record);
    for (const face of this.#facesOf(owner)) face.emit("settled", info);
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
    const info = { ...this.#describe(record), state };
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
