// Values of the options about the model: system prompts, thinking, the form of the answer.

/** A system prompt of your own (a text, or several), or Claude Code's with an addition. */
export type SystemPrompt =
  | string
  | string[]
  | { type: "custom"; prompt: string | string[]; snapshot?: boolean | undefined }
  | {
      type: "preset";
      preset: "claude_code";
      append?: string | undefined;
      excludeDynamicSections?: boolean | undefined;
      snapshot?: boolean | undefined;
    };

/** The model decides when and how much to think; `display` says how much of the thinking you receive. */
export type ThinkingAdaptive = { type: "adaptive"; display?: "summarized" | "omitted" };
/** The model thinks with a budget of `budgetTokens` tokens; `display` says how much of it you receive. */
export type ThinkingEnabled = {
  type: "enabled";
  budgetTokens?: number;
  display?: "summarized" | "omitted";
};
/** The model answers without thinking first. */
export type ThinkingDisabled = { type: "disabled" };
/**
 * How the model thinks before it answers: `adaptive` (it decides when and how much), `enabled` (with a budget,
 * `budgetTokens`) or `disabled`. Default: the model's own, `adaptive` where it supports that. Wins over
 * `maxThinkingTokens`.
 */
export type ThinkingConfig = ThinkingAdaptive | ThinkingEnabled | ThinkingDisabled;

/**
 * An API beta for the option `betas`. `context-1m-2025-08-07` is a context window of 1 million tokens, for
 * models that offer one.
 */
export type SdkBeta = "context-1m-2025-08-07";

/** The kinds of `OutputFormat`; there is one. */
export type OutputFormatType = "json_schema";
/** The field that every output format has: its kind. */
export type BaseOutputFormat = { type: OutputFormatType };
/** The result's `structured_output` is data that fits `schema`, a JSON Schema of any draft. */
export type JsonSchemaOutputFormat = { type: "json_schema"; schema: Record<string, unknown> };
/** A value of the option `outputFormat`. */
export type OutputFormat = JsonSchemaOutputFormat;
