// The same questions, asked of a store in place of the disk.

import { projectKey, realDirectory } from "../config-folder.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import type { SessionKey, SessionStore, SessionSummaryEntry } from "../stores/store.ts";
import { mapBounded } from "./bounded.ts";
import { endsOfEntries } from "./ends.ts";
import { describeSession, type SDKSessionInfo } from "./info.ts";
import { record, text } from "./link.ts";
import { type Page, pageOf } from "./page.ts";
import type { SessionMessage } from "./session-message.ts";
import { EntriesSource, type Entry } from "./source.ts";
import { readSubagent, starterIn } from "./subagents.ts";

/** A store may be on another continent, so many loads are under way at once. */
const LOADS = 16;
const SUBAGENT = /^subagents\/(?:.*\/)?agent-([^/]+)$/s;

/** The key that a directory's sessions have in every store; of the current directory by default. */
export async function storeKey(sessionId: string, dir: string | undefined): Promise<SessionKey> {
  return { projectKey: projectKey(await realDirectory(dir || ".")), sessionId };
}

/** The entries of a session; undefined when there is no such session. */
export async function loadEntries(store: SessionStore, key: SessionKey): Promise<Entry[] | undefined> {
  const entries = await store.load(key);
  return entries === null || entries === undefined || entries.length === 0 ? undefined : entries;
}

export async function infoInStore(
  store: SessionStore,
  sessionId: string,
  dir: string | undefined,
): Promise<SDKSessionInfo | undefined> {
  const entries = await loadEntries(store, await storeKey(sessionId, dir));
  if (entries === undefined) return undefined;
  // A store tells times only in lists; the last entry's is the next best.
  const time = Date.parse(text(record(entries.at(-1))?.["timestamp"]) ?? "");
  return describeSession(
    sessionId,
    endsOfEntries(entries, Number.isNaN(time) ? Date.now() : time),
    undefined,
  );
}

/** One of the store's sessions, with what its summary says or with what has yet to be read. */
interface Listed {
  readonly sessionId: string;
  readonly mtime: number;
  readonly summary?: SessionSummaryEntry | undefined;
}

export async function listInStore(
  store: SessionStore,
  dir: string | undefined,
  page: Page,
): Promise<SDKSessionInfo[]> {
  const project = await realDirectory(dir || ".");
  const key = projectKey(project);
  const listed = await sessionsOf(store, key);
  const wanted = pageOf(
    listed.toSorted((a, b) => b.mtime - a.mtime),
    page,
  );
  const infos = await mapBounded(wanted, LOADS, async ({ sessionId, mtime, summary }) =>
    summary === undefined
      ? loadInfo(store, { projectKey: key, sessionId }, mtime, project)
      : infoFromSummary(summary, mtime, project),
  );
  return infos.filter((info) => info !== undefined);
}

async function sessionsOf(store: SessionStore, key: string): Promise<Listed[]> {
  if (store.listSessionSummaries === undefined) {
    if (store.listSessions !== undefined) return store.listSessions(key);
    throw new InvalidOptionsError([
      "sessionStore.listSessions is not implemented, so its sessions cannot be listed; give it listSessions()",
    ]);
  }
  const summaries = await store.listSessionSummaries(key);
  if (store.listSessions === undefined) return summaries.map((summary) => ({ ...summary, summary }));
  const times = new Map((await store.listSessions(key)).map(({ sessionId, mtime }) => [sessionId, mtime]));
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

async function loadInfo(
  store: SessionStore,
  key: SessionKey,
  mtime: number,
  project: string,
): Promise<SDKSessionInfo | undefined> {
  try {
    const entries = await loadEntries(store, key);
    return entries && describeSession(key.sessionId, endsOfEntries(entries, mtime), project);
  } catch {
    // One session that cannot be loaded does not cost the caller the list; it is there, but nothing is known of it.
    return { sessionId: key.sessionId, summary: "", lastModified: mtime };
  }
}

/** What `foldSessionSummary()` gathered, ours or the official one: both write the same fields. */
function infoFromSummary(
  { sessionId, data }: SessionSummaryEntry,
  mtime: number,
  project: string,
): SDKSessionInfo | undefined {
  if (data["isSidechain"] === true) return undefined;
  const said = (field: string): string | undefined => text(data[field]) || undefined;
  const firstPrompt = data["firstPromptLocked"] === true ? said("firstPrompt") : said("commandFallback");
  const customTitle = said("customTitle") ?? said("aiTitle");
  const summary = customTitle ?? said("lastPrompt") ?? said("summaryHint") ?? firstPrompt;
  if (summary === undefined) return undefined;
  const { createdAt } = data;
  return {
    sessionId,
    summary,
    lastModified: mtime,
    fileSize: undefined,
    customTitle,
    firstPrompt,
    gitBranch: said("gitBranch"),
    cwd: said("cwd") ?? project,
    tag: said("tag"),
    createdAt: typeof createdAt === "number" ? createdAt : undefined,
  };
}

export async function subagentsInStore(
  store: SessionStore,
  sessionId: string,
  dir: string | undefined,
): Promise<string[]> {
  if (store.listSubkeys === undefined)
    throw new InvalidOptionsError([
      "sessionStore.listSubkeys is not implemented, so subagents cannot be listed; give it listSubkeys()",
    ]);
  const subkeys = await store.listSubkeys(await storeKey(sessionId, dir));
  return [...new Set(subkeys.flatMap((subkey) => SUBAGENT.exec(subkey)?.[1] ?? []))];
}

export async function subagentMessagesInStore(
  store: SessionStore,
  sessionId: string,
  agentId: string,
  dir: string | undefined,
  page: Page,
): Promise<SessionMessage[]> {
  const key = await storeKey(sessionId, dir);
  const subpath = await subpathOf(store, key, agentId);
  const entries = subpath === undefined ? undefined : await loadEntries(store, { ...key, subpath });
  if (entries === undefined) return [];
  const details = entries.findLast(({ type }) => type === "agent_metadata");
  const said = entries.filter(({ type }) => type !== "agent_metadata");
  return readSubagent(new EntriesSource(said), starterIn(details), page);
}

async function subpathOf(store: SessionStore, key: SessionKey, agentId: string): Promise<string | undefined> {
  if (store.listSubkeys === undefined) {
    // Here the id becomes part of a key, which a store may use as a path.
    if (/[/\\]|^\.\.?$/.test(agentId)) throw new InvalidOptionsError(['"agentId" must not be a path']);
    return `subagents/agent-${agentId}`;
  }
  const subkeys = await store.listSubkeys(key);
  return subkeys.find((subkey) => SUBAGENT.exec(subkey)?.[1] === agentId);
}
