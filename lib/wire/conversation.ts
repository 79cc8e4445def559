// What the model, the user and the tools say.
import type { ApiMessage, MessageParam, StreamEvent } from "./api.ts";
import type { MessageFields, PromptFields, RetryFields, UUID } from "./fields.ts";
import type { SDKContextUsage } from "./report-context.ts";
import type { SDKUsageReport } from "./report-usage.ts";

/** Who a message comes from, when it is not simply the user. */
export type SDKMessageOrigin =
  | { kind: "human" | "coordinator" | "unclassified" | "auto-continuation" | "observer-activity" }
  | { kind: "channel"; server: string }
  | {
      kind: "peer";
      from: string;
      /** Whether the sender's session asks before it acts. */
      fromMode?: "bypass" | "prompting";
      name?: string;
      fromSession?: string;
      senderTaskId?: string;
      body?: string;
      verifiedPeerPid?: number;
    }
  | { kind: "observer"; from: string; senderTaskId: string }
  | { kind: "task-notification"; subkind?: Trigger | Relay; fireReason?: string; runId?: string };
type Trigger = "scheduled-trigger" | "external-event";
type Relay = "peer-send-message" | "projects-relay" | "session-inbox";

/** What kind of failure a synthetic answer reports. */
export type SDKAssistantMessageError = AccountError | RefusedRequest | NoService | "unknown";
type AccountError = "authentication_failed" | "cloud_credential_error" | "billing_error" | AccountOnHold;
type AccountOnHold = "oauth_org_not_allowed" | "account_on_hold" | "verification_required";
type RefusedRequest = "invalid_request" | "model_not_found" | "max_output_tokens";
type NoService = "rate_limit" | "overloaded" | "server_error";

interface SubagentFields {
  agent_id?: string;
  subagent_type?: string;
  task_description?: string;
  timestamp?: string;
}

/**
 * One block of what the model says: a text, a thought, a tool call. Blocks of one answer come one by one
 * and share `message.id`.
 */
export interface SDKAssistantMessage extends MessageFields, SubagentFields, PromptFields {
  type: "assistant";
  message: ApiMessage;
  /** The `Agent` tool call that this belongs to, for a subagent's message. */
  parent_tool_use_id: string | null;
  error?: SDKAssistantMessageError;
  is_api_error_message?: boolean;
  api_error_status?: number | null;
  request_id?: string;
  /** Messages that this one replaces. */
  supersedes?: UUID[];
  resumed_from_incomplete_thinking?: true;
  aborted?: true;
  context_usage?: SDKContextUsage;
  usage_report?: SDKUsageReport;
}

/** How a tool call came to be allowed or refused. */
export interface ToolResultMeta {
  id: string;
  permission_decision?: { decision: string; source?: string; reason_type?: string };
  non_execution_kind?: string;
}

/**
 * What is said to the model: a prompt, the result of a tool (as `tool_result` block, and as data in
 * `tool_use_result`), a note of the CLI (`isSynthetic`), a subagent's prompt.
 */
export interface SDKUserMessage extends SubagentFields {
  type: "user";
  message: MessageParam;
  parent_tool_use_id: string | null;
  /** Chosen by the host, it lets `command_lifecycle` tell what becomes of the message. */
  uuid?: UUID;
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
  client_composed?: true;
  /** Texts of the prompt that were pasted rather than typed. */
  pasted_content?: MessageParam["content"][];
  inline_pastes?: string[];
}

/** A user message echoed by the CLI (`--replay-user-messages`). */
export interface SDKUserMessageReplay extends SDKUserMessage {
  uuid: UUID;
  session_id: string;
  isReplay: true;
  file_attachments?: unknown[];
}

/** A piece of an answer while it is written; with `includePartialMessages`. */
export interface SDKPartialAssistantMessage extends MessageFields, PromptFields {
  type: "stream_event";
  event: StreamEvent;
  parent_tool_use_id: string | null;
  /** The API's id of the answer that this is a piece of; CLI 2.1.300 and later. */
  api_message_id?: string;
  /** Time to the first token, on `message_start`. */
  ttft_ms?: number;
}

/** A tool still runs; every 30 seconds. */
export interface SDKToolProgressMessage extends MessageFields {
  type: "tool_progress";
  tool_use_id: string;
  tool_name: string;
  parent_tool_use_id: string | null;
  elapsed_time_seconds: number;
  heartbeat?: boolean;
  task_id?: string;
  subagent_type?: string;
  subagent_retry?: RetryFields & { agent_id: string; error_category: string };
}

/** What a group of tool calls did, in a sentence. */
export interface SDKToolUseSummaryMessage extends MessageFields {
  type: "tool_use_summary";
  summary: string;
  preceding_tool_use_ids: string[];
}
