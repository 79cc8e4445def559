// Decides what of a damaged transcript makes up the conversation, and how it hangs together.

import { groupBy } from "./entry-link.ts";
import { Forest } from "./forest.ts";
import { type Bridge, MendedTree } from "./mended-tree.ts";
import { type Piece, Uuids } from "./piece.ts";

/** What an entry becomes in the copy. */
export interface Change {
  readonly uuid: string;
  readonly parent: string | null;
  /** Of an entry whose own is lost, that of the one before it. */
  readonly timestamp: string;
}

/** Why an entry is not in the copy. */
export type DropReason = "duplicate" | "other_session" | "compaction_without_summary";

export interface Mending {
  /** By position, in the order of the copy; what is not in here is not in it. */
  readonly changes: ReadonlyMap<number, Change>;
  /** Entries whose uuid another one has as well. */
  readonly renamed: readonly Piece[];
  readonly dropped: readonly { readonly piece: Piece; readonly reason: DropReason }[];
  readonly bridged: readonly Bridge[];
}

/**
 * @param all The entries of the conversation itself, in the order of the transcript.
 * @param sessionId Whose they should be.
 * @param contents What an entry says, by position; of those whose uuid others have as well.
 */
export function mend(
  all: readonly Piece[],
  sessionId: string,
  contents: ReadonlyMap<number, string>,
): Mending {
  const dropped: { piece: Piece; reason: DropReason }[] = [];
  const without = (pieces: readonly Piece[], out: ReadonlySet<Piece>, reason: DropReason): Piece[] => {
    for (const piece of out) dropped.push({ piece, reason });
    return pieces.filter((piece) => !out.has(piece));
  };
  const own = without(all, strangers(all, sessionId), "other_session");
  const once = without(own, repetitions(own, contents), "duplicate");
  const open = openCompactions(once);
  const kept = without(once, open, "compaction_without_summary");
  const uuids = new Uuids(
    kept,
    new Map([...open].map(({ link }) => [link.uuid, link.boundary?.logicalParent])),
  );
  const tree = new MendedTree(kept, uuids);
  const changes = new Map<number, Change>();
  let timestamp = kept.find(({ link }) => link.timestamp !== "")?.link.timestamp ?? "";
  for (const place of tree.order) {
    const link = kept[place]?.link;
    if (link === undefined) continue;
    timestamp = link.timestamp || timestamp;
    changes.set(link.position, { uuid: uuids.uuidOf(place), parent: tree.parentOf(place), timestamp });
  }
  return { changes, renamed: uuids.renamed, dropped, bridged: tree.bridged };
}

/** Entries of other sessions. What a copy took along comes before its own entries, or hangs together with them. */
function strangers(all: readonly Piece[], sessionId: string): ReadonlySet<Piece> {
  const isOther = (piece: Piece | undefined): boolean =>
    piece?.sessionId !== undefined && piece.sessionId.toLowerCase() !== sessionId.toLowerCase();
  const first = all.findIndex((piece) => piece.sessionId !== undefined && !isOther(piece));
  if (first === -1 || !all.some((piece, place) => place > first && isOther(piece))) return new Set();
  const forest = new Forest(all.length);
  const uuids = new Uuids(all, new Map());
  for (const place of all.keys()) {
    const parent = uuids.parentOf(place);
    if (parent !== undefined) forest.hang(forest.rootOf(place), parent);
  }
  const ownTrees = new Set(
    [...all.keys()]
      .filter((place) => place < first || !isOther(all[place]))
      .map((place) => forest.rootOf(place)),
  );
  return new Set(all.filter((_, place) => !ownTrees.has(forest.rootOf(place))));
}

/** Of entries with the same uuid that say the same, all but one. */
function repetitions(pieces: readonly Piece[], contents: ReadonlyMap<number, string>): ReadonlySet<Piece> {
  const known = new Set(pieces.map(({ link }) => link.uuid));
  const same = groupBy(pieces, ({ link }) => {
    const content = contents.get(link.position);
    return content === undefined ? undefined : `${link.uuid} ${content}`;
  });
  const repeated = new Set<Piece>();
  for (const group of same.values()) {
    const kept = group.find(({ link }) => link.parent === undefined || known.has(link.parent)) ?? group[0];
    for (const piece of group) if (piece !== kept) repeated.add(piece);
  }
  return repeated;
}

/** Compactions whose summary is lost: the model would forget all that was said before. */
function openCompactions(pieces: readonly Piece[]): ReadonlySet<Piece> {
  const summarised = new Set(
    pieces.filter(({ isSummary }) => isSummary).flatMap(({ link }) => [link.uuid, link.parent]),
  );
  return new Set(
    pieces.filter(
      ({ link: { uuid, boundary } }) =>
        boundary?.rewound === false && !summarised.has(uuid) && !summarised.has(boundary.anchor),
    ),
  );
}
