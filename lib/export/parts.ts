// Parts of a turn: what is shown of one block of a message.
import { stripVTControlCharacters } from "node:util";
import { within } from "../stores/first-prompt.ts";
import { blocksOf as blocksIn, type Fields, record, text } from "../stores/unchecked.ts";
import type { SessionMessage } from "../transcripts/session-message.ts";
import type { Call, Part, Turn } from "./document.ts";

/** Control characters other than tab and newline. */
const CONTROL = /[^\P{Cc}\t\n]/gu;
const COMMAND = /^\s*<command-(?:name|message)>/;
const PRINTED = /^<(?:local-command|bash)-std(?:out|err)>/;
const PRINTED_TAGS = /<\/?(?:local-command|bash)-std(?:out|err)>/g;
/** Fields of tools' inputs that say what a call is about, the most telling first. */
const TELLING = ["description", "command", "file_path", "pattern", "url", "query", "path", "prompt", "skill"];
const LONGEST_ABOUT = 100;

export function blocksOf({ message }: SessionMessage): Fields[] {
  return blocksIn(record(message)?.["content"]);
}

export function partsOf(message: SessionMessage, block: Fields): Part[] {
  const said = clean(text(block["text"]) ?? "");
  switch (block["type"]) {
    case "text":
      if (message.isCompactSummary === true) return aside("Summary of what came before", said);
      return message.type === "user" ? userText(said) : proseUnlessEmpty(said);
    case "thinking":
      return aside("Thinking", clean(text(block["thinking"]) ?? ""));
    case "redacted_thinking":
      return [{ kind: "remark", text: "Thinking that is encrypted" }];
    case "tool_result":
      return resultParts(block["content"]);
    default:
      return otherParts(block);
  }
}

export function callOf(block: Fields, subagents: readonly (readonly Turn[])[]): Call {
  return {
    kind: "call",
    tool: clean(text(block["name"]) ?? "tool"),
    about: aboutOf(record(block["input"]) ?? {}),
    input: clean(JSON.stringify(block["input"] ?? {}, null, 2)),
    result: [],
    failed: false,
    subagents,
  };
}

export function resultParts(content: unknown): Part[] {
  if (typeof content === "string") return output(content);
  const blocks = Array.isArray(content) ? content : [content];
  return blocks.flatMap((item) => {
    const block = record(item);
    if (block === undefined) return item === undefined ? [] : output(String(item));
    return block["type"] === "text" ? output(text(block["text"]) ?? "") : otherParts(block);
  });
}

/** Slash commands, shell commands and what they printed are kept in markup. */
function userText(said: string): Part[] {
  if (COMMAND.test(said)) {
    const words = ["command-name", "command-args"].map((tag) => within(said, tag)?.trim());
    return proseUnlessEmpty(words.join(" ").trim() || said);
  }
  if (said.startsWith("<bash-input>"))
    return proseUnlessEmpty(`! ${within(said, "bash-input")?.trim() ?? said}`);
  if (!PRINTED.test(said)) return proseUnlessEmpty(said);
  return said.split(PRINTED_TAGS).flatMap((printed) => output(printed.trim()));
}

function output(printed: string): Part[] {
  const cleaned = clean(printed).trimEnd();
  return cleaned === "" ? [] : [{ kind: "output", text: cleaned }];
}

/** Pictures and documents; anything else as it is, because a reader should not miss it. */
function otherParts(block: Fields): Part[] {
  const source = record(block["source"]);
  const label = block["type"] === "image" ? "Image" : block["type"] === "document" ? "Document" : undefined;
  if (label === undefined) return output(JSON.stringify(block, null, 2));
  const data = text(source?.["data"]) ?? "";
  if (source?.["type"] === "text") return output(data);
  const type = clean(text(source?.["media_type"]) ?? text(source?.["type"]) ?? "");
  return [{ kind: "media", label, type, base64: source?.["type"] === "base64" ? data : undefined }];
}

function aboutOf(input: Fields): string {
  const telling = TELLING.map((field) => text(input[field])?.trim()).find(Boolean) ?? "";
  const line = clean(telling.slice(0, 10 * LONGEST_ABOUT)).split("\n")[0] ?? "";
  return line.length > LONGEST_ABOUT ? `${line.slice(0, LONGEST_ABOUT).trimEnd()}…` : line;
}

function aside(label: string, said: string): Part[] {
  return said.trim() === "" ? [] : [{ kind: "aside", label, text: said.trim() }];
}

function proseUnlessEmpty(said: string): Part[] {
  return said.trim() === "" ? [] : [{ kind: "prose", text: said.trim() }];
}

/** Without colours and other orders to a terminal. */
export function clean(raw: string): string {
  return stripVTControlCharacters(raw.replaceAll("\r\n", "\n")).replaceAll(CONTROL, "");
}
