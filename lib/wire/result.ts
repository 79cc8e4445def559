// The message that ends a turn.
import type { SDKStartupFailureReason } from "./account.ts";
import type { NonNullableUsage } from "./api.ts";
import type { SDKMessageOrigin } from "./conversation.ts";
import type { FastModeFields, MessageFields, PromptFields } from "./fields.ts";

/** Tokens and cost of one model over the whole session so far. */
export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
  thinkingTokens?: number;
  cacheReadInputTokens: number;
  cacheCreationInputTokens: number;
  cacheCreationEphemeral5mInputTokens?: number;
  cacheCreationEphemeral1hInputTokens?: number;
  webSearchRequests: number;
  costUSD: number;
  contextWindow: number;
  maxOutputTokens: number;
  canonicalModel?: string;
  provider?: string;
  costBasis?: "list" | "managed" | "unknown";
}

/** A tool call that was refused. */
export interface SDKPermissionDenial {
  tool_name: string;
  tool_use_id: string;
  tool_input: Record<string, unknown>;
}

/** A tool call that a hook put off. */
export type SDKDeferredToolUse = { id: string; name: string; input: Record<string, unknown> };

/** Why a turn ended. */
export type TerminalReason = "completed" | LimitReached | RetriesExhausted | NoAnswer | Stopped | PutOff;
type LimitReached = "max_turns" | "budget_exhausted" | "prompt_too_long" | "blocking_limit";
type RetriesExhausted = "malformed_tool_use_exhausted" | "structured_output_retry_exhausted";
type NoAnswer = "api_error" | "model_error" | "image_error" | "rapid_refill_breaker" | "turn_setup_failed";
type Stopped = "aborted_streaming" | "aborted_tools" | "stop_hook_prevented" | "hook_stopped";
type PutOff = "tool_deferred" | "tool_deferred_unavailable" | "background_requested";

interface ResultFields extends MessageFields, PromptFields, FastModeFields {
  type: "result";
  /** Test this, not the subtype: an API error is a `success` with `is_error`. */
  is_error: boolean;
  /** From prompt to result. */
  duration_ms: number;
  /** Of it, waiting for the API. */
  duration_api_ms: number;
  num_turns: number;
  stop_reason: string | null;
  terminal_reason?: TerminalReason;
  api_error_status?: number | null;
  /** Of the whole session so far, not of this turn. */
  total_cost_usd: number;
  /** Of this turn's main thread. */
  usage: NonNullableUsage;
  /** Of the whole session so far. */
  modelUsage: Record<string, ModelUsage>;
  model_usage_since_last_result?: Record<string, ModelUsage>;
  permission_denials: SDKPermissionDenial[];
  /** Counts the results of a process from 0. */
  result_index?: number;
  queued_turn_count?: number;
  /** Set for turns that the CLI started by itself. */
  origin?: SDKMessageOrigin;
  credential_expires_at?: string;
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

/** A turn ran to its end; with `is_error`, the end was an API error. */
export interface SDKResultSuccess extends ResultFields, Timings {
  subtype: "success";
  result: string;
  structured_output?: unknown;
  deferred_tool_use?: SDKDeferredToolUse;
  local_command?: string;
  warm_spare_claimed?: boolean;
  first_stream_post_ack_ms?: number;
}

type ErrorOfLimit = "error_max_turns" | "error_max_budget_usd" | "error_max_structured_output_retries";

/** A turn was cut short by a limit, an interrupt or a failure. */
export interface SDKResultError extends ResultFields {
  subtype: "error_during_execution" | ErrorOfLimit;
  errors: string[];
  startup_failure_reason?: SDKStartupFailureReason;
  invalid_config_file?: { path: string; is_global: boolean; backup_searched: boolean; backup_path?: string };
}

/** The end of a turn; the session may go on. */
export type SDKResultMessage = SDKResultSuccess | SDKResultError;
