// What a list shows of a session, taken from the two ends of its transcript.

import { type FirstPrompt, promptIn } from "../stores/first-prompt.ts";
import { type ArchivedMark, isArchived } from "./archived.ts";
import type { Ends } from "./ends.ts";
import { firstText, lastLineText, lastText, linesOf } from "./fields.ts";

/** What is known of a session without reading all of it. */
export type SDKSessionInfo = {
  /** Its UUID. */
  sessionId: string;
  /** What to show: its title, else the last prompt, a summary, or the first prompt. */
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

/** What lies beside the transcript. */
export interface Beside {
  readonly title?: string | undefined;
  readonly mark?: ArchivedMark | undefined;
}

/** Undefined for the transcript of a subagent, and for one with nothing in it to show. */
export function describeSession(
  sessionId: string,
  ends: Ends,
  project: string | undefined,
  beside: Beside = {},
): SDKSessionInfo | undefined {
  const { head, tail } = ends;
  const [firstLine] = linesOf(head);
  if (firstLine !== undefined && /"isSidechain": ?true/.test(firstLine.toString("latin1"))) return undefined;
  const customTitle = titleIn(ends, beside.title);
  const firstPrompt = firstPromptIn(head);
  const summary =
    customTitle ||
    lastLineText(tail, "lastPrompt") ||
    lastLineText(tail, "summary") ||
    firstPrompt ||
    mediaIn(head);
  if (!summary) return undefined;
  return {
    sessionId,
    summary,
    lastModified: ends.mtime,
    fileSize: ends.size,
    customTitle,
    firstPrompt,
    gitBranch: lastText(tail, "gitBranch") || firstText(head, "gitBranch") || undefined,
    cwd: lastLineText(tail, "relocatedCwd", "relocated") || firstText(head, "cwd") || project || undefined,
    tag: lastLineText(tail, "tag", "tag") || undefined,
    createdAt: timeOf(firstText(head, "timestamp")),
    archived: isArchived(beside.mark, ends),
  };
}

/** A user's title goes before the CLI's; the CLI repeats a title now and then, so that it is near the end. */
export function titleIn({ head, tail }: Ends, beside?: string): string | undefined {
  return (
    lastLineText(tail, "customTitle", "custom-title") ||
    beside ||
    lastLineText(head, "customTitle", "custom-title") ||
    lastLineText(tail, "aiTitle", "ai-title") ||
    lastLineText(head, "aiTitle", "ai-title") ||
    undefined
  );
}

function timeOf(timestamp: string | undefined): number | undefined {
  const time = Date.parse(timestamp ?? "");
  return Number.isNaN(time) ? undefined : time;
}

export function firstPromptIn(head: Ends["head"]): string | undefined {
  const seen: FirstPrompt = {};
  for (const line of promptLines(head)) {
    try {
      const prompt = promptIn(JSON.parse(line.toString("utf8")) as Record<string, unknown>, seen);
      if (prompt !== undefined) return prompt;
    } catch {
      // Cut off at the end of what was read.
      continue;
    }
  }
  return seen.command || undefined;
}

function mediaIn(head: Ends["head"]): string | undefined {
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

function hasField(line: Ends["head"], field: string, json: string): boolean {
  return line.includes(`"${field}":${json}`) || line.includes(`"${field}": ${json}`);
}
