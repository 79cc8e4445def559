// Kept sessions, to change: a name is a line at the end of the transcript, as the CLI itself would write it.
import { InvalidOptionsError } from "../errors/input.ts";
import { SessionNotFoundError } from "../errors/transcripts.ts";
import { writeArchivedMark } from "./archived.ts";
import { type NameKind, TAG, TITLE } from "./given-name.ts";
import { existingSession, sessionsNamed } from "./kept-session.ts";
import { givenFor, placeNamed, type SessionMutationOptions } from "./options.ts";
import { transcriptsOf } from "./session-files.ts";

const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}]/gu;

/**
 * Give a session a title. Lists show it from now on, until the CLI gives the session another one; a process that has it
 * open keeps the old one: there, use `setTitle()`.
 *
 * @param title Surrounding whitespace is trimmed.
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is not a UUID, or the title is empty.
 */
export async function renameSession(
  sessionId: string,
  title: string,
  options?: SessionMutationOptions,
): Promise<void> {
  const where = givenFor(sessionId, options);
  const customTitle = typeof title === "string" ? title.trim() : "";
  if (customTitle === "") throw new InvalidOptionsError(["title must be non-empty text"]);
  await give(TITLE, customTitle, sessionId, where);
}

/**
 * Put a tag on a session, in place of the one it has.
 *
 * @param tag Without spaces around it and without invisible characters; null takes the tag away.
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is not a UUID, or the tag is empty.
 */
export async function tagSession(
  sessionId: string,
  tag: string | null,
  options?: SessionMutationOptions,
): Promise<void> {
  const where = givenFor(sessionId, options);
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
 * @throws {InvalidOptionsError} If the id is not a UUID, or a store is given: the mark lies beside the transcript.
 */
export async function archiveSession(sessionId: string, options?: SessionMutationOptions): Promise<void> {
  await setArchived(sessionId, true, options);
}

/**
 * Take the mark of `archiveSession()` back: `archived` is then false.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is not a UUID, or a store is given.
 */
export async function unarchiveSession(sessionId: string, options?: SessionMutationOptions): Promise<void> {
  await setArchived(sessionId, false, options);
}

async function setArchived(
  sessionId: string,
  archived: boolean,
  options: SessionMutationOptions | undefined,
): Promise<void> {
  const where = givenFor(sessionId, options);
  if (where.sessionStore)
    throw new InvalidOptionsError([
      'Archiving is not supported with sessionStore: the mark is no entry of the transcript; leave "sessionStore" out',
    ]);
  let isFound = false;
  for await (const { file } of transcriptsOf(sessionId, where.dir)) {
    await writeArchivedMark(file, archived);
    isFound = true;
  }
  if (!isFound) throw new SessionNotFoundError(sessionId, placeNamed(where));
}

/**
 * Delete a session with its subagents: its transcript and the folder beside it, or what the store has of it. A store
 * without `delete()` keeps everything.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is not a UUID.
 */
export async function deleteSession(sessionId: string, options?: SessionMutationOptions): Promise<void> {
  const where = givenFor(sessionId, options);
  await (await existingSession(sessionId, where)).delete();
}

async function give(
  kind: NameKind,
  name: string,
  sessionId: string,
  where: SessionMutationOptions,
): Promise<void> {
  for await (const session of sessionsNamed(sessionId, where)) if (await session.giveName(kind, name)) return;
  throw new SessionNotFoundError(sessionId, placeNamed(where));
}
