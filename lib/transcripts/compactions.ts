// What compactions did to a conversation: some messages moved behind the summary, all others are no longer sent.
import type { Link } from "./link.ts";

/** What a compaction kept hangs behind its summary, although it was written before. */
export function applyCompactions(byUuid: Map<string, Link>): void {
  for (const { boundary } of byUuid.values()) {
    if (boundary?.kept !== undefined) keepMessages(byUuid, boundary.anchor, boundary.kept);
    else if (boundary?.segment !== undefined) keepSegment(byUuid, boundary.anchor, boundary.segment);
  }
}

function keepMessages(byUuid: Map<string, Link>, anchor: string | undefined, kept: readonly string[]): void {
  const last = kept.at(-1);
  if (last === undefined || kept.some((uuid) => !byUuid.has(uuid))) return;
  let parent = anchor;
  for (const uuid of kept) {
    setParent(byUuid, uuid, parent);
    parent = uuid;
  }
  moveChildren(byUuid, anchor, kept[0], last);
}

function keepSegment(
  byUuid: Map<string, Link>,
  anchor: string | undefined,
  { head, tail }: { readonly head: unknown; readonly tail: unknown },
): void {
  if (typeof head === "string") setParent(byUuid, head, anchor);
  moveChildren(byUuid, anchor, head, typeof tail === "string" ? tail : undefined);
}

function setParent(byUuid: Map<string, Link>, uuid: string, parent: string | undefined): void {
  const link = byUuid.get(uuid);
  if (link !== undefined) byUuid.set(uuid, { ...link, parent });
}

function moveChildren(
  byUuid: Map<string, Link>,
  from: string | undefined,
  but: unknown,
  to: string | undefined,
): void {
  if (from === undefined) return;
  for (const [uuid, link] of byUuid)
    if (link.parent === from && uuid !== but) byUuid.set(uuid, { ...link, parent: to });
}

/** An entry as if nothing had been compacted: a boundary is a notice in the middle of one long conversation. */
export function uncompacted(link: Link): Link {
  const { boundary, parent } = link;
  return boundary === undefined
    ? link
    : { ...link, parent: parent ?? boundary.logicalParent, boundary: undefined };
}
