// The lines that stand-ins write: messages like the real CLI's, in bodies that are written again and again.
import { randomUUID } from "node:crypto";
import { assistantFrame, initFrame, type ScriptedFrame, stateFrame } from "../../lib/testing/frames.ts";

const SESSION = "57a9559f-b6e9-47d4-a0e0-bfbd3efe3682";
/** So many different messages are in a body; more would only need more memory. */
const DIFFERENT = 1_000;

/** One line, with ids of its own. */
export function line(frame: ScriptedFrame): string {
  return `${JSON.stringify({ ...frame, uuid: randomUUID(), session_id: SESSION })}\n`;
}

export const opening: string = line(stateFrame("running")) + line(initFrame());
export const closing: string = line(stateFrame("idle"));

/** A body and how often to write it, for so many messages. */
export interface Body {
  readonly body: string;
  readonly repeat: number;
}

/** What a session with tools is made of: 740 bytes a message. */
export function mixed(messages: number): Body {
  return bodyOf(messages, (index) => KINDS[index % KINDS.length]?.(index) ?? {});
}

/** The text of an answer piece by piece, as `includePartialMessages` brings it: 288 bytes a message. */
export function deltas(messages: number): Body {
  return bodyOf(messages, piece);
}

/** Messages of one text each, so that every line has about so many bytes. */
export function large(messages: number, bytes: number): Body {
  return { body: line(assistantFrame("All work and no play. ".repeat(bytes / 22))), repeat: messages };
}

function bodyOf(messages: number, frame: (index: number) => ScriptedFrame): Body {
  const different = Math.min(messages, DIFFERENT);
  if (messages % different !== 0)
    throw new Error(`${messages} messages are not whole bodies of ${different}`);
  const body = Array.from({ length: different }, (_, index) => line(frame(index))).join("");
  return { body, repeat: messages / different };
}

/** Of twenty messages: text piece by piece, the same whole, a tool call, and what the tool read, which is long. */
const KINDS: readonly ((index: number) => ScriptedFrame)[] = [
  (index) => assistantFrame(`${words(70)} – “done” ✓`, { request_id: `req_${index}` }),
  ...Array.from({ length: 8 }, () => piece),
  toolUse,
  (index) => toolResult(index, `${words(20)}\n`.repeat(79)),
  ...Array.from({ length: 9 }, () => piece),
];

function piece(index: number): ScriptedFrame {
  return delta(`${words(11)} `, index);
}

function delta(text: string, index: number): ScriptedFrame {
  const event = { type: "content_block_delta", index: index % 3, delta: { type: "text_delta", text } };
  return { type: "stream_event", event, parent_tool_use_id: null };
}

function toolUse(index: number): ScriptedFrame {
  const input = { command: `grep -rn ${words(3)} src`, description: words(6) };
  const content = [{ type: "tool_use", id: `toolu_${index}`, name: "Bash", input }];
  const { message, ...rest } = assistantFrame("");
  return { ...rest, message: { ...(message as object), content } };
}

function toolResult(index: number, text: string): ScriptedFrame {
  const content = [{ type: "tool_result", tool_use_id: `toolu_${index}`, content: text, is_error: false }];
  return {
    type: "user",
    message: { role: "user", content },
    parent_tool_use_id: null,
    timestamp: "2026-11-23T00:42:11.627Z",
    tool_use_result: { stdout: text.slice(0, 80), stderr: "", interrupted: false, isImage: false },
  };
}

/** The same on every machine and in every run. */
function words(count: number): string {
  return "the answer lies in the file that nobody has read since spring "
    .repeat(Math.ceil(count / 12))
    .split(" ", count)
    .join(" ");
}
