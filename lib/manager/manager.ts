// AgentManager: many agents, truthful states, bounded buffers, no process left.

import { AgentNotFoundError } from "../errors/agent.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { SessionClosedError } from "../errors/session.ts";
import { GuardedEmitter } from "../events/emitter.ts";
import type { RingBounds } from "../events/ring.ts";
import type { Options } from "../options/options.ts";
import type { Prompt } from "../session/prompt.ts";
import { Session } from "../session/session.ts";
import { Admission } from "./admission.ts";
import { Agent } from "./agent.ts";
import { describe, type ManagedAgent } from "./describe.ts";
import { type FollowedMessage, Following, type OutputPage, type PageRequest, readPage } from "./read.ts";
import {
  type AgentManagerEvents,
  type AgentManagerOptions,
  count,
  type SpawnRequest,
  type SpawnResult,
  type TerminateResult,
} from "./requests.ts";
import { Retention } from "./retention.ts";
import { startAgents } from "./starting.ts";
import { type WaitOptions, waitFor } from "./wait.ts";

const PREVIEW = 3;

/**
 * Runs many agents at once, each a session of its own, with limits on how many run, wait and are remembered.
 *
 * States come from the CLI's own events. `await using`, or `shutdown()`, ends all agents and their processes.
 *
 * @example Two agents side by side
 * ```ts
 * import { AgentManager } from "kodegen-claude-agent";
 *
 * await using manager = new AgentManager();
 * const { sessionIds } = await manager.spawnSession({ prompt: "Say hello", workerCount: 2 });
 * const { agents } = await manager.wait(sessionIds, { timeoutMs: 60_000 });
 * for (const agent of agents) console.log(agent.label, agent.state, agent.lastOutput.join(" "));
 * ```
 */
export class AgentManager extends GuardedEmitter<AgentManagerEvents> {
  readonly #agents = new Map<string, Agent>();
  readonly #admission: Admission;
  readonly #retention: Retention;
  readonly #bounds: RingBounds;
  readonly #defaults: Options;
  #closing: Promise<void> | undefined;

  constructor(options: AgentManagerOptions = {}) {
    super();
    const {
      maxAgents = 16,
      maxQueued = 32,
      ringMessages = 1_000,
      ringBytes = 8 * 1024 * 1024,
      endedRetentionMs,
    } = options;
    this.#admission = new Admission({
      maxAgents: count("maxAgents", maxAgents, 1),
      maxQueued: count("maxQueued", maxQueued, 0),
    });
    this.#bounds = { items: count("ringMessages", ringMessages, 1), bytes: count("ringBytes", ringBytes, 1) };
    this.#retention = new Retention(this.#agents, endedRetentionMs);
    this.#defaults = options.options ?? {};
  }

  /**
   * Start agents on a prompt: all of them, or none.
   *
   * @returns Once every agent's process runs, or waits in the queue.
   * @throws {OverloadedError} If there is no room, not even to wait.
   * @throws {InvalidOptionsError} If an option is wrong, or a session id is in use.
   * @throws {ClaudeError} A start error that says what is missing.
   */
  async spawnSession(request: SpawnRequest): Promise<SpawnResult> {
    if (this.#closing !== undefined)
      throw new SessionClosedError("The manager has been shut down: create a new one");
    const { prompt, label = "Agent", workerCount = 1 } = request;
    count("workerCount", workerCount, 1);
    const options = { ...this.#defaults, ...request.options };
    const sessions = Array.from({ length: workerCount }, () => new Session(options));
    this.#requireFreeIds(sessions);
    const places = this.#admission.reserve(workerCount);
    const agents = sessions.map((session, index) => {
      const place = places[index];
      if (place === undefined) throw new RangeError("Every session has a place");
      return new Agent(`${label}-${index + 1}`, session, place, this.#bounds);
    });
    for (const agent of agents) this.#add(agent);
    await Promise.all(agents.map((agent) => agent.send(prompt)));
    await this.#startAll(agents);
    return {
      sessionIds: agents.map(({ id }) => id),
      workerCount,
      agents: agents.map((agent) => describe(agent, PREVIEW)),
    };
  }

  /**
   * Give an agent another prompt; a busy one takes it up later.
   *
   * @throws {AgentNotFoundError} @throws {AgentEndedError}
   */
  async sendPrompt(
    sessionId: string,
    prompt: Prompt,
  ): Promise<{ sessionId: string; uuid: string; agent: ManagedAgent }> {
    const agent = this.#get(sessionId);
    const uuid = await agent.send(prompt);
    return { sessionId, uuid, agent: describe(agent, PREVIEW) };
  }

  /** Read a page of what an agent has said. @throws {AgentNotFoundError} @throws {InvalidOptionsError} */
  getSessionOutput(sessionId: string, page: PageRequest = {}): OutputPage {
    return readPage(this.#get(sessionId), page);
  }

  /** @throws {AgentNotFoundError} */
  getSessionInfo(sessionId: string, options: { lastOutputLines?: number | undefined } = {}): ManagedAgent {
    return describe(this.#get(sessionId), options.lastOutputLines ?? PREVIEW);
  }

  /** All agents: those at work first, then the newest first. */
  listSessions(
    options: { includeCompleted?: boolean | undefined; lastOutputLines?: number | undefined } = {},
  ): {
    agents: ManagedAgent[];
    totalActive: number;
    totalCompleted: number;
  } {
    const { includeCompleted = true, lastOutputLines = PREVIEW } = options;
    this.#retention.prune();
    const infos = [...this.#agents.values()].toReversed().map((agent) => describe(agent, lastOutputLines));
    const active = infos.filter((info) => info.state !== "ended");
    const agents = (includeCompleted ? infos : active).toSorted(
      (a, b) => Number(b.working) - Number(a.working),
    );
    return { agents, totalActive: active.length, totalCompleted: infos.length - active.length };
  }

  /**
   * Wait until agents have settled or ended.
   *
   * @returns `done` is false when time was up first; the agents go on all the same.
   * @throws {AgentNotFoundError}
   */
  async wait(
    sessionIds: string | readonly string[],
    options: WaitOptions = {},
  ): Promise<{ done: boolean; agents: ManagedAgent[] }> {
    const agents = [sessionIds].flat().map((sessionId) => this.#get(sessionId));
    const done = await waitFor(agents, options);
    return { done, agents: agents.map((agent) => describe(agent, PREVIEW)) };
  }

  /** Follow an agent from a position on, live, until it has ended. @throws {AgentNotFoundError} */
  messages(
    sessionId: string,
    options: { after?: number | undefined } = {},
  ): AsyncIterableIterator<FollowedMessage, undefined> {
    return new Following(this.#get(sessionId), options.after ?? -1);
  }

  /** Stop an agent's turn; it stays ready for prompts. @throws {AgentNotFoundError} @throws {AgentEndedError} */
  async interruptSession(sessionId: string): Promise<{ sessionId: string; stillQueued: string[] }> {
    return { sessionId, stillQueued: await this.#get(sessionId).interrupt() };
  }

  /** End an agent; resolves when none of its processes is left. @throws {AgentNotFoundError} */
  async terminateSession(sessionId: string): Promise<TerminateResult> {
    const agent = this.#get(sessionId);
    const { survivors } = await agent.terminate();
    const { turnCount: finalTurnCount, messageCount: totalMessages, runtimeMs } = describe(agent, 0);
    return {
      sessionId,
      success: survivors.length === 0,
      finalTurnCount,
      totalMessages,
      runtimeMs,
      survivors,
    };
  }

  /** End all agents and take no more; resolves when none of their processes is left. */
  shutdown(): Promise<void> {
    this.#closing ??= Promise.all([...this.#agents.values()].map((agent) => agent.terminate())).then(
      () => undefined,
    );
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  #get(sessionId: string): Agent {
    this.#retention.prune();
    const agent = this.#agents.get(sessionId);
    if (agent === undefined) throw new AgentNotFoundError(sessionId);
    return agent;
  }

  #requireFreeIds(sessions: readonly Session[]): void {
    const taken = new Set<string>();
    for (const { id } of sessions) {
      if (id === "")
        throw new InvalidOptionsError([
          '"continue" cannot be used here: name the conversation with "resume"',
        ]);
      if (taken.has(id) || (this.#agents.get(id)?.state ?? "ended") !== "ended") {
        throw new InvalidOptionsError([
          `"${id}" is run by another agent: terminate that one, or use "forkSession"`,
        ]);
      }
      taken.add(id);
    }
  }

  #add(agent: Agent): void {
    const { id } = agent;
    // An ended agent of this id makes way; as the newest it stands last.
    this.#agents.delete(id);
    this.#agents.set(id, agent);
    agent.on("state", (_state, previous) => this.emit("state", describe(agent, PREVIEW), previous));
    agent.on("message", (seq, message) => this.emit("message", id, seq, message));
    agent.on("turnEnded", (result) => this.emit("turnEnded", id, result));
    agent.on("settled", () => this.emit("settled", describe(agent, PREVIEW)));
    agent.on("ended", () => this.emit("ended", describe(agent, PREVIEW)));
    agent.on("warning", (warning) => this.emit("warning", id, warning));
  }

  async #startAll(agents: readonly Agent[]): Promise<void> {
    try {
      await startAgents(agents, this.#admission);
    } catch (error) {
      for (const agent of agents) this.#agents.delete(agent.id);
      throw error;
    }
  }
}
