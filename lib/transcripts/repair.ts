// Copies a session whose transcript is damaged into one that the CLI resumes, with everything that is left of it.
import type { Buffer } from "node:buffer";
import { SessionNotFoundError, SessionUnreadableError } from "../errors/transcripts.ts";
import { text } from "../stores/unchecked.ts";
import { isMessage, linkOf } from "./entry-link.ts";
import { copySession } from "./fork.ts";
import { type KeptSession, ownTitle, sessionsNamed } from "./kept-session.ts";
import { mend } from "./mend.ts";
import { readTranscript, sessionParts } from "./messages.ts";
import { givenFor, placeNamed } from "./options.ts";
import type { Piece } from "./piece.ts";
import { type Damage, RecoveringEntries, RecoveringFile, type RecoveringSource } from "./recover.ts";
import type {
  DroppedEntry,
  RecoveredEntry,
  RepairSessionOptions,
  RepairSessionResult,
} from "./repair-result.ts";
import { RepairedSource } from "./repaired-source.ts";

/**
 * Copy a session with a damaged transcript into a new one that can be resumed, with every message that is still whole
 * somewhere in it. The session itself is not changed.
 *
 * Where the CLI leaves out lines, or everything before a gap, the copy has all entries that are left, in one
 * conversation; the lists say line by line what was done. They are empty for a session without damage, which is copied
 * all the same. Entries get new uuids, and subagents' transcripts stay with the original, as in `forkSession()`.
 *
 * @throws {SessionNotFoundError} If there is no such session.
 * @throws {SessionUnreadableError} If there is no message in it that can be recovered.
 * @throws {InvalidOptionsError} If the id is not a UUID, or an option has the wrong type.
 * @throws {SessionStoreError} If the store fails.
 *
 * @example
 * const { sessionId: repaired, dropped } = await repairSession(sessionId);
 * for (const { line, reason, text } of dropped) console.log(`line ${line}: ${reason} ${text ?? ""}`);
 * for await (const message of query("Where were we?", { resume: repaired })) console.log(message.type);
 */
export async function repairSession(
  sessionId: string,
  options?: RepairSessionOptions,
): Promise<RepairSessionResult> {
  const wish = givenFor(sessionId, options);
  let unreadable: KeptSession["transcript"] | undefined;
  for await (const session of sessionsNamed(sessionId, wish, 0)) {
    const result = await repair(session, sessionId, wish.title);
    if (result !== undefined) return result;
    unreadable ??= session.transcript;
  }
  const place = placeNamed(wish);
  if (unreadable === undefined) throw new SessionNotFoundError(sessionId, place);
  throw new SessionUnreadableError(sessionId, typeof unreadable === "string" ? unreadable : place);
}

/** Undefined when nothing is left that was said. */
async function repair(
  session: KeptSession,
  sessionId: string,
  wanted: string | undefined,
): Promise<RepairSessionResult | undefined> {
  const { transcript } = session;
  const source =
    typeof transcript === "string" ? new RecoveringFile(transcript) : new RecoveringEntries(transcript);
  const { pieces, recovered, lost } = await look(source);
  const mending = mend(pieces, sessionId, await repeatedContents(source, pieces));
  const { changes, renamed, dropped, bridged } = mending;
  if (!pieces.some(({ link }) => isMessage(link) && changes.has(link.position))) return undefined;
  const title = wanted?.trim() || `${ownTitle(session) ?? "Session"} (repaired)`;
  const repaired = new RepairedSource(source, changes);
  const inCopy = recovered.filter(({ position }) => changes.has(position));
  return {
    sessionId: await copySession(session, repaired, sessionId, { title }),
    messages: sessionParts(await readTranscript(repaired)).length,
    recovered: byLine([
      ...inCopy.map(({ line, reason }) => ({ line, reason })),
      ...renamed.map(({ line }): RecoveredEntry => ({ line, reason: "same_uuid" })),
    ]),
    dropped: byLine([
      ...lost,
      ...dropped.map(({ piece: { line, link }, reason }) => ({ line, reason, uuid: link.uuid })),
    ]),
    bridged: byLine(
      bridged.map(({ piece, reason, after }) => ({ line: piece.line, reason, after: after?.line })),
    ),
  };
}

interface Found {
  readonly pieces: Piece[];
  readonly recovered: { readonly line: number; readonly reason: Damage; readonly position: number }[];
  readonly lost: DroppedEntry[];
}

/** Subagents' entries are not copied, so that nothing is said of them. */
async function look(source: RecoveringSource): Promise<Found> {
  const found: Found = { pieces: [], recovered: [], lost: [] };
  await source.recover(
    ({ entry, position, line, damage }) => {
      const link = linkOf(entry, position);
      if (link === undefined || link.sidechain) return;
      const isSummary = entry["isCompactSummary"] === true;
      found.pieces.push({ link, line, sessionId: text(entry["sessionId"]), isSummary });
      if (damage !== undefined) found.recovered.push({ line, reason: damage, position });
    },
    ({ line, bytes }) => found.lost.push({ line, reason: "unreadable", text: excerpt(bytes) }),
  );
  return found;
}

const LONGEST_EXCERPT = 200;

function excerpt(bytes: Buffer): string {
  return bytes
    .toString()
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, LONGEST_EXCERPT);
}

/** What entries say that have the same uuid. */
async function repeatedContents(
  source: RecoveringSource,
  pieces: readonly Piece[],
): Promise<Map<number, string>> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { link } of pieces) (seen.has(link.uuid) ? repeated : seen).add(link.uuid);
  const positions = pieces.filter(({ link }) => repeated.has(link.uuid)).map(({ link }) => link.position);
  const contents = new Map<number, string>();
  for await (const [entry, index] of source.read(positions)) {
    const { type, message, attachment, content, compactMetadata } = entry;
    const said = JSON.stringify([type, message, attachment, content, compactMetadata]);
    contents.set(positions[index] ?? -1, said);
  }
  return contents;
}

function byLine<Item extends { readonly line: number }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => a.line - b.line);
}
