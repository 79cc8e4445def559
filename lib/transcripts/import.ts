// Copies a conversation from this machine's disk into a store.
import { createReadStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import {
  folderOfTranscript,
  isTranscript,
  metadataFile,
  projectKey,
  realDirectory,
} from "../config-folder.ts";
import { SessionNotFoundError } from "../errors/transcripts.ts";
import { keyOfFile } from "../stores/keys.ts";
import type { SessionKey, SessionStore, SessionStoreEntry } from "../stores/store.ts";
import { findTranscript } from "./session-files.ts";

/** What of a conversation is imported, and how. */
export type ImportSessionToStoreOptions = {
  /** The working directory of the conversation. Default: all are searched, and it becomes one of this program's. */
  dir?: string;
  /** Its subagents as well. Default: true. */
  includeSubagents?: boolean;
  /** The most entries of one `append()`. Default: 500. */
  batchSize?: number;
};

const DEFAULT_BATCH_SIZE = 500;
const MAX_BATCH_BYTES = 1024 * 1024;

/**
 * Copy a conversation of this machine into a store, subagents included.
 *
 * It may be repeated: a store leaves out entries that it has. So it also fills the gap that a `mirror_error` tells of.
 *
 * @param sessionId Its id, a UUID.
 * @throws {SessionNotFoundError} If this machine has no such conversation.
 * @throws What `append()` of the store throws.
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
  options: ImportSessionToStoreOptions = {},
): Promise<void> {
  const { dir, includeSubagents = true } = options;
  const batchSize = options.batchSize && options.batchSize > 0 ? options.batchSize : DEFAULT_BATCH_SIZE;
  const found = await findTranscript(sessionId, dir);
  if (found === undefined) throw new SessionNotFoundError(sessionId, dir);
  const key = { projectKey: projectKey(await realDirectory(dir ?? ".")), sessionId };
  await importFile(found.file, key, store, batchSize);
  if (!includeSubagents) return;
  const folder = folderOfTranscript(found.file);
  for (const file of await transcriptsIn(path.join(folder, "subagents"))) {
    const subpath = keyOfFile(file, path.dirname(path.dirname(folder)))?.subpath;
    if (subpath === undefined) continue;
    await importFile(file, { ...key, subpath }, store, batchSize);
    const about = await metadataOf(file);
    if (about !== undefined) await store.append({ ...key, subpath }, [{ ...about, type: "agent_metadata" }]);
  }
}

async function importFile(
  file: string,
  key: SessionKey,
  store: SessionStore,
  batchSize: number,
): Promise<void> {
  // Loaded here, because it takes longer to load than most of this library.
  const { createInterface } = await import("node:readline");
  let batch: SessionStoreEntry[] = [];
  let bytes = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    const entry = parsed(line);
    if (entry === undefined) continue;
    batch.push(entry);
    bytes += line.length;
    if (batch.length < batchSize && bytes < MAX_BATCH_BYTES) continue;
    await store.append({ ...key }, batch);
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) await store.append({ ...key }, batch);
}

/** A line that a crash cut short is no entry. */
function parsed(line: string): SessionStoreEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as SessionStoreEntry) : undefined;
  } catch {
    return undefined;
  }
}

async function transcriptsIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  for (const entry of found.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await transcriptsIn(inside)));
    else if (entry.isFile() && isTranscript(entry.name)) files.push(inside);
  }
  return files;
}

/** What the CLI keeps beside a subagent's transcript, for instance its type. */
async function metadataOf(transcript: string): Promise<SessionStoreEntry | undefined> {
  const text = await readFile(metadataFile(transcript), "utf8").catch(() => "");
  return parsed(text);
}
