// What agents may use together, and what they have used of it.
import { BudgetExceededError, type BudgetKind, type BudgetLimit, useOf } from "../errors/budget.ts";
import { InvalidOptionsError } from "../errors/input.ts";

/** What one or more agents may use. All limits are optional. */
export interface Budget {
  /** The cost in US dollars, by the CLI's estimate, including subagents and background turns. */
  readonly costUsd?: number | undefined;
  /** How many turns may end, with or without an error; those that a rate limit ended do not count. */
  readonly turns?: number | undefined;
  /** How many tokens may be read and written, including those of caches and subagents. */
  readonly tokens?: number | undefined;
  /**
   * The time in the states `starting` and `running`, in milliseconds, summed over all agents. Waiting for a
   * place, a prompt, your answer or a rate limit does not count.
   */
  readonly workingMs?: number | undefined;
}

/** A budget that applies to an agent, and what has been used of it. */
export interface BudgetReport {
  readonly kind: BudgetKind;
  /** The session id of the agent, or of the tree's root; absent for the other kinds. */
  readonly sessionId?: string;
  readonly limits: Budget;
  readonly used: Readonly<BudgetUse>;
  /** Which limit is reached; absent if none is. */
  readonly reached?: BudgetLimit;
}

export type BudgetUse = Record<BudgetLimit, number>;

const NOTHING: Readonly<BudgetUse> = { costUsd: 0, turns: 0, tokens: 0, workingMs: 0 };
export const BUDGET_LIMITS = Object.keys(NOTHING) as readonly BudgetLimit[];

/** From here on a budget is low. */
const LOW = 0.8;

export class BudgetScope {
  readonly kind: BudgetKind;
  readonly sessionId: string | undefined;
  readonly limits: Budget;
  readonly #used: BudgetUse;
  readonly #warned = new Set<BudgetLimit>();
  /** How many agents work, and since when it is counted. */
  #working = 0;
  #countedAt = 0;

  constructor(kind: BudgetKind, sessionId: string | undefined, limits: Budget, used: BudgetUse = NOTHING) {
    this.kind = kind;
    this.sessionId = sessionId;
    this.limits = limits;
    this.#used = { ...used };
  }

  get used(): Readonly<BudgetUse> {
    const now = performance.now();
    this.#used.workingMs += this.#working * (now - this.#countedAt);
    this.#countedAt = now;
    return this.#used;
  }

  get reached(): BudgetLimit | undefined {
    return BUDGET_LIMITS.find((limit) => this.left(limit) <= 0);
  }

  /** The working agents of this moment reach the limit then, in milliseconds of `performance.now()`. */
  get deadline(): number {
    const left = this.left("workingMs");
    // Once it is reached, whoever says anything is stopped.
    return this.#working === 0 || left <= 0
      ? Number.POSITIVE_INFINITY
      : performance.now() + left / this.#working;
  }

  /** Infinity without a limit. */
  left(limit: BudgetLimit): number {
    return (this.limits[limit] ?? Number.POSITIVE_INFINITY) - this.used[limit];
  }

  add(limit: BudgetLimit, amount: number): void {
    this.#used[limit] += amount;
  }

  /** An agent begins to work, or does no more. */
  works(change: 1 | -1): void {
    void this.used; // So far.
    this.#working += change;
  }

  /** A manager before this one has seen so much of it. */
  atLeast(used: Readonly<BudgetUse>): void {
    for (const limit of BUDGET_LIMITS) this.#used[limit] = Math.max(this.#used[limit], used[limit]);
  }

  /** Limits of which little is left, each once. */
  newlyLow(): BudgetLimit[] {
    const { used, limits } = this;
    const low = BUDGET_LIMITS.filter((limit) => {
      const most = limits[limit];
      return most !== undefined && used[limit] >= most * LOW && !this.#warned.has(limit);
    });
    for (const limit of low) this.#warned.add(limit);
    return low;
  }

  error(limit: BudgetLimit): BudgetExceededError {
    return new BudgetExceededError(...this.#about(limit));
  }

  /** In words. */
  useOf(limit: BudgetLimit): string {
    return useOf(...this.#about(limit));
  }

  report(): BudgetReport {
    const { kind, sessionId, limits, reached } = this;
    return {
      kind,
      ...(sessionId !== undefined && { sessionId }),
      limits,
      used: { ...this.used },
      ...(reached && { reached }),
    };
  }

  #about(limit: BudgetLimit): ConstructorParameters<typeof BudgetExceededError> {
    return [this.kind, limit, this.limits[limit] ?? 0, this.used[limit], this.sessionId];
  }
}

/** @param name Of the option. @throws {InvalidOptionsError} */
export function requireBudget(name: string, budget: Budget | undefined): Budget | undefined {
  if (budget === undefined) return undefined;
  if (typeof budget !== "object" || budget === null || Array.isArray(budget))
    throw new InvalidOptionsError([`"${name}" must be an object with ${BUDGET_LIMITS.join(", ")}`]);
  const problems: string[] = [];
  for (const [limit, value] of Object.entries(budget)) {
    if (value === undefined) continue;
    if (!(BUDGET_LIMITS as readonly string[]).includes(limit))
      problems.push(`"${name}" has no "${limit}": its limits are ${BUDGET_LIMITS.join(", ")}`);
    else if (typeof value !== "number" || !(value > 0))
      problems.push(`"${name}.${limit}" must be a number above 0, not ${JSON.stringify(value)}`);
  }
  if (problems.length > 0) throw new InvalidOptionsError(problems);
  const given = Object.entries(budget).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
