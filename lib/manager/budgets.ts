// Keeps agents within their budgets: counts what they use as they use it, and stops those who have used all.
import type { BudgetLimit } from "../errors/budget.ts";
import { Timer } from "../events/timer.ts";
import { type Budget, BudgetScope, requireBudget } from "./budget.ts";
import type { AgentBody, AgentOptions } from "./claude.ts";
import { callOf } from "./claude-usage.ts";
import type { Fleet } from "./fleet.ts";
import type { AgentEvent } from "./log.ts";
import type { AgentRecord } from "./record.ts";

/** What is known of a turn before it has its result, and counted already. */
interface Ahead {
  readonly calls: Set<string>;
  costUsd: number;
  tokens: number;
  asking: boolean;
  askAgain: boolean;
}

/** No call of a model costs so little. */
const LEAST_USD = 1e-6;

/** Agents of whom it is known in which trees they were, also when they are forgotten. */
const TREES = 10_000;

/** The budgets that a request for an agent comes with. */
export interface BudgetRequest {
  readonly owner: string | undefined;
  readonly parent: string | undefined;
  readonly budget: Budget | undefined;
  readonly treeBudget: Budget | undefined;
  /** That of the delegation which it is for. */
  readonly shared: BudgetScope | undefined;
}

export class Budgets {
  readonly #fleet: Fleet;
  readonly #manager: BudgetScope | undefined;
  readonly #ahead = new Map<AgentRecord, Ahead>();
  /** Those that are starting or running, by session id. */
  readonly #working = new Map<string, readonly BudgetScope[]>();
  /** By session id, of agents that may ask for others. */
  readonly #trees = new Map<string, { owner: string | undefined; scopes: readonly BudgetScope[] }>();
  readonly #timer = new Timer(() => {
    const due = new Set([...this.#working.values()].flat());
    for (const scope of due) this.#stopIfReached(scope);
    this.#expect();
  });

  /** @param budget Of all agents together. */
  constructor(fleet: Fleet, budget: Budget | undefined) {
    this.#fleet = fleet;
    this.#manager = budget && new BudgetScope("manager", undefined, budget);
    fleet.log.subscribe((event) => this.#happened(event));
  }

  /**
   * The scopes of new agents, by session id.
   *
   * @throws {BudgetExceededError} If one that they would be in is used up.
   * @throws {InvalidOptionsError}
   */
  scopesFor({ owner, parent, budget, treeBudget, shared }: BudgetRequest): (id: string) => BudgetScope[] {
    const own = requireBudget("budget", budget);
    const tree = requireBudget("treeBudget", treeBudget);
    const above = parent === undefined ? undefined : this.#trees.get(parent);
    const inherited = above !== undefined && above.owner === owner ? above.scopes : [];
    const common = [...inherited, ...(shared ? [shared] : [])];
    requireLeft([...common, ...(this.#manager ? [this.#manager] : [])]);
    return (id) => [
      ...common,
      ...(tree ? [new BudgetScope("tree", id, tree)] : []),
      ...(own ? [new BudgetScope("agent", id, own)] : []),
    ];
  }

  /** It is there: those that it asks for are in its trees. */
  know({ id, request: { owner, budgets } }: AgentRecord): void {
    const scopes = budgets.filter(({ kind }) => kind === "tree");
    this.#trees.delete(id);
    if (scopes.length > 0) this.#trees.set(id, { owner, scopes });
    const [oldest = id] = this.#trees.keys();
    if (this.#trees.size > TREES) this.#trees.delete(oldest);
  }

  /** All that an agent is in. */
  scopesOf({ request: { budgets } }: AgentRecord): readonly BudgetScope[] {
    return this.#manager === undefined ? budgets : [...budgets, this.#manager];
  }

  /** @throws {BudgetExceededError} If it may do no more. */
  requireLeft(record: AgentRecord): void {
    requireLeft(this.scopesOf(record));
  }

  /** The options of its next process: the CLI itself stops when what is left now is spent. */
  limited(record: AgentRecord, options: AgentOptions): AgentOptions {
    // A sum of fractions is shown to people by the CLI.
    const left = this.scopesOf(record).map((scope) =>
      Math.max(LEAST_USD, Number(scope.left("costUsd").toFixed(6))),
    );
    const leastUsd = Math.min(options.maxBudgetUsd ?? Number.POSITIVE_INFINITY, ...left);
    return Number.isFinite(leastUsd) ? { ...options, maxBudgetUsd: leastUsd } : options;
  }

  /** An agent in these scopes, and the manager's, is given a limit in US dollars with its process. */
  limitsCost(scopes: readonly BudgetScope[]): boolean {
    const all = this.#manager === undefined ? scopes : [...scopes, this.#manager];
    return all.some(({ limits }) => limits.costUsd !== undefined);
  }

  /** It has said something. */
  message(record: AgentRecord, message: AgentBody): void {
    const scopes = this.scopesOf(record);
    const call = scopes.length === 0 ? undefined : callOf(message);
    if (call === undefined) return;
    const ahead = this.#ahead.get(record) ?? fresh();
    this.#ahead.set(record, ahead);
    if (ahead.calls.has(call.id)) return;
    ahead.calls.add(call.id);
    ahead.tokens += call.tokens;
    for (const scope of scopes) scope.add("tokens", call.tokens);
    if (scopes.some(({ limits }) => limits.costUsd !== undefined)) void this.#ask(record, ahead);
    this.#look(record);
  }

  /** Ask its process what it costs by now: of a turn under way, nobody else says that. */
  async #ask(record: AgentRecord, ahead: Ahead): Promise<void> {
    ahead.askAgain = true;
    // What a conversation of others had cost before is known after a first turn.
    if (ahead.asking || (record.turns === 0 && record.request.options.resume !== undefined)) return;
    ahead.asking = true;
    while (ahead.askAgain) {
      ahead.askAgain = false;
      const cost = await record.run?.cost();
      if (cost === undefined || this.#ahead.get(record) !== ahead) break;
      const more = cost - record.saidCostUsd - ahead.costUsd;
      if (more <= 0) continue;
      ahead.costUsd += more;
      for (const scope of this.scopesOf(record)) scope.add("costUsd", more);
      this.#look(record);
    }
    ahead.asking = false;
  }

  #happened(event: AgentEvent): void {
    const record = this.#fleet.records.get(event.sessionId);
    if (event.type === "state") {
      const { state } = event;
      this.#works(event.sessionId, record, state === "starting" || state === "running");
      // What its process has used after the last result stays counted.
      if (record !== undefined && (state === "queued" || state === "parked" || state === "ended"))
        this.#ahead.delete(record);
    } else if (event.type === "turn" && record !== undefined) {
      const { costUsd, tokens = 0, rateLimit } = event.outcome;
      const ahead = this.#ahead.get(record);
      this.#ahead.delete(record);
      for (const scope of this.scopesOf(record)) {
        scope.add("costUsd", costUsd - (ahead?.costUsd ?? 0));
        scope.add("tokens", tokens - (ahead?.tokens ?? 0));
        if (rateLimit === undefined) scope.add("turns", 1);
      }
    } else return;
    if (record !== undefined) this.#look(record);
  }

  #works(id: string, record: AgentRecord | undefined, works: boolean): void {
    if (works === this.#working.has(id)) return;
    const scopes = this.#working.get(id) ?? (record && this.scopesOf(record)) ?? [];
    for (const scope of scopes) scope.works(works ? 1 : -1);
    if (!works) this.#working.delete(id);
    else if (scopes.length > 0) this.#working.set(id, scopes);
    this.#expect();
  }

  #look(record: AgentRecord): void {
    for (const scope of this.scopesOf(record)) {
      for (const limit of scope.newlyLow()) this.#warn(record, scope, limit);
      this.#stopIfReached(scope);
    }
  }

  #warn(record: AgentRecord, scope: BudgetScope, limit: BudgetLimit): void {
    const message = `${scope.useOf(limit)}: not much is left`;
    this.#fleet.note(record, { type: "warning", warning: { code: "budget_low", message } });
  }

  #stopIfReached(scope: BudgetScope): void {
    const { reached } = scope;
    if (reached === undefined) return;
    for (const record of this.#fleet.records.values())
      if (isAtWork(record) && this.scopesOf(record).includes(scope))
        void this.#fleet.terminate(record, scope.error(reached), "budget");
  }

  /** A timer while nobody works would keep the program alive. */
  #expect(): void {
    const deadlines = [...this.#working.values()].flat().map(({ deadline }) => deadline);
    const next = Math.min(...deadlines);
    if (Number.isFinite(next)) this.#timer.expect(next);
    else this.#timer.stop();
  }
}

/** @throws {BudgetExceededError} */
function requireLeft(scopes: readonly BudgetScope[]): void {
  for (const scope of scopes) {
    const { reached } = scope;
    if (reached !== undefined) throw scope.error(reached);
  }
}

/** Something would go on. An agent whose turn has ended well is done, whatever the CLI has yet to say. */
function isAtWork({ state, outcome, isBusy, run }: AgentRecord): boolean {
  if (state === "queued") return true;
  if (state !== "starting" && state !== "running" && state !== "requires_action") return false;
  return isBusy || outcome === undefined || outcome.isError || run?.atRest === false;
}

function fresh(): Ahead {
  return { calls: new Set(), costUsd: 0, tokens: 0, asking: false, askAgain: false };
}
