// `system` messages about the session as a whole.

import type { ApiKeySource } from "./account.ts";
import type { PermissionMode, SlashCommand } from "./control-frames.ts";
import type { SDKAssistantMessageError } from "./conversation-messages.ts";
import type { FastModeFields, MessageFields, RetryFields, UUID } from "./fields.ts";

/** Fields of every `system` message; `subtype` says which it is. */
export interface SystemFields<Subtype extends string> extends MessageFields {
  type: "system";
  subtype: Subtype;
}

/** A turn begins, with this model, these tools and MCP servers. Sent at every turn, not only the first. */
export interface SDKSystemMessage extends SystemFields<"init">, FastModeFields {
  cwd: string;
  model: string;
  tools: string[];
  /** `connected`, `failed`, `pending` … */ mcp_servers: { name: string; status: string; source?: string }[];
  permissionMode: PermissionMode;
  apiKeySource: ApiKeySource;
  /** Such as `2.1.330`. */ claude_code_version: string;
  slash_commands: string[];
  output_style: string;
  skills: string[];
  plugins: { name: string; path: string; version?: string }[];
  agents?: string[];
  betas?: string[];
  capabilities?: string[];
  terminal_slash_commands?: string[];
  plugin_errors?: {
    plugin: string;
    type: string;
    message: string;
    path?: string;
    managed_lock?: { plugin_enabled: boolean; name: string; marketplace?: string };
  }[];
  effort?: "low" | "medium" | "high" | "xhigh" | "max" | null;
  view_mode?: "focus" | "default";
}

/** What the CLI does besides tools: it compacts the conversation, waits for the API, or neither (null). */
export type SDKStatus = "compacting" | "requesting" | null;

/** The CLI waits for the API or compacts the conversation, or the permission mode has changed. */
export interface SDKStatusMessage extends SystemFields<"status"> {
  status: SDKStatus;
  /** The new mode; absent unless it changed. */ permissionMode?: PermissionMode;
  compact_result?: "success" | "failed";
  compact_error?: string;
}

/** The session is now `running`, `idle`, or waits for one of your callbacks (`requires_action`). */
export interface SDKSessionStateChangedMessage extends SystemFields<"session_state_changed"> {
  state: "idle" | "running" | "requires_action";
  sdk_host_only?: boolean;
}

/** A request to the API has failed; the CLI tries again after `retry_delay_ms` milliseconds. */
export interface SDKAPIRetryMessage extends SystemFields<"api_retry">, RetryFields {
  error: SDKAssistantMessageError;
  /** Set if the API did not answer in time. */ no_response?: { waited_ms: number; retry_wait_ms: number };
}

/** The conversation has been compacted: the model no longer sees what came before, only a summary of it. */
export interface SDKCompactBoundaryMessage extends SystemFields<"compact_boundary"> {
  compact_metadata: {
    trigger: "manual" | "auto";
    /** Tokens in the context before. */ pre_tokens: number;
    /** Tokens in the context after. */ post_tokens?: number;
    duration_ms?: number;
    preserved_segment?: { head_uuid: UUID; anchor_uuid: UUID; tail_uuid: UUID };
    preserved_messages?: { anchor_uuid: UUID; uuids: UUID[] };
  };
}

/** Progress of a control request that takes a while: it has `started`, or retries a failed API request. */
export interface SDKControlRequestProgressMessage
  extends SystemFields<"control_request_progress">,
    Partial<RetryFields> {
  request_id: string;
  status: "started" | "api_retry";
}

interface Refusal<Subtype extends string> extends SystemFields<Subtype> {
  original_model: string;
  request_id: string | null;
  api_refusal_category?: string | null;
  api_refusal_explanation?: string | null;
  refused_user_message_uuid?: string | null;
  content: string;
}

/** The model has refused to answer, and `fallback_model` continues. */
export interface SDKModelRefusalFallbackMessage extends Refusal<"model_refusal_fallback"> {
  trigger: "refusal";
  direction: "retry" | "revert" | "sticky";
  scope?: "session" | "local";
  fallback_model: string;
  retracted_message_uuids?: string[];
}

/** The model has refused to answer, and there is no fallback model; `content` is the text for the user. */
export interface SDKModelRefusalNoFallbackMessage extends Refusal<"model_refusal_no_fallback"> {}

/** The slash commands have changed: replace your list with `commands`, which has all of them. */
export interface SDKCommandsChangedMessage extends SystemFields<"commands_changed"> {
  commands: SlashCommand[];
}

/** Output of a slash command that ran without the model, such as `/cost`. */
export interface SDKLocalCommandOutputMessage extends SystemFields<"local_command_output"> {
  content: string;
}

/** A text to show to the user for a short time, as the CLI's terminal UI does. */
export interface SDKNotificationMessage extends SystemFields<"notification"> {
  key: string;
  text: string;
  priority: "low" | "medium" | "high" | "immediate";
  color?: string;
  /** How long to show it, in milliseconds; if absent, the host decides. */ timeout_ms?: number;
}

/** A note for the user, from the CLI or from a hook's `systemMessage`. */
export interface SDKInformationalMessage extends SystemFields<"informational"> {
  content: string;
  level: "info" | "notice" | "suggestion" | "warning";
  tool_use_id?: string;
  prevent_continuation?: boolean;
  tag?: string;
}

/** A tool call has been refused without a permission request; `message` is what the model reads. */
export interface SDKPermissionDeniedMessage extends SystemFields<"permission_denied"> {
  tool_name: string;
  tool_use_id: string;
  message: string;
  /** The subagent that made the call. */ agent_id?: string;
  decision_reason_type?: string;
  decision_reason?: string;
}

/** An estimate of how many tokens the model has spent on thinking in this answer so far. */
export interface SDKThinkingTokensMessage extends SystemFields<"thinking_tokens"> {
  estimated_tokens: number;
  /** How many since the previous message. */ estimated_tokens_delta: number;
  user_message_uuid?: string;
}
