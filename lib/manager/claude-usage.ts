// What Claude Code says of tokens and cost, while a turn is under way and at its end.
import type { AgentBody, AgentResult } from "./claude.ts";

/** One answer of the model. */
export interface ModelCall {
  readonly id: string;
  /** That are known when it begins: most of what it writes is not among them. */
  readonly tokens: number;
}

/** The call that a message comes from; undefined if it comes from none. The blocks of one answer share its id. */
export function callOf(message: AgentBody): ModelCall | undefined {
  if (message.type !== "assistant" || message.is_api_error_message === true) return undefined;
  const { id, usage } = (message.message ?? {}) as { id?: unknown; usage?: unknown };
  return typeof id === "string" ? { id, tokens: sum(usage, API_FIELDS) } : undefined;
}

/** All tokens of a turn, subagents included; of older CLIs, those of its main thread. */
export function tokensOf(result: AgentResult): number {
  const { model_usage_since_last_result: byModel, usage } = result as {
    [Field in keyof AgentResult]?: unknown;
  };
  if (typeof byModel !== "object" || byModel === null) return sum(usage, API_FIELDS);
  return Object.values(byModel).reduce<number>((all, model) => all + sum(model, MODEL_FIELDS), 0);
}

/**
 * The least that a conversation has cost, from the text of its `/cost`; undefined if it does not say. Sums above half a
 * dollar are rounded to cents there.
 */
export function costIn(text: unknown): number | undefined {
  const [, dollars = "", cents = ""] = /cost:\s+\$([\d,]+)(?:\.(\d+))?/.exec(String(text)) ?? [];
  if (dollars === "") return undefined;
  const cost = Number(`${dollars.replaceAll(",", "")}.${cents}`);
  return Math.max(0, cost - 0.5 * 10 ** -cents.length);
}

const API_FIELDS = [
  "input_tokens",
  "output_tokens",
  "cache_read_input_tokens",
  "cache_creation_input_tokens",
];
const MODEL_FIELDS = ["inputTokens", "outputTokens", "cacheReadInputTokens", "cacheCreationInputTokens"];

/** A CLI may say anything. */
function sum(counted: unknown, fields: readonly string[]): number {
  if (typeof counted !== "object" || counted === null) return 0;
  return fields.reduce((all, field) => {
    const value = (counted as Record<string, unknown>)[field];
    return typeof value === "number" && value > 0 && Number.isFinite(value) ? all + value : all;
  }, 0);
}
