// The message that ends a turn.
import type { SDKStartupFailureReason } from "./account.ts";
import type { NonNullableUsage } from "./api.ts";
import type { SDKMessageOrigin } from "./conversation-messages.ts";
import type { FastModeFields, MessageFields, PromptFields } from "./fields.ts";

/** The tokens and cost of one model in the whole session so far, including subagents. */
export interface ModelUsage {
  /** Input tokens, without those of a cache. */ inputTokens: number;
  outputTokens: number;
  /** Part of `outputTokens`; absent in older CLIs. */ thinkingTokens?: number;
  cacheReadInputTokens: number;
  cacheCreationInputTokens: number;
  cacheCreationEphemeral5mInputTokens?: number;
  cacheCreationEphemeral1hInputTokens?: number;
  webSearchRequests: number;
  /** The cost by the CLI's estimate, in US dollars. */ costUSD: number;
  /** How many tokens the model can see. */ contextWindow: number;
  /** How many tokens one answer can have. */ maxOutputTokens: number;
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

/** Why a turn ended: it was done, reached a limit, had no answer from the API, was stopped, or put off. */
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
  /** Test this, not the subtype: an API error is a `success` with `is_error`. */ is_error: boolean;
  /** The time from prompt to result, in milliseconds. */ duration_ms: number;
  /** Total time of its API requests, in milliseconds; more than `duration_ms` if some ran in parallel. */
  duration_api_ms: number;
  /** Model turns that this prompt took. */ num_turns: number;
  /** The `stop_reason` of the last API response. */ stop_reason: string | null;
  terminal_reason?: TerminalReason;
  /** The HTTP status of a failed request; else null or absent. */ api_error_status?: number | null;
  /** The cost of the whole session so far, not of this turn, in US dollars. */ total_cost_usd: number;
  /** The tokens of this turn's main thread. */ usage: NonNullableUsage;
  /** Usage in the whole session so far, by the model's name. */ modelUsage: Record<string, ModelUsage>;
  model_usage_since_last_result?: Record<string, ModelUsage>;
  /** The tool calls that were refused. */ permission_denials: SDKPermissionDenial[];
  /** Counts the results of one process from 0. */ result_index?: number;
  /** How many prompts were still queued when this turn ended. */ queued_turn_count?: number;
  /** Set for turns that the CLI started on its own. */ origin?: SDKMessageOrigin;
  /** When the login expires, ISO 8601. */ credential_expires_at?: string;
  subagent_stats?: unknown;
}

/** Times that the CLI has measured; which ones there are depends on where it runs. */
type Timings = { [Name in StartTime | AnswerTime | `first_${Post}_post_${PostTime}`]?: number } & {
  [Name in `first_${Post}_post_queued_behind`]?: QueuedBehind;
};
type StartTime = "time_origin_ms" | "time_to_request_ms" | "time_to_request_from_spawn_ms";
type AnswerTime = "request_sent_wall_ms" | "ttft_ms" | "ttft_stream_ms" | "first_content_frame_ms";
type Post = "stream" | "text";
type PostTime = "ms" | "queue_wait_ms" | "wall_ms";
type QueuedBehind = "durable_post" | "ephemeral_post" | "retry_backoff" | "hold" | "none";

/** A turn has ended normally or, with `is_error: true`, by an API error, whose text is `result`. */
export interface SDKResultSuccess extends ResultFields, Timings {
  subtype: "success";
  /** The text of the last answer; with `is_error`, the error. */ result: string;
  /** The answer as data that fits the schema of `outputFormat`. */ structured_output?: unknown;
  deferred_tool_use?: SDKDeferredToolUse;
  local_command?: string;
  warm_spare_claimed?: boolean;
  first_stream_post_ack_ms?: number;
}

/** A turn was cut short by a limit or failed retries (`subtype`), an interrupt or a failure (`errors`). */
export interface SDKResultError extends ResultFields {
  subtype:
    | "error_during_execution"
    | "error_max_turns"
    | "error_max_budget_usd"
    | "error_max_structured_output_retries";
  /** What went wrong, as sentences; may be empty. */ errors: string[];
  startup_failure_reason?: SDKStartupFailureReason;
  invalid_config_file?: { path: string; is_global: boolean; backup_searched: boolean; backup_path?: string };
}

/** The end of a turn, not of the session. Test `is_error`: a `success` may be an API error. */
export type SDKResultMessage = SDKResultSuccess | SDKResultError;
