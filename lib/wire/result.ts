// The message that ends a turn.
import type { SDKStartupFailureReason } from "./account.ts";
import type { NonNullableUsage } from "./api.ts";
import type { SDKMessageOrigin } from "./conversation-messages.ts";
import type { FastModeFields, MessageFields, PromptFields } from "./fields.ts";

/** Tokens and cost of one model over the whole session so far, subagents included. */
export interface ModelUsage {
  /** Without those read from a cache. */ inputTokens: number;
  outputTokens: number;
  /** Part of `outputTokens`; absent in older CLIs. */ thinkingTokens?: number;
  cacheReadInputTokens: number;
  cacheCreationInputTokens: number;
  cacheCreationEphemeral5mInputTokens?: number;
  cacheCreationEphemeral1hInputTokens?: number;
  webSearchRequests: number;
  /** The CLI's estimate, in US dollars. */ costUSD: number;
  /** The model's limit, in tokens. */ contextWindow: number;
  /** The limit of one answer, in tokens. */ maxOutputTokens: number;
  canonicalModel?: string;
  provider?: string;
  costBasis?: "list" | "managed" | "unknown";
}

/** A tool call of the turn that a rule, a mode, a hook or the host refused. */
export interface SDKPermissionDenial {
  tool_name: string;
  tool_use_id: string;
  tool_input: Record<string, unknown>;
}

/** A tool call that a `PreToolUse` hook deferred: the turn ended before it ran. */
export type SDKDeferredToolUse = { id: string; name: string; input: Record<string, unknown> };

/** Why a turn ended: done, a limit, retries used up, no answer of the API, stopped by the host, or put off. */
export type TerminalReason =
  | "completed"
  | LimitReached
  | RetriesExhausted
  | NoAnswer
  | StoppedByHost
  | PutOff;
type LimitReached = "max_turns" | "budget_exhausted" | "prompt_too_long" | "blocking_limit";
type RetriesExhausted = "malformed_tool_use_exhausted" | "structured_output_retry_exhausted";
type NoAnswer = "api_error" | "model_error" | "image_error" | "rapid_refill_breaker" | "turn_setup_failed";
type StoppedByHost = "aborted_streaming" | "aborted_tools" | "stop_hook_prevented" | "hook_stopped";
type PutOff = "tool_deferred" | "tool_deferred_unavailable" | "background_requested";

interface ResultFields extends MessageFields, PromptFields, FastModeFields {
  type: "result";
  /** Test this, not the subtype: an API error is a `success` with `is_error`. */
  is_error: boolean;
  /** From prompt to result, in milliseconds. */
  duration_ms: number;
  /** Of all its requests together, in milliseconds; more than `duration_ms` when some ran in parallel. */
  duration_api_ms: number;
  /** Model turns that this prompt took. */ num_turns: number;
  /** The API's, of the last answer. */ stop_reason: string | null;
  terminal_reason?: TerminalReason;
  /** HTTP status; null or absent unless a request failed. */ api_error_status?: number | null;
  /** Of the whole session so far, not of this turn; in US dollars. */
  total_cost_usd: number;
  /** Tokens of this turn's main thread. */
  usage: NonNullableUsage;
  /** Of the whole session so far, by the model's name. */
  modelUsage: Record<string, ModelUsage>;
  model_usage_since_last_result?: Record<string, ModelUsage>;
  /** Calls that were refused; empty if none. */ permission_denials: SDKPermissionDenial[];
  /** Counts the results of a process from 0. */
  result_index?: number;
  /** Prompts that still wait. */ queued_turn_count?: number;
  /** Set for turns that the CLI started by itself. */
  origin?: SDKMessageOrigin;
  /** ISO 8601. */ credential_expires_at?: string;
  subagent_stats?: unknown;
}

/** What the CLI has timed; which of it is there depends on where it runs. */
type Timings = { [Name in StartTime | AnswerTime | `first_${Post}_post_${PostTime}`]?: number } & {
  [Name in `first_${Post}_post_queued_behind`]?: QueuedBehind;
};
type StartTime = "time_origin_ms" | "time_to_request_ms" | "time_to_request_from_spawn_ms";
type AnswerTime = "request_sent_wall_ms" | "ttft_ms" | "ttft_stream_ms" | "first_content_frame_ms";
type Post = "stream" | "text";
type PostTime = "ms" | "queue_wait_ms" | "wall_ms";
type QueuedBehind = "durable_post" | "ephemeral_post" | "retry_backoff" | "hold" | "none";

/** A turn ran to its end; with `is_error: true` that end was an API error, and `result` is its text. */
export interface SDKResultSuccess extends ResultFields, Timings {
  subtype: "success";
  /** The last text. */ result: string;
  /** Only with `outputFormat`: data that fits its schema. */ structured_output?: unknown;
  deferred_tool_use?: SDKDeferredToolUse;
  local_command?: string;
  warm_spare_claimed?: boolean;
  first_stream_post_ack_ms?: number;
}

/** A turn was cut short: by a limit or retries (see `subtype`), or by an interrupt or failure (see `errors`). */
export interface SDKResultError extends ResultFields {
  subtype:
    | "error_during_execution"
    | "error_max_turns"
    | "error_max_budget_usd"
    | "error_max_structured_output_retries";
  /** What went wrong, in sentences; may be empty. */ errors: string[];
  startup_failure_reason?: SDKStartupFailureReason;
  invalid_config_file?: { path: string; is_global: boolean; backup_searched: boolean; backup_path?: string };
}

/** Ends a turn, not the session. Test `is_error`: a `success` may be an API error. */
export type SDKResultMessage = SDKResultSuccess | SDKResultError;
