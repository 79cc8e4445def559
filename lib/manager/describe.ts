// What can be said about an agent at a glance.

import type { TerminateResult } from "./options.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { OpenQuestion } from "./questions.ts";
import type { AgentRecord } from "./record.ts";
import { type AgentState, type EndedReason, isComplete, isWorking } from "./states.ts";

/** An agent at one moment; a copy that does not change later. */
export interface ManagedAgent {
  /** The CLI's session id: an ended agent can be taken up again with `resume`. */
  readonly sessionId: string;
  /** The request's label and a number from 1. */
  readonly label: string;
  /** Whose it is; absent for agents of the manager itself. */
  readonly owner?: string;
  /** The agent that asked for it; absent if none did. */
  readonly parent?: string;
  /** What it is doing, as the CLI reports it. */
  readonly state: AgentState;
  /** Why it ended; absent until then. */
  readonly endedReason?: EndedReason;
  /** What went wrong, and whether a later try may go well; absent unless it ended with an error. */
  readonly error?: { readonly code: string; readonly message: string; readonly retryable: boolean };
  /** Starting, running or waiting for the host. */
  readonly working: boolean;
  /** Idle, parked or ended: nothing more comes without another prompt. */
  readonly isComplete: boolean;
  /** Turns that have ended. */
  readonly turnCount: number;
  /** The option; absent if not given. */
  readonly maxTurns?: number;
  /** Messages so far, including those that are gone. */
  readonly messageCount: number;
  /** Since it was asked for, until now or until it ended; in milliseconds. */
  readonly runtimeMs: number;
  /** When it was asked for, ISO 8601. */
  readonly startedAt: string;
  /** When it ended, ISO 8601; absent until then. */
  readonly completedAt?: string;
  /** The last texts that it has written for its last prompt, oldest first, each cut to 500 characters and 1,500 in all. */
  readonly lastOutput: readonly string[];
  /** Of the whole session so far, subagents included; in US dollars. */
  readonly totalCostUsd: number;
  /** Of its process; absent while it has none. */
  readonly pid?: number;
  readonly model?: string;
  readonly cwd?: string;
  /** 1 for the next to get a place, of `as(owner)` among its own agents; absent unless it waits for one. */
  readonly queuePosition?: number;
  /** How its last turn ended; absent before the first has, and while it works on a later prompt. */
  readonly lastResult?: TurnOutcome;
  /** Prompts that it was at work on when its host died, by uuid; `resumeAll({ rerun: true })` runs them. Absent if none. */
  readonly interruptedPrompts?: readonly string[];
  /** Options of its own that were not written down, and without which it takes no prompts. Absent if none. */
  readonly withheldOptions?: readonly string[];
  /** Permission questions that wait for `answerPermission()`, oldest first. */
  readonly questions: readonly OpenQuestion[];
}

export function describe(
  record: AgentRecord,
  lastOutputLines: number,
  queuePosition: number | undefined,
): ManagedAgent {
  const { state, reason, error, request, outcome, createdAt, createdMs, endedAt, endedMs } = record;
  const { maxTurns, model, cwd } = request.options;
  const pid = record.run?.pid;
  return {
    sessionId: record.id,
    label: request.label,
    ...(request.owner !== undefined && { owner: request.owner }),
    ...(request.parent !== undefined && { parent: request.parent }),
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
