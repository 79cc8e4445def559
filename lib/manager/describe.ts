// What can be said about an agent at a glance.
import type { BudgetReport, BudgetScope } from "./budget.ts";
import type { AgentMeta } from "./meta.ts";
import type { TerminateResult } from "./options.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { OpenQuestion } from "./questions.ts";
import type { AgentRecord } from "./record.ts";
import type { AgentWorktree } from "./repository.ts";
import { type AgentState, type EndedReason, isComplete, isWorking } from "./states.ts";

/** A snapshot of an agent, which does not change later. */
export interface ManagedAgent {
  /** The CLI's session id; pass it as `resume` to continue an ended agent's conversation. */
  readonly sessionId: string;
  /** The request's label and a number from 1. */
  readonly label: string;
  /** Its owner; absent for agents of the manager itself. */
  readonly owner?: string;
  /** The agent that spawned it; absent if none did. */
  readonly parent?: string;
  /** What its host has given it to be found by; absent if nothing. */
  readonly meta?: AgentMeta;
  /** The git worktree of its own that it works in; absent if it has none. */
  readonly worktree?: AgentWorktree;
  /** What it is doing, as the CLI reports it. */
  readonly state: AgentState;
  /** Why it ended; absent until then. */
  readonly endedReason?: EndedReason;
  /** What went wrong, and whether a later try may go well; absent unless it ended with an error. */
  readonly error?: { readonly code: string; readonly message: string; readonly retryable: boolean };
  /** True if starting, running or waiting for the host. */
  readonly working: boolean;
  /** True if idle, parked or ended: nothing more comes without another prompt. */
  readonly isComplete: boolean;
  /** How many turns have ended. */
  readonly turnCount: number;
  /** The option `maxTurns`; absent if not given. */
  readonly maxTurns?: number;
  /** How many messages it has sent so far, including those that are no longer kept. */
  readonly messageCount: number;
  /** The time since it was spawned, until now or until it ended, in milliseconds. */
  readonly runtimeMs: number;
  /** When it was spawned, ISO 8601. */
  readonly startedAt: string;
  /** When it ended, ISO 8601; absent until then. */
  readonly completedAt?: string;
  /** The last texts that it has written for its last prompt, oldest first, each cut to 500 characters and 1,500 in all. */
  readonly lastOutput: readonly string[];
  /** The cost of the whole session so far, including subagents, in US dollars. */
  readonly totalCostUsd: number;
  /** The pid of its process; absent while it has none. */
  readonly pid?: number;
  readonly model?: string;
  readonly cwd?: string;
  /**
   * Its position in the queue, from 1; for `as(owner)`, among that owner's agents. Absent unless it waits for
   * a place.
   */
  readonly queuePosition?: number;
  /** How its last turn ended; absent before the first has, and while it works on a later prompt. */
  readonly lastResult?: TurnOutcome;
  /**
   * The uuids of the prompts that were interrupted when its host died; `resumeAll({ rerun: true })` repeats
   * them. Absent if none.
   */
  readonly interruptedPrompts?: readonly string[];
  /**
   * The names of its options that were not written down; it takes no prompts without them. Absent if none.
   */
  readonly withheldOptions?: readonly string[];
  /** The budgets that apply to it, and what is used of each; absent if none. */
  readonly budgets?: readonly BudgetReport[];
  /** Until when it waits for the end of a rate limit, ISO 8601; absent if it does not wait. */
  readonly waitingUntil?: string;
  /** Permission questions that wait for `answerPermission()`, oldest first. */
  readonly questions: readonly OpenQuestion[];
}

export function describe(
  record: AgentRecord,
  lastOutputLines: number,
  queuePosition: number | undefined,
  budgets: readonly BudgetScope[],
  waitingUntil: number | undefined,
): ManagedAgent {
  const { state, reason, error, request, outcome, createdAt, createdMs, endedAt, endedMs } = record;
  const { maxTurns, model, cwd } = request.options;
  const pid = record.run?.pid;
  return {
    sessionId: record.id,
    label: request.label,
    ...(request.owner !== undefined && { owner: request.owner }),
    ...(request.parent !== undefined && { parent: request.parent }),
    ...(request.worktree && { worktree: request.worktree.view }),
    ...(request.meta !== undefined && { meta: request.meta }),
    state,
    ...(reason && { endedReason: reason }),
    ...(error && { error: { code: error.code, message: error.message, retryable: error.retryable } }),
    working: isWorking(state),
    isComplete: isComplete(state),
    turnCount: record.turns,
    ...(maxTurns !== undefined && { maxTurns }),
    messageCount: record.lines.next,
    runtimeMs: (endedMs ?? performance.now()) - createdMs,
    startedAt: new Date(createdAt).toISOString(),
    ...(endedAt !== undefined && { completedAt: new Date(endedAt).toISOString() }),
    lastOutput: record.words(lastOutputLines),
    totalCostUsd: record.costUsd,
    ...(pid !== undefined && { pid }),
    ...(model !== undefined && { model }),
    ...(cwd !== undefined && { cwd }),
    ...(queuePosition !== undefined && { queuePosition }),
    ...(outcome && !record.isBusy && { lastResult: outcome }),
    ...(record.interrupted.length > 0 && { interruptedPrompts: record.interrupted.map(({ uuid }) => uuid) }),
    ...(request.withheld.length > 0 && { withheldOptions: request.withheld }),
    ...(budgets.length > 0 && { budgets: budgets.map((scope) => scope.report()) }),
    ...(waitingUntil !== undefined && { waitingUntil: new Date(waitingUntil).toISOString() }),
    questions: record.questions.list(),
  };
}

/** How an agent has ended, with totals of its life. */
export function describeEnd(record: AgentRecord): TerminateResult {
  const { id, turns, lines, survivors, createdMs, endedMs = performance.now() } = record;
  return {
    sessionId: id,
    success: survivors.length === 0,
    finalTurnCount: turns,
    totalMessages: lines.next,
    runtimeMs: endedMs - createdMs,
    survivors,
  };
}
