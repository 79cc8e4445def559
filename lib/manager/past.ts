// What a journal has of an agent: written by the manager that runs it, read by the one after that.
import type { JournalEntry } from "../journal/journal.ts";
import { portable } from "../options/portable.ts";
import { type ProcessId, readStat } from "../process/process-id.ts";
import type { BudgetReport } from "./budget.ts";
import type { AgentOptions, PreparedPrompt } from "./claude.ts";
import type { AgentEvent, StateEvent } from "./log.ts";
import type { AgentMeta } from "./meta.ts";
import type { TurnOutcome } from "./outcome.ts";
import type { AgentRecord } from "./record.ts";
import type { KeptWorktree } from "./repository.ts";
import type { AgentState, EndedReason } from "./states.ts";

/** An agent at the end of its log. */
export interface PastAgent {
  readonly label: string;
  readonly owner?: string;
  readonly parent?: string;
  /** Absent in older journals. */
  readonly root?: string;
  readonly asks: boolean;
  readonly meta?: AgentMeta;
  readonly worktree?: KeptWorktree;
  /** Those of its own request. */
  readonly options: AgentOptions;
  /** Names of its own options that are not written down. */
  readonly withheld: readonly string[];
  readonly createdAt: number;
  state: AgentState;
  reason?: EndedReason;
  endedAt?: number;
  turns: number;
  costUsd: number;
  costBefore: number;
  outcome?: TurnOutcome;
  words: string[];
  /** How many it has said. */
  messages: number;
  conversation?: string;
  /** The last one that was given prompts. */
  process?: ProcessId;
  /** Prompts that no process has been given. */
  pending: PreparedPrompt[];
  /** Prompts that a process has been given, and may not have done with. */
  open: PreparedPrompt[];
  /** The number of its last event in the manager's log. */
  seq: number;
  /** The budgets that it is under; absent if none, and in older journals. */
  budgets?: readonly BudgetReport[];
}

/** The entry that says all of an agent as it is. */
export function pastOf(record: AgentRecord, open: readonly PreparedPrompt[]): JournalEntry {
  const { label, owner, parent, root, asks, given, meta, worktree } = record.request;
  const { kept, withheld } = portable(given);
  const { state, reason, endedAt, turns, costUsd, costBefore, outcome, changedSeq } = record;
  const past: PastAgent = {
    label,
    ...(owner !== undefined && { owner }),
    ...(parent !== undefined && { parent }),
    root,
    asks,
    ...(meta !== undefined && { meta }),
    ...(worktree !== undefined && { worktree: worktree.kept }),
    options: kept,
    withheld: [...new Set([...withheld, ...record.request.withheld])],
    createdAt: record.createdAt,
    state,
    ...(reason && { reason }),
    ...(endedAt !== undefined && { endedAt }),
    turns,
    costUsd,
    costBefore,
    ...(outcome && { outcome }),
    words: record.words(Number.POSITIVE_INFINITY),
    messages: record.lines.next,
    ...(record.lastConversation !== undefined && { conversation: record.lastConversation }),
    ...processOf(record),
    pending: record.pending.filter((prompt) => !open.includes(prompt)),
    open: [...open],
    seq: changedSeq,
    ...budgetsOf(record),
  };
  return { type: "agent", past };
}

/** The process of an agent, so that the next manager can wait for its end. */
export function processOf({ run }: AgentRecord): { process?: ProcessId } {
  const pid = run?.pid;
  return pid === undefined ? {} : { process: { pid, started: readStat(pid)?.started ?? "" } };
}

/** Entries that say what has happened since. */
export type SinceEntry =
  | { readonly type: "accepted"; readonly prompts: readonly PreparedPrompt[] }
  | { readonly type: "sent"; readonly prompts: readonly PreparedPrompt[]; readonly process?: ProcessId }
  | { readonly type: "conversation"; readonly id: string }
  | { readonly type: "event"; readonly event: Readonly<Record<string, unknown>> };

/** Its process has done with whatever it was given. */
export function isDone({ state, previous }: Pick<StateEvent, "state" | "previous">): boolean {
  // With a rate limit it gives its process up.
  return state === "idle" || state === "parked" || (state === "queued" && previous === "running");
}

/** What the next manager has to know of an event; the rest, such as why something failed, may be secret or no JSON. */
export function eventEntry(
  record: AgentRecord,
  event: AgentEvent,
  open: readonly PreparedPrompt[],
): JournalEntry {
  const { type, seq } = event;
  const { costUsd, costBefore, lines } = record;
  const about = { type, seq, messages: lines.next, ...budgetsOf(record) };
  if (type === "turn")
    return { type: "event", event: { ...about, outcome: event.outcome, costUsd, costBefore } };
  if (type !== "state") return { type: "event", event: about };
  const { state, reason, at } = event;
  const stillOpen = isDone(event) && { open: open.map(({ uuid }) => uuid) };
  return { type: "event", event: { ...about, state, at, ...(reason && { reason }), ...stillOpen } };
}

/** Those that outlive the manager. */
function budgetsOf({ request }: AgentRecord): { budgets?: BudgetReport[] } {
  const lasting = request.budgets.filter(({ kind }) => kind === "agent" || kind === "tree");
  return lasting.length === 0 ? {} : { budgets: lasting.map((scope) => scope.report()) };
}

/** The agent that an agent's log tells of; undefined if its beginning is missing. */
export function replay(entries: readonly JournalEntry[]): PastAgent | undefined {
  let past: PastAgent | undefined;
  for (const entry of entries) {
    if (entry["type"] === "agent") past = structuredClone(entry["past"]) as PastAgent;
    else if (past !== undefined) apply(past, entry as unknown as SinceEntry);
  }
  return past;
}

function apply(past: PastAgent, entry: SinceEntry): void {
  switch (entry.type) {
    case "accepted":
      past.pending.push(...entry.prompts);
      delete past.outcome;
      past.words = [];
      return;
    case "sent": {
      if (entry.process !== undefined) past.process = entry.process;
      const sent = new Set(entry.prompts.map(({ uuid }) => uuid));
      past.open.push(...past.pending.filter(({ uuid }) => sent.has(uuid)));
      past.pending = past.pending.filter(({ uuid }) => !sent.has(uuid));
      return;
    }
    case "conversation":
      past.conversation = entry.id;
      return;
    case "event":
      applyEvent(past, entry.event);
  }
}

function applyEvent(past: PastAgent, event: Readonly<Record<string, unknown>>): void {
  past.seq = event["seq"] as number;
  past.messages = event["messages"] as number;
  if (event["budgets"] !== undefined) past.budgets = event["budgets"] as readonly BudgetReport[];
  if (event["type"] === "state") {
    past.state = event["state"] as AgentState;
    const open = event["open"] as readonly string[] | undefined;
    if (open !== undefined) past.open = past.open.filter(({ uuid }) => open.includes(uuid));
    if (past.state !== "ended") return;
    past.reason = event["reason"] as EndedReason;
    past.endedAt = event["at"] as number;
    // It goes on with them.
    if (past.reason === "lost") return;
    past.pending = [];
    past.open = [];
  } else if (event["type"] === "turn") {
    const outcome = event["outcome"] as TurnOutcome;
    past.outcome = outcome;
    past.turns = outcome.turn;
    past.costUsd = event["costUsd"] as number;
    past.costBefore = event["costBefore"] as number;
    past.words = outcome.text === "" ? [] : [outcome.text];
  }
}
