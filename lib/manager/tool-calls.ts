// The tool calls in what an agent says: which begin, and which have their results.
import type { AgentBody } from "./claude.ts";

/** A call that a message begins. */
export interface ToolCall {
  readonly id: string;
  readonly tool: string;
  /** The call whose subagent makes it; undefined for the agent itself. */
  readonly caller: string | undefined;
  /** It starts a subagent, whose own calls may come after its result. */
  readonly startsAgent: boolean;
}

const AGENT_TOOLS: ReadonlySet<unknown> = new Set(["Agent", "Task"]);

interface Block {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly name?: unknown;
  readonly tool_use_id?: unknown;
  readonly is_error?: unknown;
}

/** Hears of calls, in the order of what was said. */
export interface CallListener {
  begins(call: ToolCall): void;
  ends(id: string, isError: boolean): void;
}

export function followCalls(message: AgentBody, listener: CallListener): void {
  if (message.type !== "assistant" && message.type !== "user") return;
  const { message: said, parent_tool_use_id: parent } = message as {
    message?: { content?: unknown } | null;
    parent_tool_use_id?: unknown;
  };
  const content = said?.content;
  if (!Array.isArray(content)) return;
  const caller = typeof parent === "string" ? parent : undefined;
  for (const block of content as readonly (Block | null)[]) {
    const { type, id, name, tool_use_id: of, is_error: isError } = block ?? {};
    if (type === "tool_use" && message.type === "assistant" && typeof id === "string")
      listener.begins({ id, tool: String(name), caller, startsAgent: AGENT_TOOLS.has(name) });
    else if (type === "tool_result" && message.type === "user" && typeof of === "string")
      listener.ends(of, isError === true);
  }
}

/** The model that has written a message of the agent's own; undefined where the CLI wrote it itself. */
export function modelOf(message: AgentBody): string | undefined {
  if (message.type !== "assistant" || message.parent_tool_use_id) return undefined;
  const model: unknown = (message.message as { model?: unknown } | undefined)?.model;
  return typeof model === "string" && !model.startsWith("<") ? model : undefined;
}
