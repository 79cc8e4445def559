// Goes on where a parent is missing: with what was written right before, as the CLI does when it resumes.
import { groupBy, type Link } from "./entry-link.ts";
import { Forest } from "./forest.ts";

/** What was written longer before than this belongs to something else. */
const CLOSE_MS = 5_000;

/**
 * Finds the entry that came right before another one, however many times it is asked.
 *
 * @param passed Entries that are part of the way already; it may grow, but not shrink.
 */
export function bridgeOver(
  links: Iterable<Link>,
  passed: ReadonlySet<string>,
): (link: Link) => Link | undefined {
  // Gaps are rare, and so is the need to sort.
  let sides: ReadonlyMap<boolean, Side> | undefined;
  return (link) => {
    sides ??= new Map(
      [...groupBy(links, ({ sidechain }) => sidechain)].map(([side, own]) => [side, sideOf(own, passed)]),
    );
    const time = Date.parse(link.timestamp);
    const found = sides.get(link.sidechain)?.(time);
    return found !== undefined && time - Date.parse(found.timestamp) <= CLOSE_MS ? found : undefined;
  };
}

/** The newest entry until a time that has not been passed, of the conversation itself or of subagents. */
type Side = (time: number) => Link | undefined;

function sideOf(links: readonly Link[], passed: ReadonlySet<string>): Side {
  const sorted = links
    .map((link) => ({ link, time: Date.parse(link.timestamp) }))
    .filter(({ time }) => !Number.isNaN(time))
    // Of entries of the same time, the first in the file counts as the last.
    .toReversed()
    .toSorted((a, b) => a.time - b.time);
  const lastOf = new Map(sorted.map(({ time }, index) => [time, index]));
  /** Place 0 is before all of them; what has been passed hangs on what comes before it. */
  const before = new Forest(sorted.length + 1);
  const isPassed = (index: number): boolean => {
    const link = sorted[index]?.link;
    return link !== undefined && (passed.has(link.uuid) || link.type === "progress" || link.snapshot);
  };
  return (time) => {
    let at = before.rootOf((lastOf.get(time) ?? -1) + 1);
    for (; isPassed(at - 1); at = before.rootOf(at)) before.hang(at, at - 1);
    return sorted[at - 1]?.link;
  };
}
