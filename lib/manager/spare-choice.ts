// Which agents may have a spare process at all, by what their manager has them do besides their options.
import type { BudgetScope } from "./budget.ts";
import type { AgentOptions } from "./claude.ts";
import type { Fleet } from "./fleet.ts";

/** Have spares for these options whenever no others are asked for. */
export function expectSpares(fleet: Fleet, options: AgentOptions, asks: () => boolean): void {
  if (mayHave(fleet, [])) fleet.processes.spares.expect(options, asks);
}

/**
 * Spares that new agents can become, by the session ids that they have.
 *
 * @param scopes The budgets that the agents will be under.
 * @throws {InvalidOptionsError}
 */
export function sparesFor(
  fleet: Fleet,
  options: AgentOptions,
  { asks, scopes, count }: { asks: boolean; scopes: readonly BudgetScope[]; count: number },
): string[] {
  return mayHave(fleet, scopes) ? fleet.processes.spares.idsFor(options, asks, count) : [];
}

/** The span of an agent is in its environment, and what is left of its budget on its command line: no claim brings them. */
function mayHave({ tracing, budgets }: Fleet, scopes: readonly BudgetScope[]): boolean {
  return tracing === undefined && !budgets.limitsCost(scopes);
}
