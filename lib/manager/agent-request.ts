// What an agent was asked for with, as its record keeps it.
import type { BudgetScope } from "./budget.ts";
import type { AgentOptions } from "./claude.ts";
import type { AgentMeta } from "./meta.ts";
import type { Worktree } from "./worktrees.ts";

export interface AgentRequest {
  readonly id: string;
  readonly label: string;
  readonly owner: string | undefined;
  readonly parent: string | undefined;
  /** The first of those that have asked for one another, by session id; its own if nobody has asked for it. */
  readonly root: string;
  readonly options: AgentOptions;
  /** Those of its own, without the manager's. */
  readonly given: AgentOptions;
  /** Names of its own that were not written down, and without which it takes no prompts. */
  readonly withheld: readonly string[];
  /** Permission questions are put to the host. */
  readonly asks: boolean;
  /** What its host wants to find it by. */
  readonly meta?: AgentMeta | undefined;
  /** The budgets that it is under, but for the manager's. */
  readonly budgets: readonly BudgetScope[];
  /** Its own, in which it works. */
  readonly worktree?: Worktree | undefined;
}
