// Reads conversations out of a store: one by its id, or the newest; and has one for itself.

import { isSessionId } from "../config-folder.ts";
import { SessionInUseError, SessionStoreError } from "../errors/store.ts";
import type { SessionKey, SessionStore, SessionStoreEntry } from "./store.ts";
import { callStore } from "./store-call.ts";

/** Which part of a store is read, and how long one call may take. */
export interface StoreSource {
  readonly store: SessionStore;
  readonly projectKey: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface LoadedConversation {
  readonly sessionId: string;
  readonly entries: readonly SessionStoreEntry[];
}

/**
 * Load a conversation.
 *
 * @returns Undefined when the store has none of this id, or when it is no id but a title.
 * @throws {SessionStoreError} When the store fails, or does not answer in time.
 */
export async function loadOne(
  source: StoreSource,
  sessionId: string,
): Promise<LoadedConversation | undefined> {
  // The id becomes a file name: nothing else may.
  if (!isSessionId(sessionId)) return undefined;
  const entries = await loadEntries(source, { projectKey: source.projectKey, sessionId });
  return entries.length === 0 ? undefined : { sessionId, entries };
}

/**
 * Load the conversation that changed last.
 *
 * @returns Undefined when there is none yet.
 * @throws {SessionStoreError} When the store fails, does not answer in time, or has no `listSessions()`.
 */
export async function loadNewest(source: StoreSource): Promise<LoadedConversation | undefined> {
  const { store, projectKey } = source;
  const listed = await call(source, "listSessions", "", async () => store.listSessions?.(projectKey));
  if (!Array.isArray(listed)) throw new SessionStoreError("listSessions", "gave no list");
  for (const { sessionId } of listed.toSorted((a, b) => b.mtime - a.mtime)) {
    const loaded = await loadOne(source, sessionId);
    // Older versions of the CLI kept subagents beside the conversations that started them.
    if (loaded !== undefined && loaded.entries[0]?.["isSidechain"] !== true) return loaded;
  }
  return undefined;
}

/** The subpaths of a conversation; none when the store cannot list them. */
export async function listSubpaths(source: StoreSource, sessionId: string): Promise<string[]> {
  const { store, projectKey } = source;
  if (store.listSubkeys === undefined) return [];
  const key = { projectKey, sessionId };
  const listed = await call(
    source,
    "listSubkeys",
    `session ${sessionId}`,
    async () => store.listSubkeys?.(key) ?? [],
  );
  if (!Array.isArray(listed)) throw new SessionStoreError("listSubkeys", "gave no list");
  return listed;
}

/** The entries of a key; none when there is no such conversation. */
export async function loadEntries(source: StoreSource, key: SessionKey): Promise<SessionStoreEntry[]> {
  const subject = `session ${key.sessionId}${key.subpath === undefined ? "" : ` subpath ${key.subpath}`}`;
  const entries = (await call(source, "load", subject, () => source.store.load(key))) ?? [];
  if (!Array.isArray(entries)) throw new SessionStoreError("load", `gave no list of entries for ${subject}`);
  return entries;
}

/** How long a store may take to be given something back, in milliseconds. */
const RETURN_TIMEOUT_MS = 5_000;

/**
 * Have a conversation for oneself, if the store knows how.
 *
 * @returns Gives it back; rejects when the store does not take it.
 * @throws {SessionInUseError} When somebody else has it.
 */
export async function lease(source: StoreSource, sessionId: string): Promise<() => Promise<void>> {
  const { store, projectKey } = source;
  if (store.lease === undefined || !isSessionId(sessionId)) return () => Promise.resolve();
  const subject = `session ${sessionId}`;
  const key = { projectKey, sessionId };
  const giveBack = await call(source, "lease", subject, async () => store.lease?.(key));
  if (typeof giveBack !== "function") throw new SessionInUseError(sessionId);
  return () => callStore(giveBack, { method: "lease", subject, timeoutMs: RETURN_TIMEOUT_MS });
}

function call<T>(source: StoreSource, method: string, subject: string, run: () => Promise<T>): Promise<T> {
  const { timeoutMs, signal } = source;
  return callStore(run, { method, subject, timeoutMs, signal });
}
