// What the model, the user and the tools say.
import type { ApiMessage, MessageParam, StreamEvent } from "./api.ts";
import type { MessageFields, PromptFields, RetryFields, UUID } from "./fields.ts";
import type { SDKContextUsage } from "./report-context.ts";
import type { SDKUsageReport } from "./report-usage.ts";

/** Where a message or turn comes from: a person, another agent, a channel, an ended task …, by `kind`. */
export type SDKMessageOrigin =
  | { kind: "human" }
  | { kind: "coordinator" }
  | { kind: "unclassified" }
  | { kind: "auto-continuation" }
  | { kind: "observer-activity" }
  | { kind: "channel"; server: string }
  | {
      kind: "peer";
      from: string;
      /** Whether the sender's session asks before it acts. */ fromMode?: "bypass" | "prompting";
      name?: string;
      fromSession?: string;
      senderTaskId?: string;
      body?: string;
      verifiedPeerPid?: number;
    }
  | { kind: "observer"; from: string; senderTaskId: string }
  | {
      kind: "task-notification";
      subkind?:
        | "scheduled-trigger"
        | "peer-send-message"
        | "projects-relay"
        | "session-inbox"
        | "external-event";
      fireReason?: string;
      runId?: string;
    };

/** Why the API gave no answer, in an `assistant` message that the CLI itself wrote. */
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
 * One block of what the model says: text, thinking, or a tool call. The blocks of one answer arrive one by one
 * and share `message.id`.
 */
export interface SDKAssistantMessage extends MessageFields, SubagentFields, PromptFields {
  type: "assistant";
  message: ApiMessage;
  /** The `Agent` tool call that this belongs to, for a subagent's message. */
  parent_tool_use_id: string | null;
  /** Set if the CLI wrote this in place of an answer. */ error?: SDKAssistantMessageError;
  is_api_error_message?: boolean;
  api_error_status?: number | null;
  request_id?: string;
  /** The messages that this one replaces. */ supersedes?: UUID[];
  resumed_from_incomplete_thinking?: true;
  /** Set if an interrupt cut it short. */ aborted?: true;
  context_usage?: SDKContextUsage;
  usage_report?: SDKUsageReport;
}

/** How the tool call with this `id` was allowed or refused, and why it did not run if it did not. */
export interface ToolResultMeta {
  id: string;
  permission_decision?: { decision: string; source?: string; reason_type?: string };
  non_execution_kind?: string;
}

/**
 * What the model is told: a prompt, a tool's result (as a `tool_result` block, and as data in `tool_use_result`),
 * a note from the CLI (`isSynthetic`), or a subagent's prompt. Also what a source of prompts yields.
 */
export interface SDKUserMessage extends SubagentFields {
  type: "user";
  message: MessageParam;
  /** Null except for a subagent's messages. */ parent_tool_use_id: string | null;
  /** If you set it, `command_lifecycle` messages report the state of the prompt. */ uuid?: UUID;
  session_id?: string;
  /** Made by the CLI, not by a person. */ isSynthetic?: boolean;
  /** The tool's result as data; its shape depends on the tool. */ tool_use_result?: unknown;
  tool_result_meta?: ToolResultMeta[];
  /** `now` cuts the running answer short, `next` waits for the next step, `later` for the end of the turn. */
  priority?: "now" | "next" | "later";
  origin?: SDKMessageOrigin;
  /** False adds the message to the conversation without asking the model. */ shouldQuery?: boolean;
  client_composed?: true;
  /** Texts of the prompt that were pasted rather than typed. */ pasted_content?: MessageParam["content"][];
  inline_pastes?: string[];
}

/** A prompt, echoed once it is part of the conversation; only with the flag `--replay-user-messages`. */
export interface SDKUserMessageReplay extends SDKUserMessage {
  uuid: UUID;
  session_id: string;
  isReplay: true;
  file_attachments?: unknown[];
}

/** An event of the API's stream while the model writes; sent only with `includePartialMessages`. */
export interface SDKPartialAssistantMessage extends MessageFields, PromptFields {
  type: "stream_event";
  event: StreamEvent;
  parent_tool_use_id: string | null;
  /** The API's id of the answer that this belongs to; from CLI 2.1.300. */ api_message_id?: string;
  /** The time from request to first token, in milliseconds; only on `message_start`. */ ttft_ms?: number;
}

/** A tool is still running; sent every 30 seconds. */
export interface SDKToolProgressMessage extends MessageFields {
  type: "tool_progress";
  tool_use_id: string;
  tool_name: string;
  parent_tool_use_id: string | null;
  /** How long it has run so far. */ elapsed_time_seconds: number;
  heartbeat?: boolean;
  task_id?: string;
  subagent_type?: string;
  subagent_retry?: RetryFields & { agent_id: string; error_category: string };
}

/** A sentence for a user interface that summarises the preceding tool calls. */
export interface SDKToolUseSummaryMessage extends MessageFields {
  type: "tool_use_summary";
  summary: string;
  preceding_tool_use_ids: string[];
}
