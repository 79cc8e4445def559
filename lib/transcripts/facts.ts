// What is known of a session without reading all of it: from the two ends of its transcript, or from a store's summary.
import { type FirstPrompt, promptIn } from "../stores/first-prompt.ts";
import type { SessionSummaryEntry } from "../stores/store.ts";
import { text } from "../stores/unchecked.ts";
import type { Ends } from "./ends.ts";
import { parseEntry } from "./entry-line.ts";
import { AI_TITLE, lastName, TITLE } from "./given-name.ts";
import { firstText, lastLineText, lastText, linesOf } from "./raw-fields.ts";

/** The empty text is as good as none. */
export interface Facts {
  /** The one that a user gave, or else the CLI. */
  readonly title: string | undefined;
  readonly lastPrompt: string | undefined;
  /** Of an older version of the CLI. */
  readonly summary: string | undefined;
  readonly firstPrompt: string | undefined;
  readonly gitBranch: string | undefined;
  readonly cwd: string | undefined;
  readonly tag: string | undefined;
  /** In milliseconds since 1970. */
  readonly createdAt: number | undefined;
}

/**
 * The CLI repeats a title now and then, so that it is near the end.
 *
 * @param given The title and the tag that count, where more is known than the two ends.
 */
export function factsInEnds({ head, tail }: Ends, given: Partial<Facts>): Facts {
  const createdAt = Date.parse(firstText(head, "timestamp") ?? "");
  return {
    title: given.title || lastName(TITLE, head) || lastName(AI_TITLE, tail) || lastName(AI_TITLE, head),
    lastPrompt: lastLineText(tail, "lastPrompt"),
    summary: lastLineText(tail, "summary"),
    firstPrompt: firstPromptIn(head),
    gitBranch: lastText(tail, "gitBranch") || firstText(head, "gitBranch"),
    cwd: lastLineText(tail, "relocatedCwd", "relocated") || firstText(head, "cwd"),
    tag: given.tag,
    createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
  };
}

/** What `foldSessionSummary()` gathered, ours or the official one: both write the same fields. */
export function factsInSummary(data: SessionSummaryEntry["data"]): Facts {
  const { createdAt } = data;
  return {
    title: text(data["customTitle"]) || text(data["aiTitle"]),
    lastPrompt: text(data["lastPrompt"]),
    summary: text(data["summaryHint"]),
    firstPrompt: text(data["firstPromptLocked"] === true ? data["firstPrompt"] : data["commandFallback"]),
    gitBranch: text(data["gitBranch"]),
    cwd: text(data["cwd"]),
    tag: text(data["tag"]),
    createdAt: typeof createdAt === "number" ? createdAt : undefined,
  };
}

function firstPromptIn(head: Ends["head"]): string | undefined {
  const seen: FirstPrompt = {};
  for (const line of promptLines(head)) {
    // Undefined when it is cut off at the end of what was read.
    const entry = parseEntry(line);
    const prompt = entry && promptIn(entry, seen);
    if (prompt !== undefined) return prompt;
  }
  return seen.command;
}

/** What the CLI shows in place of a first prompt that has no text. */
export function mediaIn(head: Ends["head"]): string | undefined {
  for (const line of promptLines(head)) {
    if (hasField(line, "type", '"image"')) return "Image";
    if (hasField(line, "type", '"document"')) return "Document";
  }
  return undefined;
}

/** Lines that may hold a prompt of the user, told without parsing them. */
function* promptLines(head: Ends["head"]): Generator<Ends["head"]> {
  for (const line of linesOf(head)) {
    if (!hasField(line, "type", '"user"') || line.includes('"tool_result"')) continue;
    if (!hasField(line, "isMeta", "true") && !hasField(line, "isCompactSummary", "true")) yield line;
  }
}

/** Whether somebody said something in what can be seen, which reading the session would show. */
export function holdsMessage({ head, tail }: Ends): boolean {
  return [...linesOf(head), ...(tail === head ? [] : linesOf(tail))].some(
    (line) =>
      (hasField(line, "type", '"user"') || hasField(line, "type", '"assistant"')) &&
      !hasField(line, "isSidechain", "true") &&
      !hasField(line, "isMeta", "true"),
  );
}

/** Of a subagent, as its first line says. */
export function isAside({ head }: Ends): boolean {
  const [firstLine] = linesOf(head);
  return firstLine !== undefined && hasField(firstLine, "isSidechain", "true");
}

function hasField(line: Ends["head"], field: string, json: string): boolean {
  return line.includes(`"${field}":${json}`) || line.includes(`"${field}": ${json}`);
}
