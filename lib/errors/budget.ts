// What agents were to use at most is used.
import { ClaudeError } from "./claude-error.ts";

/**
 * Whose budget it is: that of an agent, of a tree (an agent and those that it spawns), of the manager, or of
 * a delegation.
 */
export type BudgetKind = "agent" | "tree" | "manager" | "delegation";

/** What a budget limits: US dollars, turns, tokens, or milliseconds of work. */
export type BudgetLimit = "costUsd" | "turns" | "tokens" | "workingMs";

/**
 * A budget is used up. Agents that were at work under it have been ended; the others take no prompts, and no
 * more agents can be spawned under it.
 */
export class BudgetExceededError extends ClaudeError {
  readonly kind: BudgetKind;
  /** Which of its limits was reached. */
  readonly limit: BudgetLimit;
  /** The limit itself. */
  readonly allowed: number;
  /** What had been used; the last model call may have exceeded the limit. */
  readonly used: number;
  /** The session id of the agent, or of the tree's root; absent for the other kinds. */
  readonly sessionId: string | undefined;

  constructor(kind: BudgetKind, limit: BudgetLimit, allowed: number, used: number, sessionId?: string) {
    super("budget_exceeded", `${useOf(kind, limit, allowed, used, sessionId)}: ${WAY_OUT[kind](limit)}`);
    this.kind = kind;
    this.limit = limit;
    this.allowed = allowed;
    this.used = used;
    this.sessionId = sessionId;
  }
}

/** How much of a limit is used, in words. */
export function useOf(
  kind: BudgetKind,
  limit: BudgetLimit,
  allowed: number,
  used: number,
  sessionId?: string,
): string {
  return `${WHOSE[kind](sessionId)} used ${SHOWN[limit](used)} of ${SHOWN[limit](allowed)}`;
}

const SHOWN: Readonly<Record<BudgetLimit, (value: number) => string>> = {
  costUsd: (value) => `$${Number(value.toFixed(4))}`,
  turns: (value) => `${value} turns`,
  tokens: (value) => `${value} tokens`,
  workingMs: (value) => `${Math.round(value)} ms of work`,
};

const WHOSE: Readonly<Record<BudgetKind, (sessionId: string | undefined) => string>> = {
  agent: (sessionId) => `Agent "${sessionId}" has`,
  tree: (sessionId) => `Agent "${sessionId}" and those that it has asked for have`,
  manager: () => "The agents of the manager have",
  delegation: () => "The jobs have",
};

const WAY_OUT: Readonly<Record<BudgetKind, (limit: BudgetLimit) => string>> = {
  agent: (limit) => `spawn a new one with a larger "budget.${limit}", and with "resume" to keep its context`,
  tree: (limit) =>
    `spawn a new one without "parent" and with a larger "treeBudget.${limit}"; "resume" keeps a context`,
  manager: (limit) => `make a manager with a larger "budget.${limit}"`,
  delegation: () => 'raise "budgetUsd", or delegate less at once',
};
