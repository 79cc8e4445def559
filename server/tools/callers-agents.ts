// The agents that one caller of tools may use: those of a principal, or those alone that one of its agents has spawned.
import {
  type AgentList,
  AgentNotFoundError,
  type AgentState,
  type ListRequest,
  type ManagedAgent,
  type OwnedAgents,
  type SpawnRequest,
} from "../../lib/index.ts";
import { Refusal } from "../refusal.ts";

/** What stands between a caller and the manager. */
export interface Gate {
  /** The agent that calls; undefined for a client, which has all agents of its principal. */
  readonly parent: string | undefined;
  /**
   * Before agents are spawned.
   *
   * @returns The request as the manager is to have it, and what to do if nothing comes of it.
   * @throws {Refusal}
   */
  spawn(request: SpawnRequest): { readonly request: SpawnRequest; undo(): void };
  /** Before an agent is given a prompt. @throws {Refusal} */
  prompt(agent: ManagedAgent): void;
  /** After an agent was ended: resolves when all that ends with it has. */
  ended(id: string): Promise<void>;
}

type Method = (...args: unknown[]) => unknown;

/** They take the session id of an agent, or several, first. */
const OF_AGENT: ReadonlySet<PropertyKey> = new Set<keyof OwnedAgents>([
  "sendPrompt",
  "getSessionOutput",
  "getSessionText",
  "getSessionInfo",
  "wait",
  "messages",
  "interruptSession",
  "answerPermission",
]);
/** Whoever listens looks whose agent it is. */
const EMITTER: ReadonlySet<PropertyKey> = new Set<keyof OwnedAgents>(["on", "once", "off"]);

/** In which an agent works, or waits for a place. */
export const AT_WORK: readonly AgentState[] = ["queued", "starting", "running", "requires_action"];

/**
 * The same methods behind a gate. One that this file does not know is not for an agent, so that what is added to the
 * manager shows it nothing by itself.
 */
export function callersAgents(all: OwnedAgents, gate: Gate): OwnedAgents {
  const { parent } = gate;
  const own = (id: string): ManagedAgent => {
    const agent = all.getSessionInfo(id, { lastOutputLines: 0 });
    // As for an agent that never was.
    if (parent !== undefined && agent.parent !== parent) throw new AgentNotFoundError(id);
    return agent;
  };
  const spawnSession: OwnedAgents["spawnSession"] = async (given) => {
    if (parent !== undefined && given.options?.resume !== undefined) own(given.options.resume);
    const { request, undo } = gate.spawn(given);
    try {
      return await all.spawnSession(request);
    } catch (error) {
      undo();
      throw error;
    }
  };
  const terminateSession: OwnedAgents["terminateSession"] = async (id) => {
    own(id);
    const result = await all.terminateSession(id);
    await gate.ended(id);
    return result;
  };
  const listSessions = (request: ListRequest = {}): AgentList =>
    parent === undefined ? all.listSessions(request) : childrenIn(all, parent, request);
  const gated = { spawnSession, terminateSession, listSessions };
  return new Proxy(all, {
    get(_, name) {
      if (Object.hasOwn(gated, name)) return gated[name as keyof typeof gated];
      const member = all[name as keyof OwnedAgents] as unknown;
      if (typeof member !== "function") return member;
      const method = member.bind(all) as Method;
      if (EMITTER.has(name)) return method;
      if (!OF_AGENT.has(name)) return parent === undefined ? method : notForAgents;
      return (...args: unknown[]) => {
        const agents = [args[0] as string | readonly string[]].flat().map((id) => own(id));
        if (name === "sendPrompt") for (const agent of agents) gate.prompt(agent);
        return method(...args);
      };
    },
  });
}

function notForAgents(): never {
  throw new Refusal("That is for clients of the server, not for its agents.");
}

function childrenIn(all: OwnedAgents, parent: string, request: ListRequest): AgentList {
  const { offset = 0, limit, ...which } = request;
  const children = (given: ListRequest): ManagedAgent[] =>
    all.listSessions(given).agents.filter((agent) => agent.parent === parent);
  const ended = children({ lastOutputLines: 0, states: ["ended"] }).length;
  const agents = children(which);
  return {
    agents: agents.slice(offset, limit === undefined ? undefined : offset + limit),
    totalActive: children({ lastOutputLines: 0 }).length - ended,
    totalCompleted: ended,
    total: agents.length,
  };
}
