// What a list shows of a session, taken from the two ends of its transcript.
import { type ArchivedMark, isArchived, readArchivedMark } from "./archived.ts";
import type { Ends } from "./ends.ts";
import { lastName, nameOf, TAG, TITLE } from "./given-name.ts";
import { fileHolds } from "./list-filter.ts";
import { firstText, lastLineText, lastText, linesOf } from "./raw-fields.ts";
import { hasField, promptLines, titleFrom, titleParts } from "./title.ts";

/** What is known of a session without reading all of it. */
export type SDKSessionInfo = {
  /** Its UUID. */
  sessionId: string;
  /** What to show: its title, else the last prompt, a summary, or the first prompt; "No prompt" when there is none. */
  summary: string;
  /** When it last changed, in whole milliseconds since 1970. */
  lastModified: number;
  /** Bytes of its transcript. */
  fileSize?: number | undefined;
  /** The title that was given to it, by a user or by the CLI. */
  customTitle?: string | undefined;
  /** The first thing that a user asked for, at most 200 characters. */
  firstPrompt?: string | undefined;
  /** The git branch that it was last on. */
  gitBranch?: string | undefined;
  /** Its working directory. */
  cwd?: string | undefined;
  /** The tag that `tagSession()` gave it. */
  tag?: string | undefined;
  /** When it began, in whole milliseconds since 1970. */
  createdAt?: number | undefined;
  /** True if archived, false if it was once; absent if never, and for sessions in a store. */
  archived?: boolean | undefined;
};

/** What is known besides the two ends of a transcript. */
export interface Beside {
  /** The title and the tag that count; the empty tag is none. */
  readonly title: string | undefined;
  readonly tag: string | undefined;
  readonly mark?: ArchivedMark | undefined;
  /** Looks for messages between the two ends. */
  readonly hasMessages: () => boolean;
}

const MESSAGES = ['"type":"user"', '"type":"assistant"'];

/** @param hasFolder Whether there is a folder beside it, with a title or a mark perhaps. */
export function describeFile(
  sessionId: string,
  file: string,
  ends: Ends,
  project: string | undefined,
  hasFolder = true,
): SDKSessionInfo | undefined {
  return describeSession(sessionId, ends, project, {
    title: hasFolder ? nameOf(TITLE, file, ends) : lastName(TITLE, ends.tail),
    tag: hasFolder ? nameOf(TAG, file, ends) : lastName(TAG, ends.tail),
    mark: hasFolder ? readArchivedMark(file) : undefined,
    hasMessages: () => ends.size > ends.head.length && fileHolds(file, MESSAGES),
  });
}

/** As the CLI itself calls a session that has no title and no prompt. */
const NO_PROMPT = "No prompt";

/** Undefined for the transcript of a subagent, and for one with nothing in it to show. */
export function describeSession(
  sessionId: string,
  ends: Ends,
  project: string | undefined,
  beside: Beside,
): SDKSessionInfo | undefined {
  const { head, tail } = ends;
  const [firstLine] = linesOf(head);
  if (firstLine !== undefined && hasField(firstLine, "isSidechain", "true") && !holdsMessage(ends))
    return undefined;
  const parts = titleParts(ends, beside.title);
  const { title, summary: said } = titleFrom(parts);
  const summary =
    said ?? mediaIn(head) ?? (holdsMessage(ends) || beside.hasMessages() ? NO_PROMPT : undefined);
  if (summary === undefined) return undefined;
  return {
    sessionId,
    summary,
    lastModified: ends.mtime,
    fileSize: ends.size,
    customTitle: title,
    firstPrompt: parts.firstPrompt,
    gitBranch: lastText(tail, "gitBranch") || firstText(head, "gitBranch") || undefined,
    cwd: lastLineText(tail, "relocatedCwd", "relocated") || firstText(head, "cwd") || project || undefined,
    tag: beside.tag || undefined,
    createdAt: timeOf(firstText(head, "timestamp")),
    archived: isArchived(beside.mark, ends),
  };
}

function timeOf(timestamp: string | undefined): number | undefined {
  const time = Date.parse(timestamp ?? "");
  return Number.isNaN(time) ? undefined : time;
}

function mediaIn(head: Ends["head"]): string | undefined {
  for (const line of promptLines(head)) {
    if (hasField(line, "type", '"image"')) return "Image";
    if (hasField(line, "type", '"document"')) return "Document";
  }
  return undefined;
}

/** Whether somebody said something in what can be seen, which reading the session would show. */
function holdsMessage({ head, tail }: Ends): boolean {
  return [...linesOf(head), ...(tail === head ? [] : linesOf(tail))].some(
    (line) =>
      (hasField(line, "type", '"user"') || hasField(line, "type", '"assistant"')) &&
      !hasField(line, "isSidechain", "true") &&
      !hasField(line, "isMeta", "true"),
  );
}
