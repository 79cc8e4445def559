// Lists the sessions of a store, as list.ts lists those on disk.

import { InvalidOptionsError } from "../errors/input.ts";
import type { SessionSummaryEntry } from "../stores/store.ts";
import {
  type ListedSession,
  listOfSessions,
  listOfSummaries,
  loadEntries,
  type StoreSource,
} from "../stores/store-calls.ts";
import { describeEntries, describeSummary, type SDKSessionInfo } from "./info.ts";
import { type Page, pageOf } from "./options.ts";

/** A store may be on another continent, so many loads are under way at once. */
const LOADS = 16;

/** One of the store's sessions, with what its summary says or with what has yet to be read. */
interface Listed extends ListedSession {
  readonly summary?: SessionSummaryEntry | undefined;
}

/** @param project The directory whose sessions they are. */
export async function listInStore(
  source: StoreSource,
  project: string,
  page: Page,
): Promise<SDKSessionInfo[]> {
  const sessions = pageOf(await sessionsOf(source), page).entries();
  const infos: (SDKSessionInfo | undefined)[] = [];
  // All go through the same iterator: each takes the next session as soon as it is done with one.
  const takeNext = async (): Promise<void> => {
    for (const [index, session] of sessions) infos[index] = await describeListed(source, session, project);
  };
  await Promise.all(Array.from({ length: LOADS }, takeNext));
  return infos.filter((info) => info !== undefined);
}

async function describeListed(
  source: StoreSource,
  { sessionId, mtime, summary }: Listed,
  project: string,
): Promise<SDKSessionInfo | undefined> {
  const known = summary && describeSummary(summary, mtime, project);
  if (known !== undefined) return known;
  try {
    return describeEntries(sessionId, await loadEntries(source, { sessionId }), mtime, project);
  } catch {
    // One that cannot be loaded does not cost the caller the list; it is there, but nothing is known of it.
    return { sessionId, summary: "", lastModified: mtime };
  }
}

/** The sessions of a directory in a store, the newest first. */
export async function sessionsOf(source: StoreSource): Promise<Listed[]> {
  return (await unsorted(source)).toSorted((a, b) => b.mtime - a.mtime);
}

async function unsorted(source: StoreSource): Promise<Listed[]> {
  const { listSessions, listSessionSummaries } = source.store;
  if (listSessionSummaries === undefined && listSessions === undefined)
    throw new InvalidOptionsError([
      "sessionStore.listSessions is not implemented, so its sessions cannot be listed; give it listSessions()",
    ]);
  if (listSessionSummaries === undefined) return listOfSessions(source);
  const summaries = await listOfSummaries(source);
  if (listSessions === undefined) return summaries.map((summary) => ({ ...summary, summary }));
  const times = new Map((await listOfSessions(source)).map(({ sessionId, mtime }) => [sessionId, mtime]));
  const summarised = summaries.flatMap((summary): Listed[] => {
    const { sessionId } = summary;
    const mtime = times.get(sessionId);
    if (mtime === undefined) return [];
    times.delete(sessionId);
    // A summary that is older than the session has missed something, so the session itself is read.
    return [summary.mtime < mtime ? { sessionId, mtime } : { sessionId, mtime: summary.mtime, summary }];
  });
  return [...summarised, ...[...times].map(([sessionId, mtime]) => ({ sessionId, mtime }))];
}
