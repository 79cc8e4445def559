// `system` messages about the session as a whole.

import type { ApiKeySource } from "./account.ts";
import type { PermissionMode, SlashCommand } from "./control.ts";
import type { SDKAssistantMessageError } from "./conversation.ts";
import type { FastModeFields, MessageFields, RetryFields, UUID } from "./fields.ts";

/** What every `system` message has. */
export interface SystemFields<Subtype extends string> extends MessageFields {
  type: "system";
  subtype: Subtype;
}

/** A turn begins: model, tools, MCP servers, directory, version. Comes each turn. */
export interface SDKSystemMessage extends SystemFields<"init">, FastModeFields {
  cwd: string;
  model: string;
  tools: string[];
  mcp_servers: { name: string; status: string; source?: string }[];
  permissionMode: PermissionMode;
  apiKeySource: ApiKeySource;
  claude_code_version: string;
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

/** What the CLI is busy with besides tools, and changes of the permission mode. */
export type SDKStatus = "compacting" | "requesting" | null;

/** The CLI asks the API, or compacts; or the permission mode has changed. */
export interface SDKStatusMessage extends SystemFields<"status"> {
  status: SDKStatus;
  permissionMode?: PermissionMode;
  compact_result?: "success" | "failed";
  compact_error?: string;
}

/** The session is `running`, `idle`, or waits for you (`requires_action`). */
export interface SDKSessionStateChangedMessage extends SystemFields<"session_state_changed"> {
  state: "idle" | "running" | "requires_action";
  sdk_host_only?: boolean;
}

/** A call of the API failed and is tried again. */
export interface SDKAPIRetryMessage extends SystemFields<"api_retry">, RetryFields {
  error: SDKAssistantMessageError;
  no_response?: { waited_ms: number; retry_wait_ms: number };
}

/** The conversation was summarised to make room; what came before is gone from the context. */
export interface SDKCompactBoundaryMessage extends SystemFields<"compact_boundary"> {
  compact_metadata: {
    trigger: "manual" | "auto";
    pre_tokens: number;
    post_tokens?: number;
    duration_ms?: number;
    preserved_segment?: { head_uuid: UUID; anchor_uuid: UUID; tail_uuid: UUID };
    preserved_messages?: { anchor_uuid: UUID; uuids: UUID[] };
  };
}

/** A control method takes longer. */
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

/** The model refused, and another one goes on. */
export interface SDKModelRefusalFallbackMessage extends Refusal<"model_refusal_fallback"> {
  trigger: "refusal";
  direction: "retry" | "revert" | "sticky";
  scope?: "session" | "local";
  fallback_model: string;
  retracted_message_uuids?: string[];
}

/** The model refused, and there is no other. */
export interface SDKModelRefusalNoFallbackMessage extends Refusal<"model_refusal_no_fallback"> {}

/** There are other slash commands now. */
export type SDKCommandsChangedMessage = SystemFields<"commands_changed"> & { commands: SlashCommand[] };

/** What a slash command printed that needs no model. */
export type SDKLocalCommandOutputMessage = SystemFields<"local_command_output"> & { content: string };

/** A text for the person in front of the host. */
export interface SDKNotificationMessage extends SystemFields<"notification"> {
  key: string;
  text: string;
  priority: "low" | "medium" | "high" | "immediate";
  color?: string;
  timeout_ms?: number;
}

/** A remark of the CLI or of a hook. */
export interface SDKInformationalMessage extends SystemFields<"informational"> {
  content: string;
  level: "info" | "notice" | "suggestion" | "warning";
  tool_use_id?: string;
  prevent_continuation?: boolean;
  tag?: string;
}

/** A tool call was refused without asking anybody. */
export interface SDKPermissionDeniedMessage extends SystemFields<"permission_denied"> {
  tool_name: string;
  tool_use_id: string;
  message: string;
  agent_id?: string;
  decision_reason_type?: string;
  decision_reason?: string;
}

/** How much the model has thought so far, estimated. */
export interface SDKThinkingTokensMessage extends SystemFields<"thinking_tokens"> {
  estimated_tokens: number;
  estimated_tokens_delta: number;
  user_message_uuid?: string;
}
