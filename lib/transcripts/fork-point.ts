// Which entries a fork takes along: everything, or what a conversation was at one of its messages.
import { type Boundary, isMessage, type Link, lineage, linkOf } from "./entry-link.ts";
import { threadOf } from "./thread.ts";

/**
 * The entries up to a message, without branches that would make the CLI go on elsewhere than there.
 *
 * @param all The entries of the conversation itself, in the order of the transcript.
 * @returns Undefined when there is no such message.
 */
export function sliceUpTo(all: readonly Link[], uuid: string): readonly Link[] | undefined {
  const end = endOfSlice(all, uuid);
  if (end === undefined) return undefined;
  const last = all[end]?.uuid;
  const slice = beforeOpenBoundary(all.slice(0, end + 1));
  return withoutStrayBranches(slice.map((link) => withoutKeptBehind(link, last)));
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
  return new Map(links.map(({ uuid }, index): [string, number] => [uuid, index]).toReversed());
}

/** A compaction at the very end, whose summary is not taken along, would leave nothing: the fork ends before it. */
function beforeOpenBoundary(slice: readonly Link[]): readonly Link[] {
  const lastMessage = slice.findLastIndex(isMessage);
  const at = slice.findIndex((link, index) => index > lastMessage && link.boundary?.rewound === false);
  const boundary = slice[at]?.boundary;
  if (boundary === undefined) return slice;
  const before = slice.slice(0, at);
  const isOwnAnchor = boundary.anchor === slice[at]?.uuid;
  const referred = new Set<unknown>(isOwnAnchor ? [] : [...keptBy(boundary), boundary.logicalParent]);
  const last = before.findLastIndex(({ uuid }) => referred.has(uuid));
  const end = Math.max(last, anchorOfEarlier(before, before[last]));
  const kept = end < 0 ? before : before.slice(0, end + 1);
  return kept.some(({ type }) => type !== "progress") ? kept : slice;
}

/** Where an earlier compaction hung up the message that this one ends with, which was written before that. */
function anchorOfEarlier(before: readonly Link[], last: Link | undefined): number {
  const earlier = before.findLast(({ boundary }) => boundary !== undefined)?.boundary;
  if (last === undefined || earlier?.rewound !== false || !keptBy(earlier).includes(last.uuid)) return -1;
  return before.findLastIndex(({ uuid }) => uuid === earlier.anchor);
}

function keptBy({ kept = [], segment }: Boundary): string[] {
  return [...kept, segment?.head, segment?.tail].filter((uuid) => uuid !== undefined);
}

/** The messages that a compaction kept come behind its anchor: where that is the end of the fork, they are not in it. */
function withoutKeptBehind(link: Link, end: string | undefined): Link {
  const { boundary } = link;
  if (boundary?.rewound !== false || end === undefined || boundary.anchor !== end) return link;
  return { ...link, boundary: { ...boundary, kept: undefined, segment: undefined, isForgetful: true } };
}

/** Leave out branches that end later than the one that was asked for; a resume would follow them. */
function withoutStrayBranches(slice: readonly Link[]): readonly Link[] {
  const end = slice.at(-1);
  if (end === undefined) return slice;
  const main = slice.map((link) => ({ ...link, aside: false }));
  // As if something were said next: that shows what the conversation is at this message.
  const next = linkOf({ type: "system", uuid: "", parentUuid: end.uuid }, -1);
  const wanted = threadOf(next === undefined ? main : [...main, next]).links;
  const places = firstPlaces(slice);
  const start = places.get(wanted[0]?.uuid ?? "");
  if (start === undefined) return slice;
  const byUuid = new Map(slice.map((link) => [link.uuid, link]));
  /** What the wanted conversation goes back to, compactions or not. */
  const live = new Set<string>();
  for (const link of [end, ...wanted])
    for (const { uuid } of lineage(link, byUuid)) {
      if (live.has(uuid)) break;
      live.add(uuid);
    }
  const isStray = ({ uuid }: Link): boolean => !live.has(uuid) && (places.get(uuid) ?? start) >= start;
  const leftOut = new Set<string>();
  /** A branch, from where it leaves the conversation to its last twig. */
  const leaveOut = (tip: Link): void => {
    for (const link of lineage(tip, byUuid)) {
      if (!isStray(link) || leftOut.has(link.uuid)) break;
      leftOut.add(link.uuid);
    }
    for (const { uuid, parent } of slice) if (leftOut.has(parent ?? "")) leftOut.add(uuid);
  };
  for (const link of slice)
    if (link.boundary !== undefined && isStray(link) && !keptBy(link.boundary).some((uuid) => live.has(uuid)))
      leaveOut(link);
  const onWay = new Set(wanted.map(({ uuid }) => uuid));
  for (;;) {
    const { links, tip } = threadOf(main.filter(({ uuid }) => !leftOut.has(uuid)));
    const isSame = links.length === wanted.length && links.every(({ uuid }) => onWay.has(uuid));
    if (isSame || tip === undefined || !isStray(tip)) break;
    leaveOut(tip);
  }
  return slice.filter(({ uuid }) => !leftOut.has(uuid));
}
