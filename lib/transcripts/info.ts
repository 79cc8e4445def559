// What a list shows of a session, from a file, from entries of a store, or from the store's summary of it.
import type { SessionSummaryEntry } from "../stores/store.ts";
import { foldSessionSummary } from "../stores/summary.ts";
import { isArchived } from "./archived.ts";
import { type Ends, endsOfEntries, fileHolds } from "./ends.ts";
import { type Facts, factsInEnds, factsInSummary, holdsMessage, isAside, mediaIn } from "./facts.ts";
import { lastName, nameOf, TAG, TITLE } from "./given-name.ts";
import type { Entry } from "./transcript-source.ts";

/** Metadata of a kept session that can be read without loading its whole transcript. */
export type SDKSessionInfo = {
  /** Its UUID. */
  sessionId: string;
  /** What to show: its title, else the last prompt, a summary, or the first prompt; "No prompt" when there is none. */
  summary: string;
  /** When it last changed, in whole milliseconds since 1970. */
  lastModified: number;
  /** The size of its transcript, in bytes. */
  fileSize?: number | undefined;
  /** The title that was given to it, by a user or by the CLI. */
  customTitle?: string | undefined;
  /** The user's first prompt, at most 200 characters. */
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

const MESSAGES = ['"type":"user"', '"type":"assistant"'];
/** As the CLI itself calls a session that has no title and no prompt. */
const NO_PROMPT = "No prompt";

/**
 * What a transcript on disk shows. Undefined for that of a subagent, and for one with nothing in it to show.
 *
 * @param hasFolder Whether there is a folder beside it, with a title or a mark perhaps.
 */
export function describeFile(
  sessionId: string,
  file: string,
  ends: Ends,
  project: string | undefined,
  hasFolder = true,
): SDKSessionInfo | undefined {
  const facts = factsInEnds(ends, {
    title: hasFolder ? nameOf(TITLE, file, ends) : lastName(TITLE, ends.tail),
    tag: hasFolder ? nameOf(TAG, file, ends) : lastName(TAG, ends.tail),
  });
  const info = describeEnds(sessionId, facts, ends, () => fileHolds(file, ends, MESSAGES), project);
  return info && { ...info, archived: hasFolder ? isArchived(file, ends) : undefined };
}

/** What a store's entries of a session show. All of them are here, so that what was given counts wherever it stands. */
export function describeEntries(
  sessionId: string,
  entries: readonly Entry[],
  mtime: number,
  project?: string,
): SDKSessionInfo | undefined {
  if (entries.length === 0) return undefined;
  const ends = endsOfEntries(entries, mtime);
  const { data } = foldSessionSummary(undefined, { projectKey: "", sessionId }, [...entries]);
  const { title, firstPrompt, tag } = factsInSummary(data);
  const facts = { ...factsInEnds(ends, {}), title, firstPrompt, tag };
  const isMessage = ({ type }: Entry): boolean => type === "user" || type === "assistant";
  return describeEnds(sessionId, facts, ends, () => entries.some(isMessage), project);
}

/** What a store's summary shows; undefined also when the session itself is to be asked. */
export function describeSummary(
  { sessionId, data }: SessionSummaryEntry,
  mtime: number,
  project: string,
): SDKSessionInfo | undefined {
  return data["isSidechain"] === true ? undefined : infoOf(sessionId, factsInSummary(data), mtime, project);
}

/** @param hasMessages Looks for messages between the two ends. */
function describeEnds(
  sessionId: string,
  facts: Facts,
  ends: Ends,
  hasMessages: () => boolean,
  project: string | undefined,
): SDKSessionInfo | undefined {
  if (isAside(ends) && !holdsMessage(ends)) return undefined;
  const unsaid = (): string | undefined =>
    mediaIn(ends.head) ?? (holdsMessage(ends) || hasMessages() ? NO_PROMPT : undefined);
  const info = infoOf(sessionId, facts, ends.mtime, project, unsaid);
  return info && { ...info, fileSize: ends.size, archived: undefined };
}

/** @param unsaid What to show when nothing else is. */
function infoOf(
  sessionId: string,
  { title, lastPrompt, summary, firstPrompt, gitBranch, cwd, tag, createdAt }: Facts,
  lastModified: number,
  project: string | undefined,
  unsaid?: () => string | undefined,
): SDKSessionInfo | undefined {
  const shown = title || lastPrompt || summary || firstPrompt || unsaid?.();
  if (!shown) return undefined;
  return {
    sessionId,
    summary: shown,
    lastModified,
    fileSize: undefined,
    customTitle: title || undefined,
    firstPrompt: firstPrompt || undefined,
    gitBranch: gitBranch || undefined,
    cwd: cwd || project || undefined,
    tag: tag || undefined,
    createdAt,
  };
}
