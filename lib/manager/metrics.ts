// Counters and gauges of a manager, or of one owner's agents: numbers only, and none by a name that anybody gives.
import { BoundedMap } from "./bounded-map.ts";
import { type AgentWarning, RESULT_SUBTYPES } from "./claude.ts";
import type { Ledger } from "./ledger.ts";
import type { AgentEvent } from "./log.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { AgentRecord } from "./record.ts";
import type { SpareFigures, Spares } from "./spares.ts";
import { AGENT_STATES, type AgentState, ENDED_REASONS, type EndedReason } from "./states.ts";

/**
 * A manager's metrics at one moment. Counters start at 0 and never go down; gauges have the current value.
 */
export interface MetricsSnapshot {
  /** How many agents are remembered, by state; `queued` ones wait for a place. */
  readonly agents: Readonly<Record<AgentState, number>>;
  /** How many agents have a process. */
  readonly processes: number;
  /** How many of the `queued` agents wait for the end of a rate limit. */
  readonly waiting: number;
  /** Counts agents that were spawned. */
  readonly spawned: number;
  /** Counts agents that were refused because there was no room, not even to wait. */
  readonly refused: number;
  /** Counts agents that ended, by reason. */
  readonly ended: Readonly<Record<EndedReason, number>>;
  /** Counts turns that ended, with or without an error. */
  readonly turns: number;
  /** Counts turns that ended with an error, by the result's subtype; `other` for one that is not known. */
  readonly turnErrors: Readonly<Record<string, number>>;
  /** Counts the time from prompt to result of all turns, in milliseconds. */
  readonly turnMs: number;
  /** Counts the cost of all turns, by the CLI's estimate, in US dollars. */
  readonly costUsd: number;
  /** Counts the tokens of the turns' main threads. */
  readonly tokens: Readonly<Record<"input" | "output" | "cacheRead" | "cacheCreation", number>>;
  /** Counts warnings, by code; a code of which there was none is absent. */
  readonly warnings: Readonly<Partial<Record<AgentWarning["code"], number>>>;
  /** The manager's spare processes; absent in the metrics of one owner. */
  readonly spares?: SpareFigures;
}

interface Counters {
  spawned: number;
  refused: number;
  readonly ended: Record<EndedReason, number>;
  readonly turnErrors: Record<string, number>;
  readonly warnings: Partial<Record<AgentWarning["code"], number>>;
}

const OTHER = "other";

export class Metrics {
  readonly #records: ReadonlyMap<string, AgentRecord>;
  readonly #ledger: Ledger;
  readonly #rateLimits: RateLimits;
  readonly #spares: Spares;
  readonly #all: Counters = fresh();
  readonly #owners = new BoundedMap<Counters>(fresh);

  constructor(
    records: ReadonlyMap<string, AgentRecord>,
    ledger: Ledger,
    rateLimits: RateLimits,
    spares: Spares,
  ) {
    this.#rateLimits = rateLimits;
    this.#spares = spares;
    this.#records = records;
    this.#ledger = ledger;
  }

  read(event: AgentEvent): void {
    if (event.type === "state") {
      const { state, previous, reason } = event;
      if (previous === undefined) this.#count(event.owner, (counters) => (counters.spawned += 1));
      if (state === "ended" && reason !== undefined)
        this.#count(event.owner, ({ ended }) => (ended[reason] += 1));
    } else if (event.type === "turn") {
      const { isError, subtype } = event.outcome;
      const known = Object.hasOwn(RESULT_SUBTYPES, subtype) ? subtype : OTHER;
      if (isError)
        this.#count(event.owner, ({ turnErrors }) => (turnErrors[known] = (turnErrors[known] ?? 0) + 1));
    } else if (event.type === "warning") {
      const { code } = event.warning;
      this.#count(event.owner, ({ warnings }) => (warnings[code] = (warnings[code] ?? 0) + 1));
    }
  }

  /** So many agents were refused. */
  refused(owner: string | undefined, count: number): void {
    this.#count(owner, (counters) => (counters.refused += count));
  }

  /** @param owner Whose figures; undefined for all. */
  snapshot(owner: string | undefined): MetricsSnapshot {
    const counters = owner === undefined ? this.#all : this.#owners.get(owner, "");
    const used = this.#ledger.totalOf(owner);
    const agents = zeros(AGENT_STATES);
    let processes = 0;
    let waiting = 0;
    for (const record of this.#records.values()) {
      const { state, run, request } = record;
      if (owner !== undefined && request.owner !== owner) continue;
      agents[state] += 1;
      if (run !== undefined) processes += 1;
      if (this.#rateLimits.waitingUntil(record) !== undefined) waiting += 1;
    }
    return {
      agents,
      processes,
      waiting,
      ...structuredClone(counters),
      turns: used.turns,
      turnMs: used.durationMs,
      costUsd: used.costUsd,
      tokens: {
        input: used.inputTokens,
        output: used.outputTokens,
        cacheRead: used.cacheReadInputTokens,
        cacheCreation: used.cacheCreationInputTokens,
      },
      ...(owner === undefined && { spares: this.#spares.figures }),
    };
  }

  #count(owner: string | undefined, count: (counters: Counters) => void): void {
    count(this.#all);
    if (owner !== undefined) count(this.#owners.use(owner, ""));
  }
}

function fresh(): Counters {
  const turnErrors = zeros([...Object.keys(RESULT_SUBTYPES), OTHER]);
  return { spawned: 0, refused: 0, ended: zeros(ENDED_REASONS), turnErrors, warnings: {} };
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
