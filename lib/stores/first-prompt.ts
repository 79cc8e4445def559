// What a user first asked for, as one short line.
import { Buffer } from "node:buffer";

const LONGEST = 200;
/** Markup that the CLI wraps its own notes in, and its note of an interruption. */
const NOT_A_PROMPT = /^(?:\s*<[a-z][\w-]*[\s>]|\[Request interrupted by user[^\]]*\])/;
const COMMAND = /<command-name>(.*?)<\/command-name>/;
const SHELL_INPUT = /<bash-input>([\s\S]*?)<\/bash-input>/;
const PASTED =
  /\n{0,2}<pasted_content id="([0-9a-f]{4})">(?:|\n([\s\S]*?))\n<\/pasted_content id="\1">\n{0,2}/g;
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/** What several entries said in turn: a real prompt wins, else the first slash command. */
export interface FirstPrompt {
  command?: string;
}

/**
 * The prompt in an entry, if it is one that a user wrote.
 *
 * @param seen Gets the name of a slash command, which serves when no prompt is found anywhere.
 */
export function promptIn(entry: Readonly<Record<string, unknown>>, seen: FirstPrompt): string | undefined {
  if (entry["type"] !== "user" || entry["isMeta"] === true || entry["isCompactSummary"] === true)
    return undefined;
  const message = entry["message"] as { content?: unknown } | null | undefined;
  for (const text of textsOf(message?.content)) {
    const line = text.replaceAll(PASTED, "$2").replaceAll("\n", " ").trim();
    const command = COMMAND.exec(line)?.[1];
    if (command !== undefined) {
      if (!seen.command) seen.command = own(command);
      continue;
    }
    const shell = SHELL_INPUT.exec(line)?.[1];
    if (shell !== undefined) return own(`! ${shell.trim()}`);
    if (line !== "" && !NOT_A_PROMPT.test(line)) return shortened(line);
  }
  return undefined;
}

/** None when the message is the result of a tool. */
function textsOf(content: unknown): string[] {
  if (typeof content === "string") return [content];
  if (!Array.isArray(content)) return [];
  const texts: string[] = [];
  for (const block of content as unknown[]) {
    const { type, text } = (block ?? {}) as { type?: unknown; text?: unknown };
    if (type === "tool_result") return [];
    if (type === "text" && typeof text === "string") texts.push(text);
  }
  return texts;
}

function shortened(line: string): string {
  if (line.length <= LONGEST) return own(line);
  return own(`${line.slice(0, LONGEST).replace(HIGH_SURROGATE, "").trim()}…`);
}

/** A part of a text keeps the whole of it in memory; thousands of listed sessions would keep all their prompts. */
function own(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
