// The Messages API's types: those of @anthropic-ai/sdk where a program has it, so that messages can be handed to it
// and back whatever its version, and our own where it has not.

// Each import stays on one line, which is all that `@ts-ignore` covers.
/** @ts-ignore Missing without the optional peer. */
import type * as stable from "@anthropic-ai/sdk/resources";
/** @ts-ignore Missing without the optional peer. */
import type * as beta from "@anthropic-ai/sdk/resources/beta/messages/messages.mjs";

/**
 * The first type, or the second when the first comes from a missing package and so is a kind of `any`, which alone has
 * room for `unknown`. In brackets, because TypeScript gives up on a condition about the missing type itself.
 */
type Or<Theirs, Own> = [unknown] extends [Theirs] ? Own : Theirs;

/** An answer of the model, whole or as it begins. */
export type ApiMessage = Or<beta.BetaMessage, OwnApiMessage>;

/** One part of an answer. Kinds that are newer than this library arrive as they are. */
export type ContentBlock = ApiMessage["content"][number];

/** One event of an answer that is being written. */
export type StreamEvent = Or<beta.BetaRawMessageStreamEvent, OwnStreamEvent>;

/** Tokens that were used; the counts of one request or one turn, as the place says. */
export type Usage = Or<beta.BetaUsage, OwnUsage>;

/** What is said to the model. */
export type MessageParam = Or<stable.MessageParam, OwnMessageParam>;

/** Tokens of a whole turn: {@link Usage} whose fields are all there. */
export type NonNullableUsage = {
  [Field in keyof Usage]: Field extends "fallback_credit" ? Usage[Field] : NonNullable<Usage[Field]>;
};

/** What the model says. */
export type TextBlock = { type: "text"; text: string; citations: TextCitation[] | null };

/** Where a text takes what it says from. */
export interface TextCitation {
  type: `${"char" | "page" | "content_block" | "web_search_result" | "search_result"}_location`;
  cited_text: string;
  [field: string]: unknown;
}

/** What the model thinks before it answers. */
export type ThinkingBlock = { type: "thinking"; thinking: string; signature: string };

/** Thinking that the service has encrypted. */
export type RedactedThinkingBlock = { type: "redacted_thinking"; data: string };

type Use<Type, Input = unknown> = { type: Type; id: string; name: string; input: Input };
type Result<Type, Content> = { type: Type; tool_use_id: string; content: Content };

/** A tool that the model wants to run. */
export type ToolUseBlock = Use<"tool_use">;

/** A tool that runs at the service, such as web search. */
export type ServerToolUseBlock = Use<"server_tool_use", Record<string, unknown>>;

/** A tool of an MCP server that the service calls by itself. */
export type McpToolUseBlock = Use<"mcp_tool_use"> & { server_name: string };

/** What such a tool gave back. */
export type McpToolResultBlock = Result<"mcp_tool_result", string | TextBlock[]> & { is_error: boolean };

/** What a tool of the service found. */
export type ServerToolResultBlock = Result<`${ServerTool}_tool_result`, unknown>;
type ServerTool = "web_search" | "web_fetch" | "advisor" | "tool_search" | CodeExecution;
type CodeExecution = "code_execution" | "bash_code_execution" | "text_editor_code_execution";

/** What the service says about its own work: a file put in place, a summary, another model, tools on offer. */
export type ServerToolBlock =
  | { type: "container_upload"; file_id: string }
  | { type: "compaction"; content: string | null; encrypted_content: string | null }
  | { type: "fallback"; from: { model: string }; to: { model: string } }
  | { type: "mcp_tool_listing"; mcp_server_name: string; tools: { name: string; description?: string }[] };

type ModelBlock = ThinkingBlock | RedactedThinkingBlock | ToolUseBlock;
type ServerBlock = ServerToolUseBlock | ServerToolResultBlock | McpToolUseBlock | McpToolResultBlock;
type OwnContentBlock = TextBlock | ModelBlock | ServerBlock | ServerToolBlock;

type Data<Type, MediaType> = { type: Type; media_type: MediaType; data: string };
type ByReference = { type: "url"; url: string } | { type: "file"; file_id: string };

/** A picture, in a prompt or in what a tool gave back. */
export interface ImageBlock {
  type: "image";
  source: Data<"base64", `image/${"jpeg" | "png" | "gif" | "webp"}`> | ByReference;
}

/** A document in a prompt, such as a PDF. */
export interface DocumentBlock {
  type: "document";
  source:
    | Data<"base64", "application/pdf">
    | Data<"text", "text/plain">
    | { type: "content"; content: string | (PromptTextBlock | ImageBlock)[] }
    | ByReference;
  title?: string | null;
  context?: string | null;
}

/** A text in a prompt. */
export type PromptTextBlock = { type: "text"; text: string; cache_control?: CacheControl | null };
type CacheControl = { type: "ephemeral"; ttl?: "5m" | "1h" };

/** What a tool gave back, on its way to the model. */
export interface ToolResultBlock {
  type: "tool_result";
  tool_use_id: string;
  content?: string | PromptPart[];
  is_error?: boolean;
}

type PromptPart = PromptTextBlock | ImageBlock | DocumentBlock;

interface OwnMessageParam {
  role: "user" | "assistant" | "system";
  content: string | (PromptPart | ToolResultBlock | ModelBlock)[];
}

interface OwnUsage {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number | null;
  cache_read_input_tokens: number | null;
  cache_creation: { ephemeral_1h_input_tokens: number; ephemeral_5m_input_tokens: number } | null;
  server_tool_use: { web_search_requests: number; web_fetch_requests: number } | null;
  service_tier: "standard" | "priority" | "batch" | null;
  output_tokens_details: { thinking_tokens: number } | null;
  speed: "standard" | "fast" | null;
  inference_geo: string | null;
  /** The requests of which these are the sums. */
  iterations: { type: string; input_tokens: number; output_tokens: number }[] | null;
  fallback_credit: { status: { type: string } } | null;
}

type Finished = "end_turn" | "stop_sequence" | "tool_use" | "pause_turn" | "compaction" | "refusal";
type OutOfRoom = "max_tokens" | "model_context_window_exceeded";

interface OwnApiMessage {
  id: string;
  type: "message";
  role: "assistant";
  model: string;
  content: OwnContentBlock[];
  stop_reason: Finished | OutOfRoom | null;
  stop_sequence: string | null;
  usage: OwnUsage;
}

/** A piece of a content block that grows. */
export type StreamDelta =
  | { type: "text_delta"; text: string }
  | { type: "input_json_delta"; partial_json: string }
  | { type: "thinking_delta"; thinking: string }
  | { type: "signature_delta"; signature: string }
  | { type: "citations_delta"; citation: TextCitation }
  | { type: "compaction_delta"; content: string | null; encrypted_content: string | null };

type OwnStreamEvent =
  | { type: "message_start"; message: OwnApiMessage }
  | { type: "content_block_start"; index: number; content_block: OwnContentBlock }
  | { type: "content_block_delta"; index: number; delta: StreamDelta }
  | { type: "content_block_stop"; index: number }
  | {
      type: "message_delta";
      delta: { stop_reason: OwnApiMessage["stop_reason"]; stop_sequence: string | null };
      usage: { output_tokens: number; [field: string]: unknown };
    }
  | { type: "message_stop" };
