// Messages with what a reader can read: without encrypted data, and no deeper than a program can walk through.

import { type Fields, record } from "../stores/unchecked.ts";
import type { SessionMessage } from "../transcripts/session-message.ts";

/** No tool has inputs that are deeper; JSON itself has no end, but the stack of a program has. */
const DEEPEST = 100;
const TOO_DEEP = "(nested too deeply)";
const CALLS = new Set<unknown>(["tool_use", "server_tool_use", "mcp_tool_use"]);

export function readable(message: SessionMessage, includeThinking: boolean): SessionMessage {
  const said = record(message.message);
  const content = said?.["content"];
  if (!Array.isArray(content)) return message;
  const blocks = content.flatMap((block) => readableBlock(record(block) ?? {}, includeThinking));
  return { ...message, message: { ...said, content: blocks } };
}

function readableBlock(block: Fields, includeThinking: boolean): Fields[] {
  const { type, thinking } = block;
  if (type === "thinking") return includeThinking ? [{ type, thinking }] : [];
  if (type === "redacted_thinking") return includeThinking ? [{ type }] : [];
  // What a model gives to a tool is its own words, whatever it is called.
  return [copied(block, CALLS.has(type) ? () => true : isReadable, 0) as Fields];
}

function isReadable(field: string): boolean {
  return !field.startsWith("encrypted_");
}

function copied(value: unknown, keeps: (field: string) => boolean, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEEPEST) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((item) => copied(item, keeps, depth + 1));
  const fields = Object.entries(value).filter(([name]) => keeps(name));
  return Object.fromEntries(fields.map(([name, item]) => [name, copied(item, keeps, depth + 1)]));
}
