// What agents have used, summed by agent, label, owner and tree as their turns end: a reader of the event log.
import { InvalidOptionsError } from "../errors/input.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { AgentEvent } from "./log.ts";
import type { TurnOutcome } from "./outcome.ts";

/** The sums of what the turns of one or more agents have used. */
export interface UsageSums {
  /** How many turns have ended, with or without an error. */
  readonly turns: number;
  /**
   * The cost by the CLI's estimate, in US dollars, including subagents; of a resumed conversation, only new
   * turns.
   */
  readonly costUsd: number;
  /** Input tokens of the turns' main threads, without those read from the cache or written to it. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheCreationInputTokens: number;
  /** The sum of the times from prompt to result, in milliseconds; agents that run in parallel add up. */
  readonly durationMs: number;
}

/** The sums of one agent, label, owner or tree. */
export interface UsageGroup extends UsageSums {
  /** The session id, the label, the owner, or the session id of the tree's root; absent for the manager's own agents. */
  readonly name?: string;
}

/**
 * How sums are grouped. `agent`: by agent, as long as it is remembered. `tree`: an agent together with those
 * that it has spawned, and so on; a tree has one owner.
 */
export type UsageBy = "agent" | "label" | "owner" | "tree";

/** What agents have used since the manager was created. */
export interface UsageReport {
  /** The sums of all agents, including those that are forgotten. */
  readonly total: UsageSums;
  /** The groups, the most expensive first; empty without `by`. */
  readonly groups: readonly UsageGroup[];
  /** What is in `total` but in no group, because its agent or name is forgotten; absent if nothing is. */
  readonly rest?: UsageSums;
}

/** What the ledger has to know of an agent. */
interface Counted {
  readonly id: string;
  readonly request: { readonly label: string; readonly owner: string | undefined; readonly root: string };
}

type Sums = { -readonly [Field in keyof UsageSums]: number };

const FIELDS = Object.keys(nothing()) as (keyof UsageSums)[];

export class Ledger {
  readonly #records: ReadonlyMap<string, Counted>;
  readonly #total: Sums = nothing();
  /** They go with their agents. */
  readonly #agents = new WeakMap<Counted, Sums>();
  readonly #owners: BoundedMap<Sums>;
  readonly #labels: BoundedMap<Sums>;
  readonly #trees: BoundedMap<Sums>;

  /** @param names How many owners, labels and trees are told apart. */
  constructor(records: ReadonlyMap<string, Counted>, names?: number) {
    this.#records = records;
    this.#owners = new BoundedMap(nothing, names);
    this.#labels = new BoundedMap(nothing, names);
    this.#trees = new BoundedMap(nothing, names);
  }

  read(event: AgentEvent): void {
    if (event.type !== "turn") return;
    const { owner, sessionId } = event;
    const used = usedBy(event.outcome);
    add(this.#total, used);
    add(this.#owners.use(owner, ""), used);
    const agent = this.#records.get(sessionId);
    if (agent === undefined) return;
    const { label, root } = agent.request;
    const own = this.#agents.get(agent) ?? nothing();
    this.#agents.set(agent, own);
    for (const sums of [own, this.#labels.use(owner, label), this.#trees.use(owner, root)]) add(sums, used);
  }

  /** @param owner Whose agents; undefined for all. */
  totalOf(owner: string | undefined): UsageSums {
    return { ...(owner === undefined ? this.#total : this.#owners.get(owner, "")) };
  }

  /** @throws {InvalidOptionsError} If there is no such grouping. */
  report(owner: string | undefined, by?: UsageBy): UsageReport {
    const total = this.totalOf(owner);
    if (by === undefined) return { total, groups: [] };
    const groups = new Map<string | undefined, Sums & { name?: string }>();
    const grouped = nothing();
    for (const [name, whose, sums] of this.#sumsBy(by)) {
      if (owner !== undefined && whose !== owner) continue;
      const group = groups.get(name) ?? { ...(name !== undefined && { name }), ...nothing() };
      groups.set(name, group);
      add(group, sums);
      add(grouped, sums);
    }
    const dearest = [...groups.values()].toSorted((a, b) => b.costUsd - a.costUsd);
    const rest = restOf(total, grouped);
    return { total, groups: dearest, ...(rest && { rest }) };
  }

  *#sumsBy(by: UsageBy): Generator<[name: string | undefined, owner: string | undefined, sums: Sums]> {
    switch (by) {
      case "agent":
        for (const agent of this.#records.values()) {
          const sums = this.#agents.get(agent);
          if (sums !== undefined) yield [agent.id, agent.request.owner, sums];
        }
        return;
      case "owner":
        for (const { owner, value } of this.#owners.values()) yield [owner, owner, value];
        return;
      case "label":
      case "tree":
        for (const { name, owner, value } of (by === "label" ? this.#labels : this.#trees).values())
          yield [name, owner, value];
        return;
      default:
        throw new InvalidOptionsError([
          `"by" must be "agent", "label", "owner" or "tree", not ${JSON.stringify(by)}`,
        ]);
    }
  }
}

function nothing(): Sums {
  return {
    turns: 0,
    costUsd: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
    durationMs: 0,
  };
}

function usedBy({ costUsd, usage, durationMs }: TurnOutcome): UsageSums {
  return {
    turns: 1,
    costUsd: amount(costUsd),
    inputTokens: amount(usage?.input_tokens),
    outputTokens: amount(usage?.output_tokens),
    cacheReadInputTokens: amount(usage?.cache_read_input_tokens),
    cacheCreationInputTokens: amount(usage?.cache_creation_input_tokens),
    durationMs: amount(durationMs),
  };
}

/** A CLI may say anything, and a sum never goes down. */
function amount(value: unknown): number {
  return typeof value === "number" && value > 0 && Number.isFinite(value) ? value : 0;
}

function add(sums: Sums, more: UsageSums): void {
  for (const field of FIELDS) sums[field] += more[field];
}

function restOf(total: UsageSums, grouped: UsageSums): UsageSums | undefined {
  // Whole numbers are exact; sums of fractions in another order are not.
  if (total.turns <= grouped.turns) return undefined;
  const rest = nothing();
  for (const field of FIELDS) rest[field] = Math.max(0, total[field] - grouped[field]);
  return rest;
}
