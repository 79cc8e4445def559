// What the model, the user and the tools say.
import type { ApiMessage, MessageParam, StreamEvent } from "./content.ts";

/** Who a message comes from, when it is not simply the user. */
export type SDKMessageOrigin =
  | { kind: "human" | "coordinator" | "unclassified" | "auto-continuation" | "observer-activity" }
  | { kind: "channel"; server: string }
  | { kind: "peer"; from: string; name?: string; fromSession?: string; senderTaskId?: string; body?: string }
  | { kind: "observer"; from: string; senderTaskId: string }
  | { kind: "task-notification"; subkind?: string; fireReason?: string; runId?: string };

/** What kind of failure a synthetic answer reports. */
export type SDKAssistantMessageError =
  | "authentication_failed"
  | "oauth_org_not_allowed"
  | "account_on_hold"
  | "verification_required"
  | "billing_error"
  | "rate_limit"
  | "overloaded"
  | "invalid_request"
  | "model_not_found"
  | "server_error"
  | "unknown"
  | "max_output_tokens"
  | "cloud_credential_error";

/** One content block of an answer, as soon as it is complete; blocks of one answer share `message.id`. */
export interface SDKAssistantMessage {
  type: "assistant";
  message: ApiMessage;
  /** The `Agent` tool call that this belongs to, for a subagent's message. */
  parent_tool_use_id: string | null;
  uuid: string;
  session_id: string;
  error?: SDKAssistantMessageError;
  is_api_error_message?: boolean;
  api_error_status?: number | null;
  request_id?: string;
  user_message_uuid?: string;
  user_message_uuids?: string[];
  supersedes?: string[];
  resume_reason?: string;
  aborted?: true;
  agent_id?: string;
  subagent_type?: string;
  task_description?: string;
  timestamp?: string;
}

/** How a tool call came to be allowed or refused. */
export interface ToolResultMeta {
  id: string;
  permission_decision?: { decision: string; source?: string; reason_type?: string };
  non_execution_kind?: string;
}

/** A message of the user: sent by the host, or emitted with tool results, notes and subagent prompts. */
export interface SDKUserMessage {
  type: "user";
  message: MessageParam;
  parent_tool_use_id: string | null;
  /** Chosen by the host, it lets `command_lifecycle` tell what becomes of the message. */
  uuid?: string;
  session_id?: string;
  /** Made by the CLI, not by a person. */
  isSynthetic?: boolean;
  /** The tool's result as data; its shape depends on the tool. */
  tool_use_result?: unknown;
  tool_result_meta?: ToolResultMeta[];
  /** `now` cuts the running answer short, `next` waits for the next step, `later` for the end of the turn. */
  priority?: "now" | "next" | "later";
  origin?: SDKMessageOrigin;
  /** False adds the message to the conversation without asking the model. */
  shouldQuery?: boolean;
  timestamp?: string;
  client_composed?: true;
  agent_id?: string;
  subagent_type?: string;
  task_description?: string;
}

/** A user message echoed by the CLI (`--replay-user-messages`). */
export interface SDKUserMessageReplay extends SDKUserMessage {
  uuid: string;
  session_id: string;
  isReplay: true;
  file_attachments?: unknown[];
}

/** A piece of an answer while it is written; only with `includePartialMessages`. */
export interface SDKPartialAssistantMessage {
  type: "stream_event";
  event: StreamEvent;
  parent_tool_use_id: string | null;
  uuid: string;
  session_id: string;
  /** Time to the first token, on `message_start`. */
  ttft_ms?: number;
  user_message_uuid?: string;
  user_message_uuids?: string[];
  resume_reason?: string;
}

/** What becomes of a user message that the host gave a uuid. */
export interface SDKCommandLifecycleMessage {
  type: "command_lifecycle";
  command_uuid: string;
  state: "queued" | "started" | "completed" | "cancelled";
  uuid: string;
  session_id: string;
}

/** Sent every 30 seconds while a tool runs. */
export interface SDKToolProgressMessage {
  type: "tool_progress";
  tool_use_id: string;
  tool_name: string;
  parent_tool_use_id: string | null;
  elapsed_time_seconds: number;
  heartbeat?: boolean;
  task_id?: string;
  subagent_type?: string;
  subagent_retry?: {
    agent_id: string;
    attempt: number;
    max_retries: number;
    retry_delay_ms: number;
    error_status: number | null;
    error_category: string;
  };
  uuid: string;
  session_id: string;
}

/** A short account of what a group of tool calls did. */
export interface SDKToolUseSummaryMessage {
  type: "tool_use_summary";
  summary: string;
  preceding_tool_use_ids: string[];
  uuid: string;
  session_id: string;
}
