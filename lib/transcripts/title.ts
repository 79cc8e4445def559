// The title of a session: what a user or the CLI called it, else what was said in it.
import { type FirstPrompt, promptIn } from "../stores/first-prompt.ts";
import type { SessionSummaryEntry } from "../stores/store.ts";
import { foldSessionSummary } from "../stores/summary.ts";
import { type Ends, EndsReader } from "./ends.ts";
import { parseEntry } from "./entry-line.ts";
import { lastName, nameOf, TITLE } from "./given-name.ts";
import { lastLineText, linesOf } from "./raw-fields.ts";
import type { Entry } from "./transcript-source.ts";
import { text } from "./unchecked.ts";

/** What a session may be called by. */
export interface TitleParts {
  /** By a user. */
  readonly custom?: string | undefined;
  /** By the CLI. */
  readonly ai?: string | undefined;
  readonly lastPrompt?: string | undefined;
  /** Of an older version of the CLI. */
  readonly summary?: string | undefined;
  readonly firstPrompt?: string | undefined;
}

/** The title that was given, and what a list shows: that, or else what was said. */
export function titleFrom(parts: TitleParts): { title: string | undefined; summary: string | undefined } {
  const title = parts.custom || parts.ai || undefined;
  return { title, summary: title || parts.lastPrompt || parts.summary || parts.firstPrompt || undefined };
}

/**
 * The parts of a transcript's title; the CLI repeats a title now and then, so that it is near the end.
 *
 * @param last The last title that a user gave, where more is known than the two ends.
 */
export function titleParts({ head, tail }: Ends, last: string | undefined): TitleParts {
  return {
    custom: last || lastName(TITLE, head),
    ai: lastLineText(tail, "aiTitle", "ai-title") || lastLineText(head, "aiTitle", "ai-title"),
    lastPrompt: lastLineText(tail, "lastPrompt"),
    summary: lastLineText(tail, "summary"),
    firstPrompt: firstPromptIn(head),
  };
}

/** The parts of what `foldSessionSummary()` gathered, ours or the official one: both write the same fields. */
export function titlePartsIn(data: SessionSummaryEntry["data"]): TitleParts {
  return {
    custom: text(data["customTitle"]),
    ai: text(data["aiTitle"]),
    lastPrompt: text(data["lastPrompt"]),
    summary: text(data["summaryHint"]),
    firstPrompt:
      text(data["firstPromptLocked"] === true ? data["firstPrompt"] : data["commandFallback"]) || undefined,
  };
}

/** What a copy of the session is called after: what it was called, or what was asked first. */
export function titleOfFile(file: string): string | undefined {
  const ends = new EndsReader().read(file);
  return ends && titleOfCopy(titleParts(ends, nameOf(TITLE, file, ends)));
}

/** The same of entries that are in memory, all of which count. */
export function titleOfEntries(entries: readonly Entry[]): string | undefined {
  const key = { projectKey: "", sessionId: "" };
  return titleOfCopy(titlePartsIn(foldSessionSummary(undefined, key, [...entries]).data));
}

function titleOfCopy({ custom, ai, firstPrompt }: TitleParts): string | undefined {
  return titleFrom({ custom, ai, firstPrompt }).summary;
}

function firstPromptIn(head: Ends["head"]): string | undefined {
  const seen: FirstPrompt = {};
  for (const line of promptLines(head)) {
    // Undefined when it is cut off at the end of what was read.
    const entry = parseEntry(line);
    const prompt = entry && promptIn(entry, seen);
    if (prompt !== undefined) return prompt;
  }
  return seen.command || undefined;
}

/** Lines that may hold a prompt of the user, told without parsing them. */
export function* promptLines(head: Ends["head"]): Generator<Ends["head"]> {
  for (const line of linesOf(head)) {
    if (!hasField(line, "type", '"user"') || line.includes('"tool_result"')) continue;
    if (!hasField(line, "isMeta", "true") && !hasField(line, "isCompactSummary", "true")) yield line;
  }
}

export function hasField(line: Ends["head"], field: string, json: string): boolean {
  return line.includes(`"${field}":${json}`) || line.includes(`"${field}": ${json}`);
}
