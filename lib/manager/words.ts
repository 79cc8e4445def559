// What an agent says, as text.
import { resultText } from "../errors/result.ts";
import type { AgentBody } from "./claude.ts";

/** What an agent writes for its user: its answers, without those of its subagents. */
export function wordsOf(message: AgentBody): string {
  return blocksOf(message)
    .map(({ type, text }) => (type === "text" && typeof text === "string" ? text : ""))
    .filter(Boolean)
    .join("\n");
}

/** A message as text for people and models: the agent's words, a line for each tool, and what went wrong. */
export function textOf(message: AgentBody): string {
  if (message.type === "result") return message.is_error === true ? `Error: ${resultText(message)}\n` : "";
  return blocksOf(message)
    .map(({ type, text, name, input }) => {
      if (type === "text" && typeof text === "string") return `${text}\n`;
      return type === "tool_use" ? `[${String(name)}] ${gistOf(input)}\n` : "";
    })
    .join("");
}

interface Block {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly name?: unknown;
  readonly input?: unknown;
}

function blocksOf(message: AgentBody): readonly Block[] {
  if (message.type !== "assistant" || message.parent_tool_use_id) return [];
  const content: unknown = (message.message as { content?: unknown } | undefined)?.content;
  return Array.isArray(content) ? content.filter((block) => typeof block === "object" && block !== null) : [];
}

const GIST_CHARACTERS = 200;

/** What a tool is called with, on one line. */
function gistOf(input: unknown): string {
  const values = typeof input === "object" && input !== null ? Object.values(input) : [];
  const first = values.find((value) => typeof value === "string") ?? JSON.stringify(input) ?? "";
  const line = first.replaceAll(/\s+/g, " ").trim();
  return line.length > GIST_CHARACTERS ? `${line.slice(0, GIST_CHARACTERS - 1)}…` : line;
}
