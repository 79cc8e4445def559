// What callers give the manager, and what they get back.
import { InvalidOptionsError } from "../errors/input.ts";
import type { Journal } from "../journal/journal.ts";
import type { Budget } from "./budget.ts";
import type { AgentBody, AgentOptions, AgentPrompt, AgentResult, AgentWarning } from "./claude.ts";
import type { ManagedAgent } from "./describe.ts";
import type { AgentEvent } from "./log.ts";
import type { Logger } from "./logger.ts";
import type { AgentMeta } from "./meta.ts";
import type { OpenQuestion } from "./questions.ts";
import type { OnRateLimit } from "./rate-limits.ts";
import type { AgentWorktree } from "./repository.ts";
import type { AgentState } from "./states.ts";
import type { Telemetry } from "./telemetry.ts";

/** Limits of an `AgentManager`, and options for its agents. All are optional. */
export interface AgentManagerOptions {
  /** How many agents have a process at the same time. Default: 16, which take about 4 GB of memory. */
  maxAgents?: number | undefined;
  /**
   * How much memory the processes of agents may take, in bytes, at 250 MiB each; it lowers `maxAgents` if
   * fewer fit. Default: no limit.
   */
  maxMemoryBytes?: number | undefined;
  /** How many new agents may wait for a place. Default: 32. */
  maxQueued?: number | undefined;
  /** How long an agent waits for a place before it ends as `expired`, in milliseconds. Default: no limit. */
  queueTimeoutMs?: number | undefined;
  /**
   * After how long an idle agent gives up its process, in milliseconds; the next prompt resumes the
   * conversation. If another agent waits for a place, the least recently used idle one gives it up
   * immediately. Default: 10 minutes.
   */
  idleMs?: number | undefined;
  /**
   * How many processes to start ahead, so that new agents need not start their own. Each takes a place of
   * `maxAgents` until an agent needs that place. They suit agents that start like those before them, at first
   * as `options` says; docs/manager.md says what may differ. Default: 0.
   */
  spares?: number | undefined;
  /** How long a spare process waits before it is replaced, in milliseconds. Default: 10 minutes. */
  sparesIdleMs?: number | undefined;
  /** How many messages are kept of each agent. Default: 1000. */
  ringMessages?: number | undefined;
  /** How many bytes of messages are kept of each agent; in a file while it has no process. Default: 8 MiB. */
  ringBytes?: number | undefined;
  /**
   * How long an ended agent can still be read, in milliseconds since it was last read. Default: 10 minutes.
   */
  endedRetentionMs?: number | undefined;
  /**
   * How many agents are remembered. Beyond that, ended ones are forgotten, the least recently read first, and
   * then the oldest parked ones end as `expired`. Agents at work stay. Default: 10,000.
   */
  maxRecords?: number | undefined;
  /** How many events are kept for `events()`. Default: 10,000. */
  logEvents?: number | undefined;
  /**
   * The module `@opentelemetry/api`, or an object of its shape: calls, agents, turns and tool calls become
   * spans, which contain nothing that users or agents wrote. The caller's active span is their parent, and
   * Claude Code's own spans are their children. Default: no spans.
   */
  telemetry?: Telemetry | undefined;
  /**
   * Logs starts, ends with their reasons, questions and warnings: `console`, or an object with its methods.
   * Each text is one line without secrets or terminal control characters. A logger that throws affects no
   * agent. Default: no log.
   */
  logger?: Logger | undefined;
  /**
   * The budget of all agents together, from now on; `usage()` counts from the same moment. Default: no limit.
   */
  budget?: Budget | undefined;
  /**
   * What happens when an account's rate limit ends a turn. `wait`: the agent gives up its process and
   * continues when the limit is over; until then no agent of the account starts. `fail`: the turn fails, and
   * `rateLimit` of its outcome says why. Default: `fail`.
   */
  onRateLimit?: OnRateLimit | undefined;
  /** Options of every agent; each can be overridden by a spawn request. */
  options?: AgentOptions | undefined;
}

/** Options of `AgentManager.open()`: those of a new manager, and where its agents are kept. */
export interface OpenManagerOptions extends AgentManagerOptions {
  /**
   * Where the agents are kept: a folder, which is created if there is none, or your own journal, which you
   * close. Only one manager at a time can have it open; one whose program has died no longer does.
   */
  journal: string | Journal;
  /**
   * Also keep the agents' messages, so that the next manager has them at the same positions: one file for
   * each agent in the journal's folder `lines`, which only this user can read. Up to `ringMessages` and
   * `ringBytes` of each agent are read again, and up to twice as much is on disk; the file is removed when
   * the agent is forgotten. Only for a journal that is a folder. Default: false, because the files contain
   * whatever the agents have seen.
   */
  keepLines?: boolean | undefined;
  /**
   * Returns those options of a kept agent's request that could not be written down: functions, in-process MCP
   * servers, environments, and whatever looks like a secret. An agent that lacks some of them can be read,
   * but takes no prompts. Options that come from the manager's `options` are not affected.
   */
  restore?: ((agent: KeptAgent) => AgentOptions | undefined) | undefined;
}

/** An agent of a journal, some of whose options were not written down. */
export interface KeptAgent {
  readonly sessionId: string;
  readonly label: string;
  readonly owner?: string;
  readonly parent?: string;
  /** Its permission questions are put to the host. */
  readonly askPermissions: boolean;
  /** The git worktree that it works in; absent if it has none. */
  readonly worktree?: AgentWorktree;
  /** The options of its request that were written down. */
  readonly options: AgentOptions;
  /** The names of the options that were not. */
  readonly withheld: readonly string[];
}

/** A prompt, and how many agents are to work on it, each on its own. */
export interface SpawnRequest {
  /** A text, or a whole user message. */
  prompt: AgentPrompt;
  /** Options of these agents; each overrides the same option of the manager. */
  options?: AgentOptions | undefined;
  /**
   * More options of each agent, by its session id, such as a key of its own; each overrides the same option of
   * `options`. No spare process suits such an agent. Default: none.
   */
  optionsOf?: ((sessionId: string) => AgentOptions) | undefined;
  /** Agents are called `<label>-1`, `<label>-2` … Default: `Agent`. */
  label?: string | undefined;
  /** How many agents work on the prompt, each on its own. Default: 1. */
  workerCount?: number | undefined;
  /**
   * The budget of each of these agents for its whole life, with all of its processes. An agent that is at
   * work when it is reached ends as `budget`; an idle one takes no more prompts. Default: no limit.
   */
  budget?: Budget | undefined;
  /**
   * The budget of each of these agents together with the agents that it spawns (`parent`), those that they
   * spawn, and so on. Default: no limit.
   */
  treeBudget?: Budget | undefined;
  /** The session id of the agent that spawns them. */
  parent?: string | undefined;
  /**
   * Run each in a git worktree of its own, made from the repository that `cwd` is in; `getSessionChanges()` has
   * what it has changed. It is removed when the agent is forgotten, or the manager shut down without a
   * journal. Default: false.
   */
  worktree?: boolean | SpawnWorktree | undefined;
  /**
   * What the host wants to find these agents by, as texts by name, or a function of an agent's number from 0. It is in
   * `ManagedAgent.meta`, also after a restart, and reaches neither the agent nor a log. Default: nothing.
   */
  meta?: AgentMeta | ((index: number) => AgentMeta) | undefined;
  /**
   * Let permission questions wait for `answerPermission()`, in addition to `canUseTool`. Without either,
   * Claude Code refuses such calls. Default: true if somebody listens for `question`, or `canUseTool` is
   * given.
   */
  askPermissions?: boolean | undefined;
}

/** How the worktrees of agents are made. */
export interface SpawnWorktree {
  /** A branch, a tag, a hash … Default: `HEAD`. What is not committed is in no worktree. */
  readonly base?: string | undefined;
  /** More options of the agent, by where it is to work; what this throws refuses the request. */
  readonly options?: ((worktree: AgentWorktree) => AgentOptions) | undefined;
}

/** The new agents, each with a place or in the queue; their session ids are in the order of their labels. */
export interface SpawnResult {
  readonly sessionIds: readonly string[];
  readonly workerCount: number;
  readonly agents: readonly ManagedAgent[];
}

/** Which agents to list, and how much of each. */
export interface ListRequest {
  /** Default: true. */
  includeCompleted?: boolean | undefined;
  /** Only agents in one of these states. */
  states?: readonly AgentState[] | undefined;
  /** Only agents whose `meta` has all of these. */
  meta?: AgentMeta | undefined;
  /** How many agents to skip. Default: 0. */
  offset?: number | undefined;
  /** How many agents to list at most. Default: all. */
  limit?: number | undefined;
  /** How many texts of each agent. Default: 3; at most 20 are kept, and 1,500 characters of them. */
  lastOutputLines?: number | undefined;
}

/** How `terminateSession()` ended an agent, with the totals of its life. */
export interface TerminateResult {
  readonly sessionId: string;
  /** False only when the operating system refused to end a process. */
  readonly success: boolean;
  readonly finalTurnCount: number;
  readonly totalMessages: number;
  /** The time from the request to the end, in milliseconds. */
  readonly runtimeMs: number;
  /** Pids of processes that could not be ended. */
  readonly survivors: readonly number[];
}

/** The events of an `AgentManager`, or of one owner's agents (`as()`). Exceptions in listeners affect no agent. */
export interface AgentManagerEvents {
  /** An event was added to the manager's event log. */
  event: (event: AgentEvent) => void;
  /** An agent's state has changed. */
  state: (info: ManagedAgent, previous: AgentState) => void;
  /** An agent has sent a message; `seq` is its position, from 0. */
  message: (sessionId: string, seq: number, message: AgentBody) => void;
  /** A turn has ended with its result; background agents may still be running. */
  turnEnded: (sessionId: string, result: AgentResult) => void;
  /** A permission question waits for `answerPermission()`. */
  question: (sessionId: string, question: OpenQuestion) => void;
  /** An agent has nothing left to do, and waits for more prompts. */
  settled: (info: ManagedAgent) => void;
  /** An agent has ended. */
  ended: (info: ManagedAgent) => void;
  /** A warning, such as the real error of a callback that failed; it changes nothing. */
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
