// Queued prompts at the end of a conversation, behind its newest message.
import { isMessage, type Link } from "./link.ts";
import type { Thread } from "./thread.ts";

/** Queued prompts behind the newest message, which no reply has followed yet. */
export function waitingPrompts({ newest, byUuid, links: way }: Thread, all: readonly Link[]): Link[] {
  if (newest === undefined) return [];
  const children = childrenByParent(all, byUuid);
  const seen = new Set(way.map(({ uuid }) => uuid));
  const leadElsewhere = ancestorsOfOthers(all, seen);
  const found: Link[] = [];
  const open = [newest];
  for (let link = open.pop(); link !== undefined; link = open.pop()) {
    if (link !== newest) {
      if (seen.has(link.uuid)) continue;
      seen.add(link.uuid);
      if (link.attachment === "queued_command" && !leadElsewhere.has(link.uuid)) found.push(link);
    }
    // The newest is put down first, so that the oldest is the next to be taken up.
    const next = (children.get(link.uuid) ?? []).toSorted((a, b) => compare(a.timestamp, b.timestamp));
    open.push(...next.toReversed());
  }
  return found;
}

function childrenByParent(all: readonly Link[], byUuid: ReadonlyMap<string, Link>): Map<string, Link[]> {
  const children = new Map<string, Link[]>();
  for (const link of all) {
    if (isMessage(link)) continue;
    for (const parent of new Set([link.parent, byUuid.get(link.uuid)?.parent]))
      if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), link]);
  }
  return children;
}

/** Entries through which messages of other branches go back to this conversation. */
function ancestorsOfOthers(all: readonly Link[], way: ReadonlySet<string>): Set<string> {
  const byUuid = new Map(all.map((link) => [link.uuid, link]));
  const found = new Set<string>();
  for (const link of all) {
    if (!isMessage(link) || link.aside || way.has(link.uuid)) continue;
    let at = byUuid.get(link.parent ?? "");
    while (at !== undefined && !way.has(at.uuid) && !found.has(at.uuid)) {
      found.add(at.uuid);
      at = byUuid.get(at.parent ?? "");
    }
  }
  return found;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
