// Copies a conversation, all of it or up to a message, into a session of its own.
import { InvalidOptionsError } from "../errors/input.ts";
import { type Link, linkOf } from "./entry-link.ts";
import { CarriedLines, isCarried } from "./fork-carried.ts";
import { forkedEntry } from "./fork-entry.ts";
import { sliceUpTo } from "./fork-point.ts";
import { existingSession, type KeptSession, ownTitle, sourceOf } from "./kept-session.ts";
import { type ForkSessionOptions, type ForkSessionResult, givenFor, shown } from "./options.ts";
import { threadOf } from "./thread.ts";
import type { Entry, TranscriptSource } from "./transcript-source.ts";

/**
 * Copy a session into a new one, which can then go another way. The session itself is not changed.
 *
 * Entries get new uuids; those of the original are in their `forkedFrom`. Subagents' transcripts and the history of
 * file changes stay with the original.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {InvalidOptionsError} If the id is not a UUID, there is no message `upToMessageId`, or nothing to copy.
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
  const wish = givenFor(sessionId, options);
  const session = await existingSession(sessionId, wish);
  return { sessionId: await copySession(session, sourceOf(session), sessionId, wish) };
}

/**
 * Write a session down under another id, in the same place.
 *
 * @param source What is copied of it.
 * @returns The id.
 */
export async function copySession(
  session: KeptSession,
  source: TranscriptSource,
  from: string,
  { upToMessageId, title }: ForkSessionOptions,
): Promise<string> {
  const sessionId = crypto.randomUUID();
  const customTitle = title?.trim() || `${ownTitle(session) ?? "Forked session"} (fork)`;
  await session.writeOther(sessionId, copiedEntries(source, from, sessionId, upToMessageId, customTitle));
  return sessionId;
}

async function* copiedEntries(
  source: TranscriptSource,
  from: string,
  to: string,
  upToMessageId: string | undefined,
  customTitle: string,
): AsyncGenerator<Entry> {
  const timestamp = new Date().toISOString();
  const carried = new CarriedLines(from);
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
  yield* carried.before(to, timestamp);
  for await (const [entry, index] of source.read(copied.map(({ position }) => position))) {
    const link = copied[index];
    if (link === undefined) continue;
    const isForgetful = link.boundary?.isForgetful === true;
    const forked = forkedEntry(entry, { from, to, ids, keepable }, parentOf(link)?.uuid, isForgetful);
    // A list sorts by when the fork was made.
    yield index === copied.length - 1 ? { ...forked, timestamp } : forked;
  }
  yield* carried.after(to, timestamp);
  yield { type: "custom-title", sessionId: to, customTitle, uuid: crypto.randomUUID(), timestamp };
}

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
