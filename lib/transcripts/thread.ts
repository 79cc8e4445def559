// Finds the conversation in a transcript: the way from its newest message back to its first.

import { applyCompactions } from "./compactions.ts";
import { isMessage, type Link, lineage, parentOf } from "./link.ts";
import { withParallelCalls } from "./parallel-calls.ts";

/** The conversation that a resume would go on with. */
export interface Thread {
  /** First to last. */
  readonly links: readonly Link[];
  /** Its newest message; undefined in a transcript that has none. */
  readonly newest: Link | undefined;
  /** The end of the branch that the newest message is on. */
  readonly tip: Link | undefined;
  /** All entries by their ids, with the parents that compactions gave them. */
  readonly byUuid: ReadonlyMap<string, Link>;
}

/** Entries form a tree: a prompt that was taken back, or a second process on the same file, makes branches. */
export function threadOf(links: readonly Link[]): Thread {
  const byUuid = new Map(links.map((link) => [link.uuid, link]));
  applyCompactions(byUuid);
  const order = new Map(links.map(({ uuid }, index) => [uuid, index]));
  const main = newestOfMainBranches(byUuid, order);
  const newest = main?.newest ?? newestOfAnyBranch(byUuid, order);
  if (newest === undefined) return { links: [], newest, tip: undefined, byUuid };
  const way = [...lineage(newest, byUuid)].toReversed();
  return { links: withParallelCalls(byUuid, way), newest, tip: main?.tip, byUuid };
}

type Order = ReadonlyMap<string, number>;

/** From the end of each branch back to its newest message; the branch that ends last in the file wins. */
function newestOfMainBranches(
  byUuid: ReadonlyMap<string, Link>,
  order: Order,
): { newest: Link; tip: Link } | undefined {
  const parents = new Set<string>();
  const main = [...byUuid.values()].filter(isMain);
  for (const { parent } of main) if (parent !== undefined) parents.add(parent);
  const tips = main
    .filter(({ uuid }) => !parents.has(uuid))
    .toSorted((a, b) => place(order, b) - place(order, a));
  const looked = new Set<string>();
  for (const tip of tips) {
    for (
      let link: Link | undefined = tip;
      link !== undefined && !looked.has(link.uuid);
      link = parentOf(link, byUuid)
    ) {
      if (isMessage(link)) return { newest: link, tip };
      looked.add(link.uuid);
    }
  }
  return undefined;
}

/** For transcripts with nothing but subagents' entries, or whose branches run in circles. */
function newestOfAnyBranch(byUuid: ReadonlyMap<string, Link>, order: Order): Link | undefined {
  const all = [...byUuid.values()];
  const parents = new Set(all.map(({ parent }) => parent));
  const ends = all.filter(({ uuid }) => !parents.has(uuid));
  const messages = ends.flatMap((end) => firstMessage(lineage(end, byUuid)) ?? []);
  const preferred = messages.filter(({ aside, meta }) => !aside && !meta);
  const [first, ...rest] = preferred.length > 0 ? preferred : messages;
  return rest.reduce(
    (newest, link) => (newest === undefined || place(order, link) > place(order, newest) ? link : newest),
    first,
  );
}

function isMain({ aside, type, attachment }: Link): boolean {
  return !aside && type !== "progress" && attachment !== "fork_briefing";
}

function place(order: Order, { uuid }: Link): number {
  return order.get(uuid) ?? -1;
}

function firstMessage(links: Iterable<Link>): Link | undefined {
  for (const link of links) if (isMessage(link)) return link;
  return undefined;
}
