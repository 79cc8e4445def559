// A conversation as a reader wants it: who said what, each tool call with its result, subagents inside their calls.
import { type Fields, record, text } from "../transcripts/link.ts";
import type { SessionMessage } from "../transcripts/session-message.ts";

/** What one side said at a time. */
export interface Turn {
  readonly who: "user" | "assistant" | "note";
  /** ISO 8601. */
  readonly time: string | undefined;
  readonly parts: Part[];
}

export type Part =
  | { readonly kind: "prose"; readonly text: string }
  /** Shown only when asked for: thinking, and the summary that a compaction left. */
  | { readonly kind: "aside"; readonly label: string; readonly text: string }
  /** Printed by a program. */
  | { readonly kind: "output"; readonly text: string }
  | {
      readonly kind: "media";
      readonly label: string;
      readonly type: string;
      readonly base64: string | undefined;
    }
  | Call;

/** A tool call. */
export interface Call {
  readonly kind: "call";
  readonly tool: string;
  /** What it was about, in a few words. */
  readonly about: string;
  readonly input: string;
  /** What came back; empty when nothing did. */
  readonly result: Part[];
  failed: boolean;
  /** The conversation of the subagent that the call started. */
  readonly subagent: readonly Turn[];
}

export interface TurnOptions {
  readonly includeThinking: boolean;
  /** Conversations of subagents, by the ids of the calls that started them. */
  readonly subagents: ReadonlyMap<string, readonly SessionMessage[]>;
}

const [ESCAPE, BELL] = ["\u001b", "\u0007"];
/** Colours and moves, window titles and links, and the short ones. */
const ORDERS_TO_TERMINAL = new RegExp(
  `${ESCAPE}(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)|[@-Z\\\\-_])`,
  "g",
);
/** Control characters other than tab and newline. */
const CONTROL = /[^\P{Cc}\t\n]/gu;
const COMMAND = /^\s*<command-(?:name|message)>/;
const COMMAND_NAME = /<command-name>([\s\S]*?)<\/command-name>/;
const COMMAND_ARGUMENTS = /<command-args>([\s\S]*?)<\/command-args>/;
const SHELL = /^<bash-input>([\s\S]*?)<\/bash-input>/;
const PRINTED = /^<(?:local-command|bash)-std(?:out|err)>/;
const PRINTED_PARTS = /<((?:local-command|bash)-std(?:out|err))>([\s\S]*?)<\/\1>/g;
/** Fields of tools' inputs that say what a call is about, the most telling first. */
const TELLING = ["description", "command", "file_path", "pattern", "url", "query", "path", "prompt", "skill"];
const LONGEST_ABOUT = 100;

export function turnsOf(messages: readonly SessionMessage[], options: TurnOptions): Turn[] {
  const writer = new TurnWriter(options);
  for (const message of messages) writer.add(message);
  return writer.turns.filter(({ parts }) => parts.length > 0);
}

class TurnWriter {
  readonly turns: Turn[] = [];
  readonly #options: TurnOptions;
  readonly #calls = new Map<string, Call>();
  #current: SessionMessage | undefined;

  constructor(options: TurnOptions) {
    this.#options = options;
  }

  add(message: SessionMessage): void {
    const content = record(message.message)?.["content"];
    const blocks = typeof content === "string" ? [{ type: "text", text: content }] : listOf(content);
    for (const block of blocks) this.#addBlock(message, record(block) ?? {});
  }

  #addBlock(message: SessionMessage, block: Fields): void {
    const call =
      block["type"] === "tool_result" ? this.#calls.get(text(block["tool_use_id"]) ?? "") : undefined;
    if (call !== undefined) {
      call.result.push(...resultParts(block["content"]));
      call.failed = block["is_error"] === true;
      return;
    }
    const who = message.type === "assistant" ? "assistant" : isNote(message) ? "note" : "user";
    this.#turn(who, message).push(...this.#partsOf(message, block));
  }

  /** What an agent says between two prompts is one turn, however many messages it took. */
  #turn(who: Turn["who"], message: SessionMessage): Part[] {
    const last = this.turns.at(-1);
    const goesOn = last?.who === who && (who === "assistant" || this.#current === message);
    this.#current = message;
    if (goesOn && last !== undefined) return last.parts;
    const turn: Turn = { who, time: message.timestamp, parts: [] };
    this.turns.push(turn);
    return turn.parts;
  }

  #partsOf(message: SessionMessage, block: Fields): Part[] {
    const said = clean(text(block["text"]) ?? "");
    switch (block["type"]) {
      case "text":
        if (message.isCompactSummary === true)
          return [{ kind: "aside", label: "Summary of what came before", text: said }];
        return message.type === "user" ? userText(said) : proseUnlessEmpty(said);
      case "thinking":
        return this.#options.includeThinking ? aside("Thinking", clean(text(block["thinking"]) ?? "")) : [];
      case "tool_use":
      case "server_tool_use":
      case "mcp_tool_use":
        return [this.#call(block)];
      case "redacted_thinking":
        return [];
      default:
        return otherParts(block);
    }
  }

  #call(block: Fields): Call {
    const id = text(block["id"]) ?? "";
    const subagent = this.#options.subagents.get(id);
    const call: Call = {
      kind: "call",
      tool: clean(text(block["name"]) ?? "tool"),
      about: aboutOf(record(block["input"]) ?? {}),
      input: clean(JSON.stringify(block["input"] ?? {}, null, 2)),
      result: [],
      failed: false,
      subagent: subagent === undefined ? [] : turnsOf(subagent, this.#options),
    };
    this.#calls.set(id, call);
    return call;
  }
}

function isNote(message: SessionMessage): boolean {
  return (
    message.isCompactSummary === true || message.is_meta === true || message.isCompletedLocalCommand === true
  );
}

/** Slash commands, shell commands and what they printed are kept in markup. */
function userText(said: string): Part[] {
  if (COMMAND.test(said)) {
    const words = [COMMAND_NAME, COMMAND_ARGUMENTS].map((pattern) => pattern.exec(said)?.[1]?.trim());
    return proseUnlessEmpty(words.join(" ").trim() || said);
  }
  const shell = SHELL.exec(said);
  if (shell !== null) return [prose(`! ${shell[1]?.trim() ?? ""}`)];
  if (!PRINTED.test(said)) return proseUnlessEmpty(said);
  return [...said.matchAll(PRINTED_PARTS)].flatMap(([, , printed = ""]) => output(printed.trim()));
}

function resultParts(content: unknown): Part[] {
  if (typeof content === "string") return output(content);
  return listOf(content).flatMap((item) => {
    const block = record(item) ?? {};
    return block["type"] === "text" ? output(text(block["text"]) ?? "") : otherParts(block);
  });
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
  const type = text(source?.["media_type"]) ?? text(source?.["type"]) ?? "";
  const data = source?.["type"] === "base64" ? text(source["data"]) : undefined;
  return [{ kind: "media", label, type: clean(type), base64: data }];
}

function aboutOf(input: Fields): string {
  const telling = TELLING.map((field) => text(input[field])).find(
    (value) => value !== undefined && value.trim() !== "",
  );
  const line =
    clean(telling ?? "")
      .trim()
      .split("\n")[0] ?? "";
  return line.length > LONGEST_ABOUT ? `${line.slice(0, LONGEST_ABOUT).trimEnd()}…` : line;
}

function aside(label: string, said: string): Part[] {
  return said.trim() === "" ? [] : [{ kind: "aside", label, text: said.trim() }];
}

function prose(said: string): Part {
  return { kind: "prose", text: said };
}

function proseUnlessEmpty(said: string): Part[] {
  return said.trim() === "" ? [] : [prose(said.trim())];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Without colours and other orders to a terminal. */
export function clean(raw: string): string {
  return raw.replaceAll("\r\n", "\n").replaceAll(ORDERS_TO_TERMINAL, "").replaceAll(CONTROL, "");
}
