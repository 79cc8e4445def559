// Options: the model, its instructions, and how much it may do.
import * as v from "valibot";
import { present } from "../json-object.ts";
import type { InitializeRequest } from "../wire/initialize.ts";
import type { EffortLevel } from "./agents.ts";
import type { OutputFormat, SdkBeta, SystemPrompt, ThinkingConfig } from "./model-values.ts";
import { toOutputSchema } from "./output-schema.ts";
import { type Delivery, joinedUnlessEmpty, one, type Rows } from "./row.ts";
import {
  flag,
  jsonObject,
  list,
  oneOf,
  positiveInteger,
  positiveNumber,
  text,
  wholeNumber,
  wholeText,
} from "./values.ts";

/** Options: the model, its instructions, and how much it may do. */
export interface ModelOptions {
  /** The model's name or alias. Default: the CLI's own choice. */
  model?: string | undefined;
  /** The model, or several separated by commas, to use when `model` is overloaded; must differ from it. */
  fallbackModel?: string | undefined;
  /**
   * The system prompt. Default: none at all, as in the official SDK;
   * `{ type: "preset", preset: "claude_code" }` gives Claude Code's own.
   */
  systemPrompt?: SystemPrompt | undefined;
  /** How many model turns one prompt may take; beyond that the result is `error_max_turns`. Default: no limit. */
  maxTurns?: number | undefined;
  /** How many US dollars the session may cost; beyond that the result is `error_max_budget_usd`. Default: no limit. */
  maxBudgetUsd?: number | undefined;
  /** The number of tokens that the model believes it has for its task; not a limit. Default: none. */
  taskBudget?: { total: number } | undefined;
  /** How the model thinks before it answers. Default: the model's own, `adaptive` where it supports that. */
  thinking?: ThinkingConfig | undefined;
  /** How much work the model puts into its answers. Default: the model's own level. */
  effort?: EffortLevel | undefined;
  /**
   * The most tokens for thinking; 0 for none.
   *
   * @deprecated Use `thinking`, which wins when both are given.
   */
  maxThinkingTokens?: number | undefined;
  /** API betas to use. */
  betas?: SdkBeta[] | undefined;
  /** Ask for an answer that fits a JSON Schema, of any draft; it is then in the result's `structured_output`. */
  outputFormat?: OutputFormat | undefined;
}

const display = v.optional(oneOf("summarized", "omitted", "highlights"));

export const MODEL_ROWS: Rows<ModelOptions, "systemPrompt"> = {
  model: { emptyIsAbsent: true, check: text, way: one("model") },
  fallbackModel: { emptyIsAbsent: true, check: text, way: one("fallback-model") },
  systemPrompt: {
    check: v.union(
      [
        wholeText,
        list(wholeText),
        v.object({
          type: v.literal("custom"),
          prompt: v.union([wholeText, list(wholeText)]),
          snapshot: v.optional(flag),
        }),
        v.object({
          type: v.literal("preset"),
          preset: v.literal("claude_code"),
          append: v.optional(wholeText),
          excludeDynamicSections: v.optional(flag),
          snapshot: v.optional(flag),
        }),
      ],
      'must be a text, a list of texts, { type: "custom", prompt } or { type: "preset", preset: "claude_code" }',
    ),
    // Without the field the CLI would use its own prompt; the official SDK's default is an empty one.
    byDefault: "",
    way: (prompt) => ({ initialize: systemPromptFields(prompt) }),
  },
  maxTurns: { check: positiveInteger, way: one("max-turns") },
  maxBudgetUsd: { check: positiveNumber, way: one("max-budget-usd") },
  taskBudget: {
    check: v.object({ total: positiveInteger }, "must be { total: tokens }"),
    way: ({ total }) => one("task-budget")(total),
  },
  thinking: {
    check: v.variant(
      "type",
      [
        v.object({ type: v.literal("adaptive"), display }),
        v.object({ type: v.literal("enabled"), budgetTokens: v.optional(wholeNumber), display }),
        v.object({ type: v.literal("disabled") }),
      ],
      'must be { type: "adaptive" }, { type: "enabled", budgetTokens } or { type: "disabled" }',
    ),
    way: thinkingDelivery,
  },
  effort: { emptyIsAbsent: true, check: oneOf("low", "medium", "high", "xhigh", "max"), way: one("effort") },
  maxThinkingTokens: {
    check: wholeNumber,
    way: (tokens, { thinking }) => {
      if (thinking !== undefined) return {};
      return tokens === 0 ? one("thinking")("disabled") : one("max-thinking-tokens")(tokens);
    },
  },
  betas: { check: list(text), way: joinedUnlessEmpty("betas") },
  outputFormat: {
    check: v.object(
      { type: v.literal("json_schema"), schema: outputSchema() },
      'must be { type: "json_schema", schema }',
    ),
    way: ({ schema }) => ({ initialize: { jsonSchema: toOutputSchema(schema).schema } }),
  },
};

/** Judged here, because the CLI says nothing of a schema that it does not take: there is no structured output then. */
function outputSchema(): v.GenericSchema<Record<string, unknown>> {
  return v.pipe(
    jsonObject,
    v.rawCheck(({ dataset, addIssue }) => {
      if (dataset.issues !== undefined) return;
      const schema = dataset.value;
      if ("_zod" in schema || "_def" in schema)
        addIssue({
          message: "is a schema of zod, not a JSON Schema: give what z.toJSONSchema() makes of it",
        });
      else for (const message of toOutputSchema(schema).problems) addIssue({ message });
    }),
  );
}

function thinkingDelivery(thinking: ThinkingConfig): Delivery {
  if (thinking.type === "disabled") return one("thinking")("disabled");
  const shown = thinking.display === undefined ? [] : [`--thinking-display=${thinking.display}`];
  const budget = thinking.type === "enabled" ? thinking.budgetTokens : undefined;
  return {
    args: [budget === undefined ? "--thinking=adaptive" : `--max-thinking-tokens=${budget}`, ...shown],
  };
}

function systemPromptFields(prompt: SystemPrompt): Partial<InitializeRequest> {
  if (typeof prompt === "string" || Array.isArray(prompt)) return { systemPrompt: [prompt].flat() };
  const { snapshot: systemPromptSnapshot } = prompt;
  if (prompt.type === "custom")
    return present({ systemPrompt: [prompt.prompt].flat(), systemPromptSnapshot });
  const { append: appendSystemPrompt, excludeDynamicSections } = prompt;
  return present({ appendSystemPrompt, excludeDynamicSections, systemPromptSnapshot });
}
