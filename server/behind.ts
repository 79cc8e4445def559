// What is behind the endpoint: the manager, what callers may do with it, and the way in for agents that may nest.
import { AgentManager, prometheusText, type SpawnRequest } from "../lib/index.ts";
import { bothEras, type Eras } from "./eras/eras.ts";
import { connectTools } from "./eras/protocol.ts";
import { oauthOf } from "./front/oauth.ts";
import { PrincipalLimits } from "./front/principal-limits.ts";
import { openAgents } from "./journal.ts";
import type { ServerMetrics } from "./metrics.ts";
import { sweepConfined } from "./policy/confined-folders.ts";
import type { Policy } from "./policy/policy.ts";
import type { Principal } from "./principal.ts";
import type { ServerOptions } from "./server-options.ts";
import { DEFAULT_QUESTION_MS, limitQuestions } from "./tasks/deadline.ts";
import { keyIn, ownKey, TaskTokens } from "./tasks/task-tokens.ts";
import { AT_WORK, callersAgents, type Gate } from "./tools/callers-agents.ts";
import type { Caller } from "./tools/context.ts";
import { Nesting } from "./tools/nesting.ts";
import { type Offer, offerOf } from "./tools/offer.ts";
import { SpawnKeys } from "./tools/spawn-keys.ts";
import type { Templates } from "./tools/templates.ts";
import { UsedAgents } from "./tools/used-agents.ts";
import { Endpoint, type EndpointOptions } from "./transports/endpoint.ts";
import { type HttpEndpoint, listenHttp } from "./transports/http.ts";

interface BehindParts {
  readonly policy: Policy;
  readonly offer: Offer;
  readonly metrics: ServerMetrics;
  readonly closing: AbortSignal;
  readonly templates: Templates | undefined;
}

/** The manager's own, where none is given. */
const DEFAULT_AGENTS = 16;
const DEFAULT_QUEUED = 32;
const DEFAULT_SPAWNS = 120;
const DEFAULT_DEPTH = 1;
const DEFAULT_DESCENDANTS = 8;
/** An agent has one client, which may begin again. */
const SESSIONS_OF_AN_AGENT = 4;
const SWEEP_MS = 60_000;

export class Behind {
  readonly #options: ServerOptions;
  readonly #parts: BehindParts;
  /** What calls know of each other. */
  readonly #calls = { keys: new SpawnKeys(), used: new UsedAgents() };
  readonly #limits: PrincipalLimits;
  readonly #nesting: Nesting | undefined;
  #manager: AgentManager | undefined;
  #nested: HttpEndpoint | undefined;
  #release: (() => void)[] = [];

  constructor(options: ServerOptions, parts: BehindParts) {
    this.#options = options;
    this.#parts = parts;
    this.#manager = options.manager;
    this.#limits = new PrincipalLimits({
      agents: options.maxAgentsPerPrincipal ?? halfOf(options),
      spawnsPerMinute: options.maxSpawnsPerMinute ?? DEFAULT_SPAWNS,
    });
    this.#nesting = nestingOf(options);
  }

  /** @throws {ServerStartError} If the journal cannot be used. */
  async open(): Promise<Eras & Pick<EndpointOptions, "agentsText" | "pids">> {
    const { policy, ...parts } = this.#parts;
    const { journal = false, managerOptions, connect, connectModern } = this.#options;
    const { questionTimeoutMs = DEFAULT_QUESTION_MS } = this.#options;
    const nesting = this.#nesting;
    if (nesting !== undefined) await this.#listenForAgents(nesting);
    try {
      this.#manager ??=
        journal === false
          ? new AgentManager(managerOptions)
          : await openAgents(journal, policy, managerOptions, nesting);
    } catch (error) {
      await this.#nested?.close(0);
      throw error;
    }
    const manager = this.#manager;
    if (nesting !== undefined) this.#release.push(nesting.attach(manager));
    if (journal !== false) {
      this.#sweep(journal);
      // What was at work is for its caller to go on with, since some of it is done.
      manager.resumeAll();
    }
    this.#release.push(limitQuestions(manager, questionTimeoutMs));
    const { templates } = parts;
    await templates?.start();
    this.#release.push(() => templates?.stop());
    const tokens = new TaskTokens(journal === false ? ownKey() : keyIn(journal));
    const callerOf = (principal: Principal): Caller => this.#clientOf(principal);
    const own = bothEras({ ...parts, ...this.#calls, callerOf }, tokens);
    const isOwn = (connect ?? connectModern) === undefined;
    return {
      connect: connect ?? own.connect,
      // Whoever serves something else says what to clients of the other era.
      connectModern: connectModern ?? (connect === undefined ? own.connectModern : undefined),
      tasks: isOwn ? own.tasks : undefined,
      watch: isOwn ? own.watch : undefined,
      agentsText: () => prometheusText(manager.metrics()),
      pids: () =>
        manager
          .listSessions({ states: ["starting", "running", "requires_action", "idle", "ending"] })
          // Those without an owner are the host's, which says itself whom they may call.
          .agents.flatMap(({ pid, owner }) => (pid === undefined || owner === undefined ? [] : [pid])),
    };
  }

  /** End what is the server's own. */
  async end(): Promise<void> {
    for (const release of this.#release.splice(0)) release();
    if (this.#options.manager === undefined) await this.#manager?.shutdown();
    await this.#nested?.close(0);
    this.#nested = undefined;
  }

  get #agents(): AgentManager {
    if (this.#manager === undefined) throw new Error("No agent can call before the manager is there");
    return this.#manager;
  }

  /** An address of their own, where no other token is one: this server may be on a socket, or have no address at all. */
  async #listenForAgents(nesting: Nesting): Promise<void> {
    const { policy: _, ...parts } = this.#parts;
    // What a host offers besides is for clients.
    const offer = await offerOf({ profile: this.#options.profile, templates: parts.templates?.folder });
    const callerOf = (principal: Principal): Caller => this.#agentOf(nesting, principal);
    const connect = connectTools({ ...parts, offer, ...this.#calls, callerOf });
    // An agent has sessions, which end with it.
    const none = { connectModern: undefined, tasks: undefined, watch: undefined };
    const shared = { connect, ...none, metrics: parts.metrics, agentsText: () => "", pids: () => [] };
    this.#nested = await listenHttp({
      at: { host: "127.0.0.1", port: 0 },
      newTls: () => undefined,
      open: async ({ url, ...place }) =>
        new Endpoint({
          ...place,
          ...shared,
          tokens: nesting,
          oauth: oauthOf({ resource: url }),
          keepAliveMs: 0,
          maxSessions: SESSIONS_OF_AN_AGENT,
        }),
    });
    nesting.url = this.#nested.url;
  }

  #clientOf(principal: Principal): Caller {
    const spawn: Gate["spawn"] = (request) => this.#spawn(principal, request);
    return this.#callerOf(principal, { parent: undefined, spawn });
  }

  #agentOf(nesting: Nesting, principal: Principal): Caller {
    const agent = nesting.of(principal);
    const { owner, id: parent } = agent;
    const spawn: Gate["spawn"] = (given) => {
      const { request, undo } = nesting.admit(agent, given);
      try {
        const admitted = this.#spawn(owner, request);
        return { request: admitted.request, undo: () => [admitted.undo, undo].forEach((each) => each()) };
      } catch (error) {
        undo();
        throw error;
      }
    };
    const { policy } = this.#parts;
    const from = {
      prepare: policy.prepare.bind(policy),
      optionsFor: (request: Parameters<Policy["optionsFor"]>[0]) =>
        policy.optionsFor(nesting.requestFrom(agent, request)),
    };
    return { ...this.#callerOf(owner, { parent, spawn }), principal, policy: from };
  }

  #callerOf(principal: Principal, gate: Pick<Gate, "parent" | "spawn">): Caller {
    const prompt: Gate["prompt"] = ({ state }) => {
      if (!AT_WORK.includes(state)) this.#limits.requireRoom(1, this.#atWork(principal));
    };
    const ended: Gate["ended"] = async (id) => this.#nesting?.descendantsOf(id);
    const manager = callersAgents(this.#agents.as(principal), { ...gate, prompt, ended });
    return { manager, principal, policy: this.#parts.policy };
  }

  #spawn(owner: Principal, given: SpawnRequest): ReturnType<Gate["spawn"]> {
    const { workerCount = 1, parent, options = {} } = given;
    this.#limits.requireRoom(workerCount, this.#atWork(owner));
    const giveBack = this.#limits.spawn(owner, workerCount);
    const nesting = this.#nesting;
    // One in a worktree would pass on the repository.
    const isNesting = given.worktree === undefined || given.worktree === false;
    if (nesting === undefined || !isNesting) return { request: given, undo: giveBack };
    const { costUsd } = nesting.limits;
    const made: string[] = [];
    const optionsOf = (id: string): SpawnRequest["options"] & object => {
      if (!nesting.has(id)) made.push(id);
      return nesting.equip({ id, owner, parent, options });
    };
    const treeBudget = parent === undefined && costUsd !== undefined ? { costUsd } : undefined;
    const undo = (): void => {
      giveBack();
      for (const id of made) nesting.forget(id);
    };
    return { request: { ...given, optionsOf, treeBudget }, undo };
  }

  #atWork(owner: Principal): number {
    return this.#agents.as(owner).listSessions({ states: AT_WORK, limit: 0 }).total;
  }

  /** What confined agents have kept goes when they are forgotten. */
  #sweep(journal: string): void {
    const sweep = (): void => {
      const known = new Set(
        this.#agents.listSessions({ lastOutputLines: 0 }).agents.map(({ sessionId }) => sessionId),
      );
      sweepConfined(journal, known);
    };
    sweep();
    const timer = setInterval(sweep, SWEEP_MS);
    timer.unref();
    this.#release.push(() => clearInterval(timer));
  }
}

/** Of places and queue, where there are several principals: one of them alone never fills them. */
function halfOf({
  manager,
  managerOptions = {},
  tokensFile,
  verifyToken,
}: ServerOptions): number | undefined {
  if ((tokensFile ?? verifyToken) === undefined || manager !== undefined) return undefined;
  const { maxAgents = DEFAULT_AGENTS, maxQueued = DEFAULT_QUEUED } = managerOptions;
  return Math.max(1, Math.ceil((maxAgents + maxQueued) / 2));
}

function nestingOf({ nesting }: ServerOptions): Nesting | undefined {
  if (nesting === undefined || nesting === false) return undefined;
  const { depth = DEFAULT_DEPTH, agents = DEFAULT_DESCENDANTS, costUsd } = nesting === true ? {} : nesting;
  return new Nesting({ depth, agents, costUsd });
}
