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

/** The model's answer: `BetaMessage` of `@anthropic-ai/sdk` if installed, else a type of this library. */
export type ApiMessage = Or<beta.BetaMessage, OwnApiMessage>;

/** One block of an answer; narrow it by its `type`. Kinds newer than this library arrive unchanged. */
export type ContentBlock = ApiMessage["content"][number];

/** One event of a streamed answer, such as `content_block_delta`; in `stream_event` messages, with `includePartialMessages`. */
export type StreamEvent = Or<beta.BetaRawMessageStreamEvent, OwnStreamEvent>;

/** Token counts: of one request in `message.usage`, of a turn's main thread in a result. Null means not reported. */
export type Usage = Or<beta.BetaUsage, OwnUsage>;

/** A message of the conversation as the API accepts it: a role, and a text or blocks. */
export type MessageParam = Or<stable.MessageParam, OwnMessageParam>;

/** {@link Usage} of a result: every field has a value, 0 when nothing was counted. */
export type NonNullableUsage = {
  [Field in keyof Usage]: Field extends "fallback_credit" ? Usage[Field] : NonNullable<Usage[Field]>;
};

/** Text of an answer; `citations` is null unless it quotes documents or search results. */
export type TextBlock = { type: "text"; text: string; citations: TextCitation[] | null };

/** The place in a document or search result that a text quotes. */
export interface TextCitation {
  type: `${"char" | "page" | "content_block" | "web_search_result" | "search_result"}_location`;
  cited_text: string;
  [field: string]: unknown;
}

/** Thinking before an answer; `thinking` may be empty, and `signature` lets the API check it. */
export type ThinkingBlock = { type: "thinking"; thinking: string; signature: string };

/** Thinking that only the API can read; keep it unchanged in the conversation. */
export type RedactedThinkingBlock = { type: "redacted_thinking"; data: string };

type Use<Type, Input = unknown> = { type: Type; id: string; name: string; input: Input };
type Result<Type, Content> = { type: Type; tool_use_id: string; content: Content };

/** A tool call: `input` fits the tool's schema, and a `tool_result` block with this `id` answers it. */
export type ToolUseBlock = Use<"tool_use">;

/** A call of a tool that the API itself runs, such as web search. */
export type ServerToolUseBlock = Use<"server_tool_use", Record<string, unknown>>;

/** A call of an MCP server's tool that the API itself makes. */
export type McpToolUseBlock = Use<"mcp_tool_use"> & { server_name: string };

/** What the server answered to the {@link McpToolUseBlock} with the id `tool_use_id`; `is_error` if the call failed. */
export type McpToolResultBlock = Result<"mcp_tool_result", string | TextBlock[]> & { is_error: boolean };

/** The result of the {@link ServerToolUseBlock} with the id `tool_use_id`; `content` depends on `type`. */
export type ServerToolResultBlock = Result<`${ServerTool}_tool_result`, unknown>;
type ServerTool = "web_search" | "web_fetch" | "advisor" | "tool_search" | CodeExecution;
type CodeExecution = "code_execution" | "bash_code_execution" | "text_editor_code_execution";

/** A note from the API about its work: an uploaded file, a compaction, a fallback model, a server's tools. */
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

/** An image in a prompt or in a tool's result: base64 data, a URL, or an uploaded file. */
export interface ImageBlock {
  type: "image";
  source: Data<"base64", `image/${"jpeg" | "png" | "gif" | "webp"}`> | ByReference;
}

/** A document in a prompt: a PDF in base64, plain text, a URL, or an uploaded file. */
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

/** Text of a prompt; `cache_control` marks the end of what the API should cache. */
export type PromptTextBlock = { type: "text"; text: string; cache_control?: CacheControl | null };
type CacheControl = { type: "ephemeral"; ttl?: "5m" | "1h" };

/** A tool's result for the model, matched by `tool_use_id`; `is_error` if the call failed. */
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
  /** The requests that these numbers sum up. */
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

/** What a `content_block_delta` event adds to the block with its `index`. */
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
