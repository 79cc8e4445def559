// What compactions did to a conversation: some messages moved behind the summary, all others are no longer sent.
import type { Link } from "./entry-link.ts";

/** What a compaction kept hangs behind its summary, although it was written before. */
export function applyCompactions(byUuid: Map<string, Link>): void {
  const all = [...byUuid.values()];
  const boundaries = all
    .flatMap(({ boundary }) => boundary ?? [])
    .filter(({ kept, segment }) => kept ?? segment);
  if (boundaries.length === 0) return;
  const children = new Map<string, Set<string>>();
  const childrenOf = (parent: string | undefined): Set<string> => {
    const found = (parent !== undefined && children.get(parent)) || new Set();
    if (parent !== undefined) children.set(parent, found);
    return found;
  };
  for (const { uuid, parent } of all) childrenOf(parent).add(uuid);
  const hang = (uuid: string, parent: string | undefined): void => {
    const link = byUuid.get(uuid);
    if (link === undefined) return;
    childrenOf(link.parent).delete(uuid);
    childrenOf(parent).add(uuid);
    byUuid.set(uuid, { ...link, parent });
  };
  for (const { anchor, kept, segment } of boundaries) {
    if (kept?.length === 0 || kept?.some((uuid) => !byUuid.has(uuid))) continue;
    const chain = kept ?? (segment?.head === undefined ? [] : [segment.head]);
    for (const [index, uuid] of chain.entries()) hang(uuid, index === 0 ? anchor : chain[index - 1]);
    const last = kept === undefined ? segment?.tail : kept.at(-1);
    if (last === anchor) continue;
    // What hung on the summary goes on behind what was kept.
    for (const uuid of childrenOf(anchor)) if (uuid !== chain[0]) hang(uuid, last);
  }
}

/** An entry as if nothing had been compacted: a boundary is a notice in the middle of one long conversation. */
export function uncompacted(link: Link): Link {
  const { boundary, parent } = link;
  return boundary === undefined
    ? link
    : { ...link, parent: parent ?? boundary.logicalParent, boundary: undefined };
}
