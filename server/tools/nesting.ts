// Agents that may spawn agents: each has a token of its own, signed for it alone, which dies with it and reaches its own
// children alone.
import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import path from "node:path";
import type { AgentManager, ManagedAgent, Options, SpawnRequest } from "../../lib/index.ts";
import { counted } from "../count.ts";
import type { Credential } from "../front/tokens.ts";
import { logFailure } from "../log.ts";
import type { AgentRequest } from "../policy/policy.ts";
import { requireWithin } from "../policy/within.ts";
import type { Principal } from "../principal.ts";
import { Refusal } from "../refusal.ts";

/** How far agents may nest; see {@link NestingLimits}. */
export interface NestingOptions {
  depth?: number | undefined;
  agents?: number | undefined;
  costUsd?: number | undefined;
}

/** How far agents may nest. */
export interface NestingLimits {
  /** 1: agents of clients may spawn, but not those that they spawn. */
  readonly depth: number;
  /** How many agents one of a client's may have spawned, with those that they spawn, and so on. */
  readonly agents: number;
  /** What an agent of a client may cost together with all of them, in US dollars. */
  readonly costUsd: number | undefined;
}

/** An agent that may spawn others. */
export interface Nested {
  readonly id: string;
  readonly owner: Principal;
  readonly parent: string | undefined;
  /** As the policy has made them: what it may pass on. */
  readonly options: Options;
}

/** What the agents call the server by. */
const SERVER = "kodegen";
const RULE = `mcp__${SERVER}`;
const ENDED = "You have ended, and so has what you may ask for.";
/** It has a process, which may call. */
const LIVE: ReadonlySet<ManagedAgent["state"]> = new Set(["starting", "running", "requires_action", "idle"]);

export class Nesting {
  readonly limits: NestingLimits;
  /** Where agents reach the server; set once it listens. */
  url = "";
  /** Of this server alone: the tokens of the one before hold no longer. */
  readonly #key: Buffer = randomBytes(32);
  readonly #agents = new Map<string, Nested>();
  /** How many each tree has been given so far, by the id of its root. */
  readonly #spawned = new Map<string, number>();
  /** Of those whose parent has ended, by the parent's id. */
  readonly #ending = new Map<string, Promise<unknown>>();
  #manager: AgentManager | undefined;
  #hasEnded = false;

  constructor(limits: NestingLimits) {
    this.limits = limits;
  }

  /**
   * From now on the ends of agents are seen. Those from before a restart are known by then.
   *
   * @returns Lets go of the manager.
   */
  attach(manager: AgentManager): () => void {
    this.#manager = manager;
    const known = [...this.#agents.values()];
    for (const agent of known) if (agent.parent !== undefined) this.#count(this.#rootOf(agent), 1);
    for (const { sessionId, endedReason } of manager.listSessions({ states: ["ended"] }).agents)
      if (endedReason !== "lost") this.#agents.delete(sessionId);
    for (const { parent } of known)
      if (parent !== undefined && !this.#agents.has(parent)) this.#ended(parent);
    const onEnded = ({ sessionId }: ManagedAgent): void => this.#ended(sessionId);
    manager.on("ended", onEnded);
    return () => void manager.off("ended", onEnded);
  }

  has(id: string): boolean {
    return this.#agents.has(id);
  }

  /** What an agent is given to reach this server: the address and its token. */
  equip(agent: Nested): Options {
    if (!this.has(agent.id)) this.#agents.set(agent.id, agent);
    const headers = { authorization: `Bearer ${this.#tokenOf(agent.id)}` };
    return {
      mcpServers: { [SERVER]: { type: "http", url: this.url, headers } },
      allowedTools: [...new Set([...(agent.options.allowedTools ?? []), RULE])],
    };
  }

  /** Nothing came of it. */
  forget(id: string): void {
    this.#agents.delete(id);
  }

  /** Whose token it is; undefined for one that was not signed here, or whose agent has no process. */
  find(token: string): Credential | undefined {
    const [name = ""] = token.split(".", 1);
    const id = Buffer.from(name, "base64url").toString();
    const isSigned = timingSafeEqual(digestOf(token), digestOf(this.#tokenOf(id)));
    return isSigned && this.#isLive(id) ? { principal: principalOf(id), digest: digestOf(token) } : undefined;
  }

  holds({ principal }: Credential): boolean {
    return this.#agents.has(agentOf(principal));
  }

  /** @returns True if agents have ended since it was last asked. */
  refresh(): boolean {
    const hasEnded = this.#hasEnded;
    this.#hasEnded = false;
    return hasEnded;
  }

  /** The agent that calls. @throws {Refusal} If it has ended. */
  of(principal: Principal): Nested {
    const agent = this.#agents.get(agentOf(principal));
    if (agent === undefined) throw new Refusal(ENDED);
    return agent;
  }

  /** What an agent asks for, seen from where it works. */
  requestFrom({ options }: Nested, request: AgentRequest): AgentRequest {
    const from = (place: string): string => path.resolve(options.cwd ?? "/", place);
    const { cwd = ".", additionalDirectories } = request;
    return { ...request, cwd: from(cwd), additionalDirectories: additionalDirectories.map(from) };
  }

  /**
   * What an agent may ask for, counted.
   *
   * @throws {Refusal} If it asks for more than it has itself, or than the limits leave.
   */
  admit(agent: Nested, given: SpawnRequest): { request: SpawnRequest; undo: () => void } {
    if (!this.has(agent.id)) throw new Refusal(ENDED);
    const request = requireWithin(agent.options, given);
    const { depth, agents } = this.limits;
    if (this.#depthOf(agent) >= depth)
      throw new Refusal(
        `Agents may nest ${counted(depth, "level")} deep here (--nesting-depth), and you are at the last: do the work yourself.`,
      );
    const root = this.#rootOf(agent);
    const [spawned, count] = [this.#spawned.get(root) ?? 0, given.workerCount ?? 1];
    if (spawned + count > agents)
      throw new Refusal(
        `You and yours may spawn ${counted(agents, "agent")} in all (--nesting-agents), and have spawned ${spawned}: go on with those by claude_send_agent_prompt, or do the work yourself.`,
      );
    this.#count(root, count);
    return { request: { ...request, parent: agent.id }, undo: () => this.#count(root, -count) };
  }

  /** Resolves when those that an ended agent has spawned have ended as well. */
  async descendantsOf(id: string): Promise<void> {
    await this.#ending.get(id);
  }

  #count(root: string, change: number): void {
    this.#spawned.set(root, (this.#spawned.get(root) ?? 0) + change);
  }

  #ended(id: string): void {
    if (this.#agents.delete(id)) this.#hasEnded = true;
    this.#spawned.delete(id);
    // Whoever was to hear of their results is gone.
    const children = [...this.#agents.values()].filter(({ parent }) => parent === id);
    if (children.length === 0) return;
    const ending = Promise.all(children.map((child) => this.#end(child)));
    this.#ending.set(id, ending);
    void ending.then(() => this.#ending.delete(id));
  }

  async #end({ id }: Nested): Promise<void> {
    try {
      await this.#manager?.terminateSession(id);
    } catch (error) {
      logFailure("an agent whose parent has ended stays", error);
    }
    await this.descendantsOf(id);
  }

  #isLive(id: string): boolean {
    if (!this.#agents.has(id)) return false;
    return LIVE.has(this.#manager?.getSessionInfo(id).state ?? "ended");
  }

  #depthOf({ parent }: Nested): number {
    const above = parent === undefined ? undefined : this.#agents.get(parent);
    return above === undefined ? 0 : 1 + this.#depthOf(above);
  }

  #rootOf({ id, parent }: Nested): string {
    const above = parent === undefined ? undefined : this.#agents.get(parent);
    return above === undefined ? (parent ?? id) : this.#rootOf(above);
  }

  #tokenOf(id: string): string {
    const name = Buffer.from(id).toString("base64url");
    return `${name}.${createHmac("sha256", this.#key).update(id).digest("base64url")}`;
  }
}

/** Names of tokens have no slash. */
const PREFIX = "agent/";

/** As whom an agent calls, as opposed to its owner. */
function principalOf(id: string): Principal {
  return PREFIX + id;
}

function agentOf(principal: Principal): string {
  return principal.slice(PREFIX.length);
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
