// What programs do with messages.
import {
  query,
  type SDKAssistantMessage,
  type SDKMessage,
  type SDKResultMessage,
  type SDKSystemMessage,
  type SDKUserMessage,
} from "@anthropic-ai/claude-agent-sdk";

declare function use(...values: unknown[]): void;
declare function text(value: string): void;
declare function count(value: number): void;

export async function blocks(): Promise<void> {
  for await (const message of query({ prompt: "Hello" })) {
    if (message.type === "assistant") {
      for (const block of message.message.content) {
        if (block.type === "text") text(block.text);
        else if (block.type === "thinking") text(block.thinking);
        else if (block.type === "tool_use") use(block.id.length, block.name.length, block.input);
        else if (block.type === "server_tool_use") use(block.input, block.name);
      }
      const texts = message.message.content.flatMap((block) => (block.type === "text" ? [block.text] : []));
      text(texts.join(""));
      count(message.message.usage.input_tokens);
      if (message.message.stop_reason === "max_tokens") text(message.message.model);
      if (message.error === "rate_limit") text(message.session_id);
    }
    if (message.type === "user" && typeof message.message.content !== "string") {
      for (const block of message.message.content) {
        if (block.type === "tool_result") use(block.tool_use_id, block.is_error, block.content);
        if (block.type === "image" && block.source.type === "base64") text(block.source.media_type);
      }
    }
    if (message.type === "system" && message.subtype === "init") {
      text(message.tools.join());
      text(message.mcp_servers.map(({ name, status }) => `${name}: ${status}`).join());
      text(message.slash_commands[0] ?? message.model);
    }
    if (message.type === "stream_event" && message.event.type === "content_block_delta") {
      if (message.event.delta.type === "text_delta") text(message.event.delta.text);
      if (message.event.delta.type === "input_json_delta") text(message.event.delta.partial_json);
    }
    if (message.type === "stream_event" && message.event.type === "content_block_start") {
      if (message.event.content_block.type === "tool_use") text(message.event.content_block.name);
    }
    if (message.type === "system" && message.subtype === "compact_boundary") {
      count(message.compact_metadata.pre_tokens);
    }
    if ("result" in message) text(message.result);
  }
}

export function result(message: SDKResultMessage): string {
  count(message.total_cost_usd + message.duration_ms + message.num_turns);
  count(message.usage.cache_read_input_tokens + message.usage.server_tool_use.web_search_requests);
  for (const [model, { costUSD, contextWindow }] of Object.entries(message.modelUsage))
    use(model, costUSD + contextWindow);
  if (message.subtype === "success") {
    use(message.structured_output);
    return message.result;
  }
  const why:
    | "error_during_execution"
    | "error_max_turns"
    | "error_max_budget_usd"
    | "error_max_structured_output_retries" = message.subtype;
  return `${why}: ${message.errors.join("; ")} ${message.permission_denials.map((denial) => denial.tool_name).join()}`;
}

export function everyType(message: SDKMessage): string {
  switch (message.type) {
    case "assistant":
    case "user":
    case "result":
    case "system":
      return message.session_id ?? "";
    case "stream_event":
      return message.event.type;
    case "tool_progress":
      return message.tool_name;
    case "auth_status":
      return message.output.join();
    case "tool_use_summary":
      return message.summary;
    case "rate_limit_event":
      return message.rate_limit_info.status;
    case "prompt_suggestion":
      return message.suggestion;
    case "conversation_reset":
      return message.new_conversation_id;
    default: {
      const none: never = message;
      return none;
    }
  }
}

export function everySubtype(message: Extract<SDKMessage, { type: "system" }>): void {
  switch (message.subtype) {
    case "init":
    case "compact_boundary":
    case "status":
    case "api_retry":
    case "control_request_progress":
    case "model_refusal_fallback":
    case "model_refusal_no_fallback":
    case "local_command_output":
    case "hook_started":
    case "hook_progress":
    case "hook_response":
    case "plugin_install":
    case "task_notification":
    case "task_started":
    case "task_updated":
    case "task_progress":
    case "background_tasks_changed":
    case "thinking_tokens":
    case "session_state_changed":
    case "worker_shutting_down":
    case "commands_changed":
    case "notification":
    case "files_persisted":
    case "memory_recall":
    case "elicitation_complete":
    case "permission_denied":
    case "mirror_error":
    case "informational":
    case "session_writes_lost":
      return text(message.uuid);
    default: {
      const none: never = message;
      return none;
    }
  }
}

/** A table of handlers, as programs write it: each gets the message of its type. */
export type Handlers = {
  [Type in SDKMessage["type"]]?: (message: Extract<SDKMessage, { type: Type }>) => void;
};
export const handlers: Handlers = {
  assistant: (message) => count(message.message.content.length),
  result: (message) => text(result(message)),
};

const isAssistant = (message: SDKMessage): message is SDKAssistantMessage => message.type === "assistant";
export const assistants = (all: SDKMessage[]): SDKAssistantMessage[] => all.filter(isAssistant);
export const init = (all: SDKMessage[]): SDKSystemMessage | undefined =>
  all.find((message): message is SDKSystemMessage => message.type === "system" && message.subtype === "init");
export type Types = SDKMessage["type"];

export async function* prompts(): AsyncGenerator<SDKUserMessage> {
  yield {
    type: "user",
    message: {
      role: "user",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image", source: { type: "base64", media_type: "image/png", data: "…" } },
      ],
    },
    parent_tool_use_id: null,
    session_id: "",
    uuid: crypto.randomUUID(),
    priority: "next",
  };
}

/** A message that a test makes up. */
export const made: SDKMessage = {
  type: "system",
  subtype: "status",
  status: "compacting",
  uuid: crypto.randomUUID(),
  session_id: "s",
};
