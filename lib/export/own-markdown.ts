// What a model wrote is Markdown already. In an export it opens no tag, and no block of code that swallows what comes after.

/** A fence with what it stands in: lists, quotes, spaces. */
const FENCE = /^((?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*)(`{3,}(?=[^`]*$)|~{3,})(.*)$/s;
const CLOSING = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/;
const MARKER = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const LANGUAGE = /^[\w+#.-]{1,40}/;
const TAB = "    ";
/** Code between two runs of as many backticks, or what a reader of Markdown would take for the start of a tag. */
const CODE_OR_TAG = /(?<![\\`])(`+)(?!`)([^`]*)(?<!`)\1(?!`)|<(?=[a-z/!?])/gi;
/** What means something in Markdown also between tags. */
const ACTIVE = /[&<>*_~[\]|\\]/g;

/** A block of code that was begun. */
interface Code {
  /** What the fence stands in. */
  readonly place: string;
  readonly mark: string;
  readonly language: string;
  /** How far a line has to be indented to be part of it. */
  readonly indented: number;
  readonly lines: string[];
}

/**
 * Blocks of code stand in fences of ours, at the margin, whatever they stood in: how far a fence in a list reaches,
 * readers of Markdown do not agree on. All else has no tag left.
 */
export function ownMarkdown(text: string): string {
  const written: string[] = [];
  let code: Code | undefined;
  let list = 0;
  for (const line of text.replaceAll(/\r\n?/g, "\n").split("\n")) {
    if (code !== undefined) {
      const isEnd = closes(code, line);
      if (!isEnd && isInside(code, line)) {
        code.lines.push(line);
        continue;
      }
      written.push(...blockOf(code));
      code = undefined;
      if (isEnd) continue;
    }
    if (/^\S/.test(line)) list = MARKER.exec(line)?.[0].length ?? 0;
    code = codeIn(line, list);
    if (code === undefined) written.push(withoutTags(line));
  }
  if (code !== undefined) written.push(...blockOf(code));
  const isWritten = (line: string): boolean => line !== "";
  return written
    .slice(Math.max(0, written.findIndex(isWritten)), written.findLastIndex(isWritten) + 1)
    .join("\n");
}

function codeIn(line: string, list: number): Code | undefined {
  const [, place, mark, info = ""] = FENCE.exec(line) ?? [];
  if (place === undefined || mark === undefined) return undefined;
  const isItem = /[-*+.)]/.test(place);
  const indented = isItem ? 1 : Math.min(list, widthOf(place));
  return { place, mark, language: LANGUAGE.exec(info.trim())?.[0] ?? "", indented, lines: [] };
}

function closes({ mark }: Code, line: string): boolean {
  return CLOSING.exec(line)?.[1]?.startsWith(mark) === true;
}

/** A quote ends where its mark is missing, an item where a line is not indented. */
function isInside({ place, indented }: Code, line: string): boolean {
  if (place.includes(">")) return /^[ \t]*>/.test(line);
  return line.trim() === "" || widthOf(/^[ \t]*/.exec(line)?.[0] ?? "") >= indented;
}

function blockOf({ place, language, lines }: Code): string[] {
  const item = /[-*+.)]/.test(place) ? [`${place.trimEnd()} ${language || "…"}`, ""] : [];
  const depth = place.split(">").length - 1;
  const quotes = new RegExp(`^(?:[ \\t]*> ?){0,${depth}}`);
  const width = widthOf(place.replace(/^.*> ?/, ""));
  const said = lines.map((line) => dedented(depth === 0 ? line : line.replace(quotes, ""), width));
  return ["", ...item, fenced(said.join("\n"), language), ""];
}

/** In a fence that is longer than any in the text. */
export function fenced(code: string, language = ""): string {
  const fence = "`".repeat(Math.max(2, longestTicks(code)) + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

export function longestTicks(text: string): number {
  let longest = 0;
  for (const [ticks] of text.matchAll(/`+/g)) longest = Math.max(longest, ticks.length);
  return longest;
}

function widthOf(space: string): number {
  return space.replaceAll("\t", TAB).length;
}

/** Without the spaces that the fence has as well. */
function dedented(line: string, width: number): string {
  const space = /^[ \t]*/.exec(line)?.[0] ?? "";
  return " ".repeat(Math.max(0, widthOf(space) - width)) + line.slice(space.length);
}

/** Nothing in a line opens a tag, whether a reader takes what is between backticks for code or not. */
function withoutTags(line: string): string {
  const written = line.replaceAll(CODE_OR_TAG, (found, ticks: string | undefined, code: string) => {
    if (ticks === undefined) return "&lt;";
    return code.includes("<")
      ? `<code>${code.replaceAll(ACTIVE, (mark) => `&#${mark.charCodeAt(0)};`)}</code>`
      : found;
  });
  // A run of backticks begins a block of code when there are no others left behind it.
  const [, place = "", mark = ""] = FENCE.exec(written) ?? [];
  return mark === "" ? written : `${place}\\${written.slice(place.length)}`;
}
