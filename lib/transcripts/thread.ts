// Finds the conversation in a transcript: the way from its newest message back to its first.
import { applyCompactions } from "./compactions.ts";
import { GapBridge } from "./gaps.ts";
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
  /** Where a parent is missing, or comes later itself: the entry that the conversation goes back to instead. */
  readonly bridges: ReadonlyMap<string, string>;
}

/** Entries form a tree: a rewound prompt, or a second process on the same file, makes branches. */
export function threadOf(links: readonly Link[]): Thread {
  const byUuid = new Map(links.map((link) => [link.uuid, link]));
  applyCompactions(byUuid);
  const order = new Map(links.map(({ uuid }, index) => [uuid, index]));
  const main = newestOfMainBranches(byUuid, order);
  const newest = main?.newest ?? newestOfAnyBranch(byUuid, order);
  const bridges = new Map<string, string>();
  if (newest === undefined) return { links: [], newest, tip: undefined, byUuid, bridges };
  const way = wayTo(newest, byUuid, bridges);
  return { links: withParallelCalls(byUuid, way), newest, tip: main?.tip, byUuid, bridges };
}

/** From the first message to this one, over gaps as far as the CLI goes over them. */
function wayTo(newest: Link, byUuid: ReadonlyMap<string, Link>, bridges: Map<string, string>): Link[] {
  const way: Link[] = [];
  const seen = new Set<string>();
  const gaps = new GapBridge(byUuid.values(), seen);
  for (let at: Link | undefined = newest; at !== undefined; ) {
    seen.add(at.uuid);
    way.push(at);
    if (at.parent === undefined) break;
    const parent: Link | undefined = parentOf(at, byUuid);
    const reachable = parent !== undefined && !seen.has(parent.uuid);
    const next: Link | undefined = reachable ? parent : gaps.before(at);
    if (!reachable && next !== undefined) bridges.set(at.uuid, next.uuid);
    at = next;
  }
  return way.toReversed();
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
  const tips = main.filter(({ uuid }) => !parents.has(uuid)).toSorted(lastFirst(order));
  const looked = new Set<string>();
  // Where all branches run in circles, none has an end, and the last entry is where the CLI goes on.
  for (const tip of tips.length > 0 ? tips : main.toSorted(lastFirst(order)).slice(0, 1)) {
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
  const looked = new Set<string>();
  const messages: Link[] = [];
  for (const end of all) {
    if (parents.has(end.uuid)) continue;
    for (const link of lineage(end, byUuid, looked)) {
      if (!isMessage(link)) continue;
      messages.push(link);
      break;
    }
  }
  const preferred = messages.filter(({ aside, meta }) => !aside && !meta);
  return (preferred.length > 0 ? preferred : messages).toSorted(lastFirst(order))[0];
}

function isMain({ aside, type, attachment }: Link): boolean {
  return !aside && type !== "progress" && attachment !== "fork_briefing";
}

function lastFirst(order: Order): (a: Link, b: Link) => number {
  return (a, b) => (order.get(b.uuid) ?? -1) - (order.get(a.uuid) ?? -1);
}
