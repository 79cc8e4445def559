// A kept session, on this machine's disk or in a store: what it is read from, and what is done to it.
import { rm } from "node:fs/promises";
import path from "node:path";
import { folderOfTranscript, isSessionId, transcriptFile } from "../config-folder.ts";
import { SessionNotFoundError } from "../errors/transcripts.ts";
import { transcriptOf, writePrivateFile } from "../stores/private-file.ts";
import { appendAll, callStore, loadEntries, type StoreSource } from "../stores/store-calls.ts";
import { text } from "../stores/unchecked.ts";
import { appendLine } from "./append-line.ts";
import { EndsReader } from "./ends.ts";
import { type NameKind, writeName } from "./given-name.ts";
import { describeEntries, describeFile, type SDKSessionInfo } from "./info.ts";
import { type GetSessionInfoOptions, placeNamed, storeOf } from "./options.ts";
import { type Found, transcriptsOf } from "./session-files.ts";
import { EntriesSource, type Entry, FileSource, type TranscriptSource } from "./transcript-source.ts";

export interface KeptSession {
  /** Its transcript's file, or its entries in a store. */
  readonly transcript: string | readonly Entry[];
  describe(): SDKSessionInfo | undefined;
  /** As an entry, like the CLI; on disk beside the transcript too, where it stays in sight. False when it has gone since. */
  giveName(kind: NameKind, name: string): Promise<boolean>;
  delete(): Promise<void>;
  /** Write another session to where this one is. */
  writeOther(sessionId: string, entries: AsyncIterable<Entry>): Promise<void>;
}

/**
 * All that is kept of a session; on disk there can be more than one transcript after a move.
 *
 * @param least How many bytes a transcript has at least.
 */
export async function* sessionsNamed(
  sessionId: string,
  where: GetSessionInfoOptions,
  least?: number,
): AsyncGenerator<KeptSession> {
  if (!isSessionId(sessionId)) return;
  const store = await storeOf(where);
  if (store === undefined) {
    for await (const found of transcriptsOf(sessionId, where.dir, least)) yield onDisk(sessionId, found);
    return;
  }
  const entries = await loadEntries(store, { sessionId });
  if (entries.length > 0) yield inStore(store, sessionId, entries);
}

/** Undefined when there is no such session. */
export async function findSession(
  sessionId: string,
  where: GetSessionInfoOptions,
): Promise<KeptSession | undefined> {
  for await (const session of sessionsNamed(sessionId, where)) return session;
  return undefined;
}

/** @throws {SessionNotFoundError} If there is no such session. */
export async function existingSession(sessionId: string, where: GetSessionInfoOptions): Promise<KeptSession> {
  const session = await findSession(sessionId, where);
  if (session === undefined) throw new SessionNotFoundError(sessionId, placeNamed(where));
  return session;
}

export function sourceOf({ transcript }: KeptSession): TranscriptSource {
  return typeof transcript === "string" ? new FileSource(transcript) : new EntriesSource(transcript);
}

/** What a session was called, or what was asked first: its copies are called after that. */
export function ownTitle(session: KeptSession): string | undefined {
  const info = session.describe();
  return info?.customTitle ?? info?.firstPrompt;
}

function onDisk(sessionId: string, { file, project }: Found): KeptSession {
  return {
    transcript: file,
    describe: () => {
      const ends = new EndsReader().read(file);
      return ends && describeFile(sessionId, file, ends, project);
    },
    giveName: async (kind, name) => {
      const ends = new EndsReader().read(file);
      if (ends === undefined) return false;
      await writeName(kind, file, name, ends);
      return appendLine(file, JSON.stringify(entryWith(kind, name, sessionId)));
    },
    delete: async () => {
      // The folder first: if it cannot be removed, the session is still there to be deleted again.
      await rm(folderOfTranscript(file), { recursive: true, force: true, maxRetries: REMOVE_RETRIES });
      await rm(file, { force: true });
    },
    writeOther: (other, entries) =>
      writePrivateFile(transcriptFile(path.dirname(file), other), transcriptOf(entries)),
  };
}

/** A folder to which a running session writes cannot always be removed at once. */
const REMOVE_RETRIES = 3;

function inStore(store: StoreSource, sessionId: string, entries: readonly Entry[]): KeptSession {
  return {
    transcript: entries,
    describe: () => {
      // A store tells times only in lists; the last entry's is the next best.
      const time = Date.parse(text(entries.at(-1)?.timestamp) ?? "");
      return describeEntries(sessionId, entries, Number.isNaN(time) ? Date.now() : time);
    },
    giveName: async (kind, name) => {
      // Stores know entries again by their uuids, and lists their times.
      const own = { uuid: crypto.randomUUID(), timestamp: new Date().toISOString() };
      await callStore(store, "append", { sessionId }, [{ ...entryWith(kind, name, sessionId), ...own }]);
      return true;
    },
    // A store that cannot delete keeps it.
    delete: async () => void (await callStore(store, "delete", { sessionId })),
    writeOther: (other, copied) => appendAll(store, { sessionId: other }, copied),
  };
}

function entryWith({ type, field }: NameKind, name: string, sessionId: string): Entry {
  return { type, [field]: name, sessionId };
}
