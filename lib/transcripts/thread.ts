// Finds the conversation in a transcript: the way from its newest message back to its first.
import { applyCompactions } from "./compactions.ts";
import { isMessage, type Link, lineage, parentOf } from "./entry-link.ts";
import { bridgeOver } from "./gaps.ts";
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
  const lastFirst = [...new Set(links.map(({ uuid }) => uuid).toReversed())];
  const { newest, tip } = newestMessage(
    lastFirst.flatMap((uuid) => byUuid.get(uuid) ?? []),
    byUuid,
  );
  const bridges = new Map<string, string>();
  const way = newest === undefined ? [] : wayTo(newest, byUuid, bridges);
  return { links: withParallelCalls(byUuid, way), newest, tip, byUuid, bridges };
}

/** The newest message of the branch that ends last in the file. */
function newestMessage(
  lastFirst: readonly Link[],
  byUuid: ReadonlyMap<string, Link>,
): { newest?: Link | undefined; tip?: Link | undefined } {
  const main = lastFirst.filter(isMain);
  const tips = endsOf(main);
  const looked = new Set<string>();
  // Where all branches run in circles, none has an end, and the last entry is where the CLI goes on.
  for (const tip of tips.length > 0 ? tips : main.slice(0, 1)) {
    const newest = firstMessage(lineage(tip, byUuid, looked));
    if (newest !== undefined) return { newest, tip };
  }
  // Nothing but subagents' entries, or branches that run in circles.
  const others = new Set<string>();
  const newests = new Set(endsOf(lastFirst).map((end) => firstMessage(lineage(end, byUuid, others))));
  const found = lastFirst.filter((link) => newests.has(link));
  return { newest: found.find(({ aside, meta }) => !aside && !meta) ?? found[0] };
}

function isMain({ aside, type, attachment }: Link): boolean {
  return !aside && type !== "progress" && attachment !== "fork_briefing";
}

/** What no other one goes back to. */
function endsOf(links: readonly Link[]): readonly Link[] {
  const parents = new Set(links.map(({ parent }) => parent));
  return links.filter(({ uuid }) => !parents.has(uuid));
}

function firstMessage(links: Iterable<Link>): Link | undefined {
  for (const link of links) if (isMessage(link)) return link;
  return undefined;
}

/** From the first message to this one, over gaps as far as the CLI goes over them. */
function wayTo(newest: Link, byUuid: ReadonlyMap<string, Link>, bridges: Map<string, string>): Link[] {
  const way: Link[] = [];
  const passed = new Set<string>();
  const bridge = bridgeOver(byUuid.values(), passed);
  for (let at: Link | undefined = newest; at !== undefined; ) {
    passed.add(at.uuid);
    way.push(at);
    if (at.parent === undefined) break;
    const parent: Link | undefined = parentOf(at, byUuid);
    const isMissing: boolean = parent === undefined || passed.has(parent.uuid);
    const next: Link | undefined = isMissing ? bridge(at) : parent;
    if (isMissing && next !== undefined) bridges.set(at.uuid, next.uuid);
    at = next;
  }
  return way.toReversed();
}
