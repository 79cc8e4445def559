// How a turn ended, from the result that says so.
import { resultText } from "../errors/result.ts";
import { type AgentResult, isWhole, type RefusedCall, type TurnUsage } from "./claude.ts";
import type { RateLimit } from "./claude-rate-limit.ts";
import { tokensOf } from "./claude-usage.ts";

/** How an agent's last turn ended. Absent while it works on a later prompt. */
export interface TurnOutcome {
  /** Counts the agent's turns from 1. */
  readonly turn: number;
  /** Test this, not the subtype. */
  readonly isError: boolean;
  /** The result's subtype, such as `success` or `error_max_turns`. */
  readonly subtype: string;
  /** The answer, or what went wrong. */
  readonly text: string;
  /** The answer as data; absent without `outputFormat`. */
  readonly structuredOutput?: unknown;
  /** The tool calls that were refused. */
  readonly refusedTools: readonly RefusedCall[];
  /** The tokens of the turn's main thread; absent if the CLI does not report them. */
  readonly usage?: TurnUsage;
  /** All tokens of this turn, including those of subagents and caches. */
  readonly tokens: number;
  /** The rate limit that ended the turn; absent if none did. */
  readonly rateLimit?: RateLimit;
  /** The cost of this turn, including subagents, in US dollars. */
  readonly costUsd: number;
  /** The time from prompt to result, in milliseconds; absent if the CLI does not report it. */
  readonly durationMs?: number;
}

/** What a result costs: the conversation so far, and what has come to it since the result before, or the start. */
interface Cost {
  readonly cost: number | undefined;
  readonly costSince: number | undefined;
}

/**
 * What a result says, whatever its shape.
 *
 * @param denials What was said to calls that were not allowed, by their ids.
 */
export function readResult(
  result: AgentResult,
  denials: ReadonlyMap<string, string>,
  rateLimit?: RateLimit,
): Omit<TurnOutcome, "turn" | "costUsd"> & Cost {
  const { total_cost_usd, is_error, subtype, structured_output, permission_denials, usage, duration_ms } =
    result as Partial<Record<keyof AgentResult | "structured_output", unknown>>;
  return {
    // A limit is no answer, whatever the CLI calls it.
    isError: Boolean(is_error) || rateLimit !== undefined,
    subtype: typeof subtype === "string" ? subtype : "unknown",
    text: resultText(result),
    ...(structured_output !== undefined && { structuredOutput: structured_output }),
    ...(rateLimit && { rateLimit }),
    refusedTools: Array.isArray(permission_denials) ? withDenials(permission_denials, denials) : [],
    ...(typeof usage === "object" && usage !== null && { usage: usage as TurnUsage }),
    ...(typeof duration_ms === "number" && { durationMs: duration_ms }),
    // Figures of a wrong shape are none.
    ...(isWhole(result)
      ? {
          cost: total_cost_usd as number,
          costSince: sumOf(result.model_usage_since_last_result),
          tokens: tokensOf(result),
        }
      : { cost: undefined, costSince: undefined, tokens: 0 }),
  };
}

function withDenials(calls: RefusedCall[], denials: ReadonlyMap<string, string>): readonly RefusedCall[] {
  if (denials.size === 0) return calls;
  return calls.map((call) => {
    const denial = denials.get(call?.tool_use_id);
    return denial === undefined ? call : Object.assign({}, call, { denial });
  });
}

/** Undefined where the CLI does not say, as older ones. */
function sumOf(byModel: unknown): number | undefined {
  if (typeof byModel !== "object" || byModel === null) return undefined;
  const costs = Object.values(byModel).map((model: { costUSD?: unknown } | null) => model?.costUSD);
  return costs.reduce<number>((sum, cost) => sum + (typeof cost === "number" && cost > 0 ? cost : 0), 0);
}
