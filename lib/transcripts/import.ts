// Copies a conversation from this machine's disk into a store.
import { SessionNotFoundError } from "../errors/transcripts.ts";
import type { SessionStore, SessionStoreEntry } from "../stores/store.ts";
import { appendAll, type Conversation, loadEntries, storeSource } from "../stores/store-calls.ts";
import { given, placeNamed } from "./options.ts";
import { findTranscript, subagentDetails, subagentFiles } from "./session-files.ts";
import { entriesOf } from "./transcript-source.ts";

/** What of a conversation is imported, and how. */
export type ImportSessionToStoreOptions = {
  /** The working directory of the conversation. Default: all are searched, and it becomes one of this program's. */
  dir?: string;
  /** Its subagents as well. Default: true. */
  includeSubagents?: boolean;
  /** The most entries of one `append()`. Default: 500. */
  batchSize?: number;
  /** How long the store may take for one call, in milliseconds. Default: 60 000. */
  loadTimeoutMs?: number;
};

/**
 * Copy a conversation of this machine into a store, by default with its subagents.
 *
 * Safe to repeat: the store leaves out entries whose `uuid` it has, and entries without one, such as titles, are compared
 * with its contents. So it also fills the gap that a `mirror_error` reports.
 *
 * @param sessionId Its id, a UUID.
 * @throws {SessionNotFoundError} If this machine has no such conversation.
 * @throws {SessionStoreError} If the store fails, or does not answer in time.
 *
 * @example
 * ```ts
 * import { InMemorySessionStore, importSessionToStore, query } from "kodegen-claude-agent";
 *
 * const { session_id } = await query("Say hello").result();
 * const store = new InMemorySessionStore();
 * await importSessionToStore(session_id, store);
 * console.log(store.size);
 * ```
 */
export async function importSessionToStore(
  sessionId: string,
  store: SessionStore,
  options?: ImportSessionToStoreOptions,
): Promise<void> {
  const { dir, loadTimeoutMs, batchSize, includeSubagents = true } = given(options);
  const found = await findTranscript(sessionId, dir);
  if (found === undefined) throw new SessionNotFoundError(sessionId, placeNamed({ dir }));
  const target = await storeSource(store, dir, loadTimeoutMs);
  const most = batchSize && batchSize > 0 ? batchSize : undefined;
  const take = async (which: Conversation, ...parts: AsyncIterable<SessionStoreEntry>[]): Promise<void> => {
    const there = countsOf(await loadEntries(target, which));
    for (const entries of parts) await appendAll(target, which, missing(there, entries), most);
  };
  await take({ sessionId }, entriesOf(found.file));
  if (!includeSubagents) return;
  for (const { file, subpath } of await subagentFiles(found.file))
    await take({ sessionId, subpath }, entriesOf(file), metadataOf(file));
}

/** What the CLI keeps beside a subagent's transcript, such as its type. */
async function* metadataOf(file: string): AsyncGenerator<SessionStoreEntry> {
  const about = await subagentDetails(file);
  if (about !== undefined) yield { ...about, type: "agent_metadata" };
}

/** How often a store has each of the entries that it could not know again, because they have no uuid. */
function countsOf(entries: readonly SessionStoreEntry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    if (entry.uuid !== undefined) continue;
    const text = canonical(entry);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

/** Without those that are there. */
async function* missing(
  there: Map<string, number>,
  entries: AsyncIterable<SessionStoreEntry>,
): AsyncGenerator<SessionStoreEntry> {
  for await (const entry of entries) {
    const text = entry.uuid === undefined && there.size > 0 ? canonical(entry) : "";
    const count = there.get(text) ?? 0;
    if (count > 0) there.set(text, count - 1);
    else yield entry;
  }
}

/** The same text for the same entry: a database may give its fields back in another order. */
function canonical(entry: unknown): string {
  return JSON.stringify(entry, (_name, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
