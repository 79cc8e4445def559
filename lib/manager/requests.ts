// What callers give the manager, and what they get back.
import { InvalidOptionsError } from "../errors/input.ts";
import type { Options } from "../options/options.ts";
import type { SessionWarning } from "../session/events.ts";
import type { Prompt } from "../session/prompt.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { ManagedAgent } from "./describe.ts";
import type { AgentState } from "./state.ts";

/** Limits of an `AgentManager`, and options for its agents. All are optional. */
export interface AgentManagerOptions {
  /** Agents with a process at the same time. Default: 16, which take about 3 GB of memory. */
  maxAgents?: number | undefined;
  /** Agents that may wait for room. Default: 32. */
  maxQueued?: number | undefined;
  /** Messages that are kept of each agent. Default: 1000. */
  ringMessages?: number | undefined;
  /** Bytes of messages that are kept of each agent. Default: 8 MiB. */
  ringBytes?: number | undefined;
  /** How long an ended agent can still be read, in milliseconds. Default: 10 minutes. */
  endedRetentionMs?: number | undefined;
  /** Options of every agent; a spawn request overrides them one by one. */
  options?: Options | undefined;
}

/** A prompt, and how many agents are to work on it, each on its own. */
export interface SpawnRequest {
  /** A text, or a whole user message. */
  prompt: Prompt;
  /** Override the manager's own, one by one. */
  options?: Options | undefined;
  /** Agents are called `<label>-1`, `<label>-2` … Default: `Agent`. */
  label?: string | undefined;
  /** How many agents work on the prompt, each on its own. Default: 1. */
  workerCount?: number | undefined;
}

/** The agents that were started or queued; their session ids in the order of their labels. */
export interface SpawnResult {
  readonly sessionIds: readonly string[];
  readonly workerCount: number;
  readonly agents: readonly ManagedAgent[];
}

/** How `terminateSession()` ended an agent, with totals of its life. */
export interface TerminateResult {
  readonly sessionId: string;
  /** False only when the operating system refused to end a process. */
  readonly success: boolean;
  readonly finalTurnCount: number;
  readonly totalMessages: number;
  /** From the request to the end, in milliseconds. */
  readonly runtimeMs: number;
  /** Pids of processes that could not be ended. */
  readonly survivors: readonly number[];
}

/** The events of an `AgentManager`. Exceptions in listeners affect no agent. */
export interface AgentManagerEvents {
  /** An agent is in another state. */
  state: (info: ManagedAgent, previous: AgentState) => void;
  /** An agent has said something; `seq` is the message's position, from 0. */
  message: (sessionId: string, seq: number, message: SDKMessage) => void;
  /** A turn has its result; background agents may go on. */
  turnEnded: (sessionId: string, result: SDKResultMessage) => void;
  /** An agent has nothing left to do, and takes more prompts. */
  settled: (info: ManagedAgent) => void;
  /** An agent's process is gone. */
  ended: (info: ManagedAgent) => void;
  /** Something worth knowing that changes nothing, such as the real error of a callback. */
  warning: (sessionId: string, warning: SessionWarning) => void;
}

/** A limit that makes sense. @throws {InvalidOptionsError} */
export function count(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new InvalidOptionsError([`"${name}" must be a whole number of at least ${least}, not ${value}`]);
}
