// Copies a conversation, all of it or up to a message, into a session of its own.
import { transcriptFile } from "../config-folder.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { SessionNotFoundError } from "../errors/transcripts.ts";
import { transcriptOf, writePrivateFile } from "../stores/private-file.ts";
import { appendAll, type StoreSource } from "../stores/store-calls.ts";
import { type Link, linkOf } from "./entry-link.ts";
import { CarriedLines, isCarried } from "./fork-carried.ts";
import { forkedEntry } from "./fork-entry.ts";
import { sliceUpTo } from "./fork-point.ts";
import { loadSession } from "./in-store.ts";
import {
  checkSessionId,
  type ForkSessionOptions,
  type ForkSessionResult,
  given,
  projectNamed,
  shown,
  storeOf,
} from "./options.ts";
import { findTranscript } from "./session-files.ts";
import { threadOf } from "./thread.ts";
import { titleOfEntries, titleOfFile } from "./title.ts";
import { EntriesSource, type Entry, FileSource, type TranscriptSource } from "./transcript-source.ts";

/**
 * Copy a session into a new one, which can then go another way. The session itself is not changed.
 *
 * Entries get new uuids; those of the original are in their `forkedFrom`. Subagents' transcripts and the history of
 * file changes stay with the original.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is no UUID, there is no message `upToMessageId`, or nothing to copy.
 *
 * @example Go another way after the first answer
 * const [, answer] = await getSessionMessages(sessionId);
 * const fork = await forkSession(sessionId, { upToMessageId: answer?.uuid });
 * for await (const message of query("Try something else", { resume: fork.sessionId })) console.log(message.type);
 */
export async function forkSession(
  sessionId: string,
  options?: ForkSessionOptions,
): Promise<ForkSessionResult> {
  const wish = given(options);
  checkSessionId(sessionId);
  const store = await storeOf(wish);
  if (store !== undefined) {
    const entries = await loadSession(store, sessionId);
    if (entries.length === 0) throw new SessionNotFoundError(sessionId, "the store");
    const ownTitle = (): string | undefined => titleOfEntries(entries);
    return { sessionId: await copySession(store, new EntriesSource(entries), sessionId, wish, ownTitle) };
  }
  const found = await findTranscript(sessionId, wish.dir);
  if (found === undefined) throw new SessionNotFoundError(sessionId, projectNamed(wish.dir));
  const { file, folder } = found;
  const ownTitle = (): string | undefined => titleOfFile(file);
  return { sessionId: await copySession(folder, new FileSource(file), sessionId, wish, ownTitle) };
}

/**
 * Write a session down under another id.
 *
 * @param place A store, or a folder.
 * @returns The id.
 */
export async function copySession(
  place: StoreSource | string,
  source: TranscriptSource,
  from: string,
  options: ForkSessionOptions,
  ownTitle: () => string | undefined,
): Promise<string> {
  const sessionId = crypto.randomUUID();
  const entries = copiedEntries(source, from, sessionId, options, ownTitle);
  if (typeof place === "string")
    await writePrivateFile(transcriptFile(place, sessionId), transcriptOf(entries));
  else await appendAll(place, { projectKey: place.projectKey, sessionId }, entries);
  return sessionId;
}

async function* copiedEntries(
  source: TranscriptSource,
  from: string,
  to: string,
  { title, upToMessageId }: ForkSessionOptions,
  ownTitle: () => string | undefined,
): AsyncGenerator<Entry> {
  const timestamp = new Date().toISOString();
  const carried = new CarriedLines(from, to, timestamp);
  const all = await ownLinks(source, carried);
  const links = upToMessageId && all.length > 0 ? sliceUpTo(all, upToMessageId) : all;
  if (links === undefined)
    throw new InvalidOptionsError([
      `"upToMessageId": Message ${shown(upToMessageId)} not found in session ${from}; getSessionMessages() has the uuids`,
    ]);
  const copied = links.filter(({ type }) => type !== "progress");
  if (copied.length === 0)
    throw new InvalidOptionsError([`Session ${from} has no messages to fork; send it a prompt first`]);
  const ids = new Map(links.map(({ uuid }) => [uuid, crypto.randomUUID() as string]));
  const keepable = new Map(copied.map(({ uuid }) => [uuid, ids.get(uuid) ?? uuid]));
  const parentOf = parentsInCopy(links);
  yield* carried.before();
  for await (const [entry, index] of source.read(copied.map(({ position }) => position))) {
    const link = copied[index];
    if (link === undefined) continue;
    yield forkedEntry(entry, {
      from,
      to,
      uuid: ids.get(link.uuid) ?? link.uuid,
      parent: ids.get(parentOf(link)?.uuid ?? "") ?? null,
      ids,
      keepable,
      timestamp: index === copied.length - 1 ? timestamp : undefined,
      isForgetful: link.boundary?.isForgetful === true,
    });
  }
  yield* carried.after();
  const customTitle = title?.trim() || `${ownTitle() || "Forked session"} (fork)`;
  yield { type: "custom-title", sessionId: to, customTitle, uuid: crypto.randomUUID(), timestamp };
}

/** The entries of the conversation itself. */
async function ownLinks(source: TranscriptSource, carried: CarriedLines): Promise<Link[]> {
  const links: Link[] = [];
  await source.scan(
    (entry, position) => {
      const link = linkOf(entry, position);
      if (link === undefined) carried.note(entry);
      else if (!link.sidechain) links.push(link);
    },
    (line) => line.includes('"uuid"') || isCarried(line),
  );
  return links;
}

/** Progress is not copied, so what hangs on it hangs on the next entry before. */
function parentsInCopy(links: readonly Link[]): (link: Link) => Link | undefined {
  const byUuid = new Map(links.map((link) => [link.uuid, link]));
  const { bridges } = threadOf(links);
  const before = ({ uuid, parent }: Link): Link | undefined => byUuid.get(bridges.get(uuid) ?? parent ?? "");
  return (link) => {
    const passed = new Set<Link>();
    let at = before(link);
    for (; at?.type === "progress" && !passed.has(at); at = before(at)) passed.add(at);
    return at?.type === "progress" ? undefined : at;
  };
}
