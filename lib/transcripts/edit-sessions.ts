// Kept sessions, to change: a name is a line at the end of the transcript, as the CLI itself would write it.
import { Buffer } from "node:buffer";
import { constants } from "node:fs";
import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { folderOfTranscript } from "../config-folder.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { SessionNotFoundError } from "../errors/transcripts.ts";
import type { SessionKey } from "../stores/store.ts";
import { appendEntries, deleteEntries, type StoreSource } from "../stores/store-calls.ts";
import { writeArchivedMark } from "./archived.ts";
import { EndsReader } from "./ends.ts";
import { type NameKind, TAG, TITLE, writeName } from "./given-name.ts";
import { loadSession } from "./in-store.ts";
import { checkSessionId, given, projectNamed, type SessionMutationOptions, storeOf } from "./options.ts";
import { findTranscript, transcriptsOf } from "./session-files.ts";

// A pipe among the transcripts must not block; every write goes to the end, whoever else writes.
const APPEND = constants.O_RDWR | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);
const NEWLINE = 0x0a;
/** A folder to which a running session writes cannot always be removed at once. */
const REMOVE_RETRIES = 3;
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}]/gu;

/**
 * Give a session a title. Lists show it from now on, until the CLI gives the session another one; a process that has it
 * open goes on calling it what it did: there, use `setTitle()`.
 *
 * @param title Surrounding whitespace is trimmed.
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is no UUID, or the title is empty.
 */
export async function renameSession(
  sessionId: string,
  title: string,
  options?: SessionMutationOptions,
): Promise<void> {
  const where = given(options);
  checkSessionId(sessionId);
  const customTitle = typeof title === "string" ? title.trim() : "";
  if (customTitle === "") throw new InvalidOptionsError(["title must be non-empty text"]);
  await give(TITLE, customTitle, sessionId, where);
}

/**
 * Put a tag on a session, in place of the one it has.
 *
 * @param tag Without spaces around it and without invisible characters; null takes the tag away.
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is no UUID, or the tag is empty.
 */
export async function tagSession(
  sessionId: string,
  tag: string | null,
  options?: SessionMutationOptions,
): Promise<void> {
  const where = given(options);
  checkSessionId(sessionId);
  const written = tag === null ? "" : visible(tag);
  if (tag !== null && written === "")
    throw new InvalidOptionsError(["tag must be non-empty (use null to clear)"]);
  await give(TAG, written, sessionId, where);
}

/** Tags are compared, so what looks the same becomes the same. */
function visible(tag: unknown): string {
  if (typeof tag !== "string") return "";
  let text = tag;
  // Composing can bring invisible characters forth, and taking them out things to compose.
  for (let before = ""; text !== before; ) {
    before = text;
    text = text.normalize("NFKC").replaceAll(INVISIBLE, "");
  }
  return text.trim();
}

/**
 * Mark a session as archived. It stays where it is and is still listed, with `archived: true`; a later prompt takes
 * the mark back.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is no UUID, or a store is given: the mark lies beside the transcript.
 */
export async function archiveSession(sessionId: string, options?: SessionMutationOptions): Promise<void> {
  await setArchived(sessionId, true, options);
}

/**
 * Take the mark of `archiveSession()` back: `archived` is then false.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is no UUID, or a store is given.
 */
export async function unarchiveSession(sessionId: string, options?: SessionMutationOptions): Promise<void> {
  await setArchived(sessionId, false, options);
}

async function setArchived(
  sessionId: string,
  archived: boolean,
  options: SessionMutationOptions | undefined,
): Promise<void> {
  const { dir, sessionStore } = given(options);
  if (sessionStore)
    throw new InvalidOptionsError([
      'Archiving is not supported with sessionStore: the mark is no entry of the transcript; leave "sessionStore" out',
    ]);
  checkSessionId(sessionId);
  const files: string[] = [];
  for await (const { file } of transcriptsOf(sessionId, dir)) files.push(file);
  if (files.length === 0) throw new SessionNotFoundError(sessionId, projectNamed(dir));
  for (const file of files) await writeArchivedMark(file, archived);
}

/**
 * Delete a session with its subagents: its transcript and the folder beside it, or what the store has of it. A store
 * without `delete()` keeps everything.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is no UUID.
 */
export async function deleteSession(sessionId: string, options?: SessionMutationOptions): Promise<void> {
  const where = given(options);
  checkSessionId(sessionId);
  const store = await storeOf(where);
  if (store !== undefined) return deleteEntries(store, await keyOf(store, sessionId));
  const found = await findTranscript(sessionId, where.dir);
  if (found === undefined) throw new SessionNotFoundError(sessionId, projectNamed(where.dir));
  // The folder first: if it cannot be removed, the session is still there to be deleted again.
  await rm(folderOfTranscript(found.file), { recursive: true, force: true, maxRetries: REMOVE_RETRIES });
  await rm(found.file, { force: true });
}

/** Give a session a name: as an entry, like the CLI, and on disk beside the transcript too, where it stays in sight. */
async function give(
  kind: NameKind,
  name: string,
  sessionId: string,
  where: SessionMutationOptions,
): Promise<void> {
  const entry = { type: kind.type, [kind.field]: name, sessionId };
  const store = await storeOf(where);
  if (store !== undefined) {
    // Stores know entries again by their uuids, and lists their times.
    const own = { ...entry, uuid: crypto.randomUUID(), timestamp: new Date().toISOString() };
    return appendEntries(store, await keyOf(store, sessionId), [own]);
  }
  for await (const { file } of transcriptsOf(sessionId, where.dir)) {
    const ends = new EndsReader().read(file);
    if (ends === undefined) continue;
    await writeName(kind, file, name, ends);
    if (await appendLine(file, JSON.stringify(entry))) return;
  }
  throw new SessionNotFoundError(sessionId, projectNamed(where.dir));
}

/** @throws {SessionNotFoundError} If the store has no such session. */
async function keyOf(store: StoreSource, sessionId: string): Promise<SessionKey> {
  if ((await loadSession(store, sessionId)).length === 0)
    throw new SessionNotFoundError(sessionId, "the store");
  return { projectKey: store.projectKey, sessionId };
}

/** False when there is no such file any more, or nothing in it: a line alone would make no session. */
async function appendLine(file: string, line: string): Promise<boolean> {
  if (
    !(await stat(file).then(
      (found) => found.isFile(),
      () => false,
    ))
  )
    return false;
  const handle = await open(file, APPEND);
  try {
    const { size } = await handle.stat();
    if (size === 0) return false;
    // Behind half a line of a writer that died, the new one would be lost.
    const start = (await lastByte(handle, size)) === NEWLINE ? "" : "\n";
    await handle.appendFile(`${start}${line}\n`);
    return true;
  } finally {
    await handle.close();
  }
}

async function lastByte(handle: FileHandle, size: number): Promise<number | undefined> {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0];
}
