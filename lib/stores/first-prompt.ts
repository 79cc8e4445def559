// What a user first asked for, as one short line.
import { ownText } from "../short-text.ts";
import { blocksOf, type Fields, record, text as textIn } from "./unchecked.ts";

const LONGEST = 200;
const INTERRUPTION = /^\[Request interrupted by user[^\]]*\]/;
const TAG = /^\s*<([a-z][\w-]*)[\s>]/;
/** What the CLI wraps its own notes in. In other markup there are prompts, as programs write them. */
const OWN_TAGS = new Set(
  [
    "agent-message bash-exit-code bash-input bash-stderr bash-stdout browser browser_instruction channel",
    "command-args command-message command-name coordinator-relay cross-session-message fetched-web-content",
    "fork-boilerplate forked-skill-launch function_results ide_opened_file ide_selection local-command-caveat",
    "local-command-stderr local-command-stdout mcp-polling-update mcp-resource-update pasted_content persisted-output",
    "post-tool-use-hook remote-review sandbox_violations skill-format slack-ping slack-tag-message",
    "system-reminder system_reminder task-notification teammate-message terminal tick tool_use_error",
    "total_tokens untrusted-widget-state user-memory-input user-prompt-submit-hook",
  ].flatMap((names) => names.split(" ")),
);
const PASTE_START = /<pasted_content id="([0-9a-f]{4})">/g;
const PASTE_END = /\n<\/pasted_content id="([0-9a-f]{4})">/g;
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
export function promptIn(entry: Fields, seen: FirstPrompt): string | undefined {
  if (entry["type"] !== "user" || entry["isMeta"] === true || entry["isCompactSummary"] === true)
    return undefined;
  for (const said of textsOf(record(entry["message"])?.["content"])) {
    const line = withoutPasteMarks(said).replaceAll("\n", " ").trim();
    const command = within(line, "command-name");
    if (command !== undefined) {
      if (!seen.command) seen.command = ownText(command);
      continue;
    }
    const shell = within(line, "bash-input");
    if (shell !== undefined) return ownText(`! ${shell.trim()}`);
    if (line !== "" && !isNote(line)) return shortened(line);
  }
  return undefined;
}

function isNote(line: string): boolean {
  const tag = TAG.exec(line)?.[1];
  return INTERRUPTION.test(line) || (tag !== undefined && OWN_TAGS.has(tag));
}

/** None when the message is the result of a tool. */
function textsOf(content: unknown): string[] {
  if (blocksOf(content, "tool_result").length > 0) return [];
  return blocksOf(content, "text").flatMap((block) => textIn(block["text"]) ?? []);
}

/** What stands between the first two marks of this name. */
export function within(line: string, name: string): string | undefined {
  const start = line.indexOf(`<${name}>`);
  const end = start === -1 ? -1 : line.indexOf(`</${name}>`, start);
  return end === -1 ? undefined : line.slice(start + name.length + 2, end);
}

/** Text with what was pasted into it, without the marks around that; a mark without its counterpart is text. */
function withoutPasteMarks(text: string): string {
  const ends = pasteEnds(text);
  if (ends.size === 0) return text;
  let kept = "";
  let cursor = 0;
  for (const { 0: mark, 1: id, index } of text.matchAll(PASTE_START)) {
    const inside = index + mark.length;
    const later = ends.get(id) ?? [];
    while (inside > (later.at(-1) ?? inside)) later.pop();
    const end = later.at(-1);
    if (index < cursor || end === undefined || (end > inside && text[inside] !== "\n")) continue;
    kept += text.slice(cursor, index).replace(/\n{1,2}$/, "") + text.slice(inside + 1, end);
    cursor = end + mark.length + "\n/".length;
    for (let lines = 0; lines < 2 && text[cursor] === "\n"; lines += 1) cursor += 1;
  }
  return kept + text.slice(cursor);
}

/** Where pasted texts end, by their ids, the last one first. */
function pasteEnds(text: string): Map<string | undefined, number[]> {
  const ends = new Map<string | undefined, number[]>();
  for (const { 1: id, index } of [...text.matchAll(PASTE_END)].toReversed()) {
    const others = ends.get(id);
    if (others === undefined) ends.set(id, [index]);
    else others.push(index);
  }
  return ends;
}

function shortened(line: string): string {
  if (line.length <= LONGEST) return ownText(line);
  return ownText(`${line.slice(0, LONGEST).replace(HIGH_SURROGATE, "").trim()}…`);
}
