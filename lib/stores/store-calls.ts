// Calls of a store, which is somebody else's code: each may throw, reject, never answer, or answer nonsense.
import { isSessionId, projectKey as keyOf, realDirectory } from "../config-folder.ts";
import { SessionInUseError, SessionStoreError } from "../errors/transcripts.ts";
import { isObject } from "../json-object.ts";
import type { SessionKey, SessionStore, SessionStoreEntry, SessionSummaryEntry } from "./store.ts";

/** A store, and how long it may take for one call. */
export interface CalledStore {
  readonly store: SessionStore;
  /** In milliseconds; Infinity for no limit. */
  readonly timeoutMs: number;
  /** Aborted when nobody waits any more; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** The part of a store that holds the sessions of one directory. */
export interface StoreSource extends CalledStore {
  readonly projectKey: string;
}

/** A session of a store, and when it changed last, in milliseconds since 1970. */
export interface ListedSession {
  readonly sessionId: string;
  readonly mtime: number;
}

/** How long a store may take for one call when nothing else is said: a minute, as in the official SDK. */
export const STORE_TIMEOUT_MS = 60_000;
/** How long it may take to be given something back. */
const RETURN_TIMEOUT_MS = 5_000;

/** The sessions of a directory, of this program's own where none is named. */
export async function storeSource(
  store: SessionStore,
  dir: string | undefined,
  timeoutMs: number = STORE_TIMEOUT_MS,
): Promise<StoreSource> {
  return { store, timeoutMs, projectKey: keyOf(await realDirectory(dir || ".")) };
}

/**
 * Wait for a store, but not for ever.
 *
 * @param method The method that is called, for errors.
 * @param subject What it is called for, for errors.
 * @throws {SessionStoreError} When time is up, or when the store fails; its own error is the cause then.
 */
export async function withinTime<T>(
  { timeoutMs, signal }: CalledStore,
  method: keyof SessionStore,
  subject: string,
  call: () => Promise<T> | undefined,
): Promise<T | undefined> {
  signal?.throwIfAborted();
  const done = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error), { signal: done.signal });
    const detail = `timed out after ${timeoutMs}ms${subject && ` for ${subject}`}`;
    const late = (): void => reject(new SessionStoreError(method, detail, { timedOut: true }));
    // A timer without end would end at once.
    if (timeoutMs !== Infinity) timer = setTimeout(late, timeoutMs);
  });
  // A throw of the store is a rejection like any other.
  const answered = (async () => call())().catch((error: unknown) => {
    const cause = error instanceof Error ? error : new Error(String(error));
    throw new SessionStoreError(method, `failed: ${cause.message}`, { cause });
  });
  try {
    return await Promise.race([answered, stopped]);
  } finally {
    clearTimeout(timer);
    done.abort();
  }
}

/** A conversation of a directory, or one of its subagents'. */
export type Conversation = Omit<SessionKey, "projectKey">;

/** Call a method, if there is one, for a conversation or for the whole directory; what comes back may be anything. */
export function callStore(
  source: StoreSource,
  method: keyof SessionStore,
  which?: Conversation,
  entries?: readonly SessionStoreEntry[],
): Promise<unknown> {
  const { store, projectKey } = source;
  // The store gets copies, which it may change.
  const given = [which ? { projectKey, ...which } : projectKey, ...(entries ? [[...entries]] : [])];
  const called = store[method] as ((...given: unknown[]) => Promise<unknown>) | undefined;
  return withinTime(source, method, subjectOf(which), () => called?.apply(store, given));
}

/** The entries of a conversation; none when there is no such one. Anything that is not an object is skipped. */
export async function loadEntries(source: StoreSource, which: Conversation): Promise<SessionStoreEntry[]> {
  const entries = (await callStore(source, "load", which)) ?? [];
  if (!Array.isArray(entries))
    throw new SessionStoreError("load", `gave no list of entries for ${subjectOf(which)}`);
  return entries.filter(isObject) as SessionStoreEntry[];
}

/** The most that one `append()` gets, in a session, an import or a fork. */
export const BATCH_ENTRIES = 500;
export const BATCH_BYTES: number = 1024 * 1024;

/** Add any number of entries to a conversation, in batches. */
export async function appendAll(
  source: StoreSource,
  which: Conversation,
  entries: AsyncIterable<SessionStoreEntry>,
  most: number = BATCH_ENTRIES,
): Promise<void> {
  let batch: SessionStoreEntry[] = [];
  let bytes = 0;
  for await (const entry of entries) {
    batch.push(entry);
    bytes += JSON.stringify(entry).length;
    if (batch.length < most && bytes < BATCH_BYTES) continue;
    await callStore(source, "append", which, batch);
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) await callStore(source, "append", which, batch);
}

/** @throws {SessionStoreError} When it gives no list, as a store without `listSessions()` does. */
export function listOfSessions(source: StoreSource): Promise<ListedSession[]> {
  return checkedList(source, "listSessions", undefined, isSessionItem);
}

export function listOfSummaries(source: StoreSource): Promise<SessionSummaryEntry[]> {
  return checkedList(source, "listSessionSummaries", undefined, isSummary);
}

/** The subpaths of a conversation; none when the store cannot list them. */
export async function listOfSubpaths(source: StoreSource, sessionId: string): Promise<string[]> {
  if (source.store.listSubkeys === undefined) return [];
  return checkedList(source, "listSubkeys", { sessionId }, (item) => typeof item === "string");
}

/**
 * Have a conversation for oneself, if the store knows how.
 *
 * @returns Gives it back; rejects when the store does not take it.
 * @throws {SessionInUseError} When somebody else has it.
 */
export async function lease(source: StoreSource, sessionId: string): Promise<() => Promise<void>> {
  const { store } = source;
  if (store.lease === undefined || !isSessionId(sessionId)) return () => Promise.resolve();
  const giveBack = await callStore(source, "lease", { sessionId });
  if (typeof giveBack !== "function") throw new SessionInUseError(sessionId);
  const returning = { store, timeoutMs: RETURN_TIMEOUT_MS };
  return () => withinTime(returning, "lease", subjectOf({ sessionId }), giveBack as () => Promise<void>);
}

async function checkedList<T>(
  source: StoreSource,
  method: keyof SessionStore,
  which: Conversation | undefined,
  isItem: (item: unknown) => item is T,
): Promise<T[]> {
  const items = await callStore(source, method, which);
  if (!Array.isArray(items)) throw new SessionStoreError(method, "gave no list");
  const wrong = items.findIndex((item) => !isItem(item));
  if (wrong !== -1) throw new SessionStoreError(method, `gave a list whose item ${wrong} is of a wrong kind`);
  return items;
}

function isSessionItem(item: unknown): item is ListedSession {
  return isObject(item) && typeof item["sessionId"] === "string" && Number.isFinite(item["mtime"]);
}

function isSummary(item: unknown): item is SessionSummaryEntry {
  return isSessionItem(item) && isObject((item as Partial<SessionSummaryEntry>).data);
}

function subjectOf(which: Conversation | undefined): string {
  if (which === undefined) return "";
  return `session ${which.sessionId}${which.subpath === undefined ? "" : ` subpath ${which.subpath}`}`;
}
