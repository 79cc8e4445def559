// Which entries a fork takes along: everything, or what a conversation was at one of its messages.
import { type Boundary, isMessage, type Link, lineage, linkOf } from "./link.ts";
import { threadOf } from "./thread.ts";

/** What the fork consists of. */
export interface ForkSlice {
  readonly links: readonly Link[];
  /** Compactions whose kept messages come after the end of the fork, so that it does without them. */
  readonly withoutKept: ReadonlySet<number>;
}

/**
 * The entries up to a message, without branches that would make the CLI go on elsewhere than there.
 *
 * @param all The entries of the conversation itself, in the order of the transcript.
 * @returns Undefined when there is no such message.
 */
export function sliceUpTo(all: readonly Link[], uuid: string): ForkSlice | undefined {
  const end = endOfSlice(all, uuid);
  if (end === undefined) return undefined;
  const slice = beforeOpenBoundary(all.slice(0, end + 1));
  const withoutKept = new Set(
    slice.filter((link) => keepsBehind(link, all[end]?.uuid)).map(({ position }) => position),
  );
  const plain = slice.map((link) => (withoutKept.has(link.position) ? forgetKept(link) : link));
  return { links: withoutStrayBranches(plain), withoutKept };
}

/** The conversation goes before branches that were given up, although an uuid may be on both. */
function endOfSlice(all: readonly Link[], uuid: string): number | undefined {
  const places = firstPlaces(all);
  const way = threadOf(all).links;
  const furthest = way.reduce((last, link) => Math.max(last, places.get(link.uuid) ?? -1), -1);
  const find = (links: readonly Link[]): Link | undefined =>
    links.find((link) => link.uuid === uuid) ?? links.find(({ queued }) => queued?.sentAs === uuid);
  const found = find([...way, ...all.slice(furthest + 1)]) ?? find(all);
  return found && places.get(found.uuid);
}

function firstPlaces(links: readonly Link[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [index, { uuid }] of links.entries()) if (!places.has(uuid)) places.set(uuid, index);
  return places;
}

/** A compaction at the very end, whose summary is not taken along, would leave nothing: the fork ends before it. */
function beforeOpenBoundary(slice: readonly Link[]): readonly Link[] {
  const lastMessage = slice.findLastIndex(isMessage);
  const at = slice.findIndex((link, index) => index > lastMessage && isCompaction(link));
  const boundary = slice[at]?.boundary;
  if (boundary === undefined) return slice;
  const before = slice.slice(0, at);
  const own = boundary.anchor === slice[at]?.uuid;
  const referred = own ? new Set() : new Set([...keptBy(boundary), boundary.logicalParent]);
  const last = before.findLastIndex(({ uuid }) => referred.has(uuid));
  const end = Math.max(last, anchorOfEarlier(before, before[last]));
  const kept = end < 0 ? before : before.slice(0, end + 1);
  return kept.some(({ type }) => type !== "progress") ? kept : slice;
}

/** Where an earlier compaction hung up the message that this one ends with, which was written before that. */
function anchorOfEarlier(before: readonly Link[], last: Link | undefined): number {
  const earlier = before.findLast(({ boundary }) => boundary !== undefined)?.boundary;
  if (last === undefined || earlier === undefined || earlier.rewound || !keptBy(earlier).includes(last.uuid))
    return -1;
  return before.findLastIndex(({ uuid }) => uuid === earlier.anchor);
}

function isCompaction({ boundary }: Link): boolean {
  return boundary !== undefined && !boundary.rewound;
}

function keptBy({ kept, segment }: Boundary): unknown[] {
  return [...(kept ?? []), ...(segment === undefined ? [] : [segment.head, segment.tail])];
}

function keepsBehind(link: Link, end: string | undefined): boolean {
  return isCompaction(link) && link.boundary?.anchor === end && end !== undefined;
}

function forgetKept(link: Link): Link {
  return link.boundary === undefined
    ? link
    : { ...link, boundary: { ...link.boundary, kept: undefined, segment: undefined } };
}

/** Leave out branches that end later than the one that was asked for; a resume would follow them. */
function withoutStrayBranches(slice: readonly Link[]): readonly Link[] {
  const end = slice.at(-1);
  if (end === undefined) return slice;
  const main = slice.map((link) => ({ ...link, aside: false, sidechain: false }));
  // As if something were said next: that shows what the conversation is at this message.
  const next = linkOf({ type: "system", uuid: "", parentUuid: end.uuid }, -1);
  const wanted = threadOf(next === undefined ? main : [...main, next]).links;
  const pruning = new Pruning(slice, end, wanted);
  for (const link of slice)
    if (link.boundary !== undefined && !pruning.isKeeping(link)) pruning.leaveOut(link);
  for (;;) {
    const thread = threadOf(main.filter(({ uuid }) => !pruning.leftOut.has(uuid)));
    const same =
      thread.links.length === wanted.length && thread.links.every(({ uuid }) => pruning.wanted.has(uuid));
    if (same || thread.tip === undefined || !pruning.leaveOut(thread.tip)) break;
  }
  return slice.filter(({ uuid }) => !pruning.leftOut.has(uuid));
}

class Pruning {
  readonly leftOut: Set<string> = new Set();
  readonly wanted: ReadonlySet<string>;
  readonly #slice: readonly Link[];
  readonly #byUuid: ReadonlyMap<string, Link>;
  readonly #places: ReadonlyMap<string, number>;
  readonly #start: number | undefined;
  /** What the wanted conversation goes back to, compactions or not. */
  readonly #live = new Set<string>();

  constructor(slice: readonly Link[], end: Link, wanted: readonly Link[]) {
    this.#slice = slice;
    this.#byUuid = new Map(slice.map((link) => [link.uuid, link]));
    this.#places = firstPlaces(slice);
    this.#start = this.#places.get(wanted[0]?.uuid ?? "");
    this.wanted = new Set(wanted.map(({ uuid }) => uuid));
    for (const link of [end, ...wanted]) {
      for (const { uuid } of lineage(link, this.#byUuid)) {
        if (this.#live.has(uuid)) break;
        this.#live.add(uuid);
      }
    }
  }

  /** Whether a compaction holds messages of the wanted conversation. */
  isKeeping({ boundary }: Link): boolean {
    return (
      boundary !== undefined &&
      keptBy(boundary).some((uuid) => typeof uuid === "string" && this.#live.has(uuid))
    );
  }

  /** Leave out a branch, from where it leaves the conversation to its last twig; false if it is none. */
  leaveOut(tip: Link): boolean {
    if (!this.#isStray(tip)) return false;
    for (const link of lineage(tip, this.#byUuid)) {
      if (!this.#isStray(link) || this.leftOut.has(link.uuid)) break;
      this.leftOut.add(link.uuid);
    }
    for (const { uuid, parent } of this.#slice)
      if (parent !== undefined && this.leftOut.has(parent)) this.leftOut.add(uuid);
    return true;
  }

  #isStray({ uuid }: Link): boolean {
    const place = this.#places.get(uuid) ?? this.#start;
    return this.#start !== undefined && !this.#live.has(uuid) && place !== undefined && place >= this.#start;
  }
}
