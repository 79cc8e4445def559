// The parts that a message's content is made of, as the Messages API spells them.

/** What the model says. */
export interface TextBlock {
  type: "text";
  text: string;
  citations?: unknown[] | null;
}

/** What the model thinks before it answers. */
export interface ThinkingBlock {
  type: "thinking";
  thinking: string;
  signature: string;
}

/** Thinking that the service has encrypted. */
export interface RedactedThinkingBlock {
  type: "redacted_thinking";
  data: string;
}

/** A tool that the model wants to run. */
export interface ToolUseBlock {
  type: "tool_use";
  id: string;
  name: string;
  input: unknown;
}

/** A tool that runs at the service, such as web search. */
export interface ServerToolUseBlock {
  type: "server_tool_use";
  id: string;
  name: string;
  input: unknown;
}

/** What a service-side tool found. */
export interface ServerToolResultBlock {
  type: "web_search_tool_result" | "web_fetch_tool_result" | "code_execution_tool_result" | "mcp_tool_result";
  tool_use_id: string;
  content: unknown;
}

/** Where the bytes of an image or document are. */
export type MediaSource =
  | { type: "base64"; media_type: string; data: string }
  | { type: "url"; url: string }
  | { type: "file"; file_id: string }
  | { type: "text"; media_type: "text/plain"; data: string };

/** A picture, in a prompt or in what a tool gave back. */
export interface ImageBlock {
  type: "image";
  source: MediaSource;
}

/** A document in a prompt, such as a PDF. */
export interface DocumentBlock {
  type: "document";
  source: MediaSource;
  title?: string | null;
  context?: string | null;
}

/** What a tool gave back, on its way to the model. */
export interface ToolResultBlock {
  type: "tool_result";
  tool_use_id: string;
  content?: string | ContentBlock[];
  is_error?: boolean;
}

/** One part of a message's content. Kinds that are newer than this library arrive as they are. */
export type ContentBlock =
  | TextBlock
  | ThinkingBlock
  | RedactedThinkingBlock
  | ToolUseBlock
  | ServerToolUseBlock
  | ServerToolResultBlock
  | ImageBlock
  | DocumentBlock
  | ToolResultBlock;

/** Tokens that were used; the counts of one request or one turn, as the place says. */
export interface Usage {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  service_tier?: string | null;
  server_tool_use?: { web_search_requests: number; web_fetch_requests?: number } | null;
  cache_creation?: { ephemeral_1h_input_tokens: number; ephemeral_5m_input_tokens: number } | null;
  [field: string]: unknown;
}

/** An answer of the model, whole or as it begins. */
export interface ApiMessage {
  id: string;
  type: "message";
  role: "assistant";
  model: string;
  content: ContentBlock[];
  stop_reason: string | null;
  stop_sequence: string | null;
  usage: Usage;
}

/** What is said to the model. */
export interface MessageParam {
  role: "user" | "assistant";
  content: string | ContentBlock[];
}

/** A piece of a content block that grows. */
export type StreamDelta =
  | { type: "text_delta"; text: string }
  | { type: "input_json_delta"; partial_json: string }
  | { type: "thinking_delta"; thinking: string }
  | { type: "signature_delta"; signature: string }
  | { type: "citations_delta"; citation: unknown };

/** One event of an answer that is being written. */
export type StreamEvent =
  | { type: "message_start"; message: ApiMessage }
  | { type: "content_block_start"; index: number; content_block: ContentBlock }
  | { type: "content_block_delta"; index: number; delta: StreamDelta }
  | { type: "content_block_stop"; index: number }
  | {
      type: "message_delta";
      delta: { stop_reason: string | null; stop_sequence?: string | null };
      usage: { output_tokens: number; [field: string]: unknown };
    }
  | { type: "message_stop"; abandoned_blocks?: Record<string, unknown> }
  | { type: "ping" };
