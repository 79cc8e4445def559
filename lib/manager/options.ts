// What callers give the manager, and what they get back.
import { InvalidOptionsError } from "../errors/input.ts";
import type { Journal } from "../journal/journal.ts";
import type { AgentBody, AgentOptions, AgentPrompt, AgentResult, AgentWarning } from "./claude.ts";
import type { ManagedAgent } from "./describe.ts";
import type { AgentEvent } from "./log.ts";
import type { OpenQuestion } from "./questions.ts";
import type { AgentState } from "./states.ts";

/** Limits of an `AgentManager`, and options for its agents. All are optional. */
export interface AgentManagerOptions {
  /** Agents with a process at the same time. Default: 16, which take about 4 GB of memory. */
  maxAgents?: number | undefined;
  /**
   * Memory for the processes of agents, in bytes, each counted as 250 MiB: as many of `maxAgents` run as fit into it.
   * Default: no limit of its own.
   */
  maxMemoryBytes?: number | undefined;
  /** New agents that may wait for a place. Default: 32. */
  maxQueued?: number | undefined;
  /** How long an agent waits for a place before it ends as `expired`, in milliseconds. Default: as long as it takes. */
  queueTimeoutMs?: number | undefined;
  /**
   * After how long an idle agent gives its process up, in milliseconds; the next prompt takes the conversation up again.
   * It does so at once, least recently used first, when another one waits for a place. Default: 10 minutes.
   */
  idleMs?: number | undefined;
  /** Messages that are kept of each agent. Default: 1000. */
  ringMessages?: number | undefined;
  /** Bytes of messages that are kept of each agent; in a temporary file while it has no process. Default: 8 MiB. */
  ringBytes?: number | undefined;
  /** How long an ended agent can be read after somebody last did, in milliseconds. Default: 10 minutes. */
  endedRetentionMs?: number | undefined;
  /**
   * Agents that are remembered: beyond that, ended ones are forgotten, those that were read longest ago first, and then the
   * oldest parked ones end as `expired`. Those at work stay. Default: 10,000.
   */
  maxRecords?: number | undefined;
  /** Events that are kept for `events()`. Default: 10,000. */
  logEvents?: number | undefined;
  /** Options of every agent; a spawn request overrides them one by one. */
  options?: AgentOptions | undefined;
}

/** Of `AgentManager.open()`: as for a new manager, and where its agents are kept. */
export interface OpenManagerOptions extends AgentManagerOptions {
  /**
   * What keeps the agents: a folder, which is made if there is none, or a journal of your own, which you close.
   * One manager at a time has it open; one whose program has died has not.
   */
  journal: string | Journal;
  /**
   * Gives an agent of the journal those options of its own request again that could not be written down: functions,
   * servers of the program, environments, and whatever looks like a secret. An agent that lacks some of them can be read,
   * but takes no prompts. The manager's `options` need no such thing.
   */
  restore?: ((agent: KeptAgent) => AgentOptions | undefined) | undefined;
}

/** An agent of a journal whose own options were not all written down. */
export interface KeptAgent {
  readonly sessionId: string;
  readonly label: string;
  readonly owner?: string;
  readonly parent?: string;
  /** Those of its request that were. */
  readonly options: AgentOptions;
  /** The names of those that were not. */
  readonly withheld: readonly string[];
}

/** A prompt, and how many agents are to work on it, each on its own. */
export interface SpawnRequest {
  /** A text, or a whole user message. */
  prompt: AgentPrompt;
  /** Override the manager's own, one by one. */
  options?: AgentOptions | undefined;
  /** Agents are called `<label>-1`, `<label>-2` … Default: `Agent`. */
  label?: string | undefined;
  /** How many agents work on the prompt, each on its own. Default: 1. */
  workerCount?: number | undefined;
  /** The session id of the agent that asks for them. */
  parent?: string | undefined;
  /**
   * Permission questions wait for `answerPermission()`, beside `canUseTool`. Without either, Claude Code refuses what it
   * may not do. Default: true if somebody listens for `question`, or `canUseTool` is given.
   */
  askPermissions?: boolean | undefined;
}

/** The agents, each with a place or in the queue; their session ids in the order of their labels. */
export interface SpawnResult {
  readonly sessionIds: readonly string[];
  readonly workerCount: number;
  readonly agents: readonly ManagedAgent[];
}

/** Which agents to list, and how much to say of each. */
export interface ListRequest {
  /** Default: true. */
  includeCompleted?: boolean | undefined;
  /** Only agents in one of these states. */
  states?: readonly AgentState[] | undefined;
  /** How many of the list to pass over. Default: 0. */
  offset?: number | undefined;
  /** The most agents. Default: all. */
  limit?: number | undefined;
  /** Texts of each. Default: 3; at most 20 are kept, and 1,500 characters of them. */
  lastOutputLines?: number | undefined;
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

/** The events of an `AgentManager`, or of one owner's agents (`as()`). Exceptions in listeners affect no agent. */
export interface AgentManagerEvents {
  /** Something was written into the manager's log. */
  event: (event: AgentEvent) => void;
  /** An agent is in another state. */
  state: (info: ManagedAgent, previous: AgentState) => void;
  /** An agent has said something; `seq` is the message's position, from 0. */
  message: (sessionId: string, seq: number, message: AgentBody) => void;
  /** A turn has its result; background agents may go on. */
  turnEnded: (sessionId: string, result: AgentResult) => void;
  /** A permission question waits for `answerPermission()`. */
  question: (sessionId: string, question: OpenQuestion) => void;
  /** An agent has nothing left to do, and takes more prompts. */
  settled: (info: ManagedAgent) => void;
  /** An agent has ended. */
  ended: (info: ManagedAgent) => void;
  /** Something worth knowing that changes nothing, such as the real error of a callback. */
  warning: (sessionId: string, warning: AgentWarning) => void;
}

/** A whole number. @throws {InvalidOptionsError} */
export function wholeNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  const bound = least === Number.MIN_SAFE_INTEGER ? "" : ` of at least ${least}`;
  throw new InvalidOptionsError([`"${name}" must be a whole number${bound}, not ${value}`]);
}

/** A time in milliseconds; `Infinity` for no limit. @throws {InvalidOptionsError} */
export function time(name: string, value: number): number {
  if (typeof value === "number" && value >= 0) return value;
  throw new InvalidOptionsError([`"${name}" must be a time in milliseconds of at least 0, not ${value}`]);
}
