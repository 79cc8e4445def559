// Goes on where a parent is missing: with what was written right before, as the CLI does when it resumes.
import type { Link } from "./link.ts";

/** What was written longer before than this belongs to something else. */
const CLOSE_MS = 5_000;

interface Timed {
  readonly link: Link;
  readonly time: number;
}

/** Finds the entry that came right before another one, however many times it is asked. */
export class GapBridge {
  readonly #links: Iterable<Link>;
  readonly #passed: ReadonlySet<string>;
  #sides: ReadonlyMap<boolean, Side> | undefined;

  /** @param passed Entries that are part of the way already; it may grow, but not shrink. */
  constructor(links: Iterable<Link>, passed: ReadonlySet<string>) {
    this.#links = links;
    this.#passed = passed;
  }

  before({ timestamp, sidechain }: Link): Link | undefined {
    const time = Date.parse(timestamp);
    if (Number.isNaN(time)) return undefined;
    this.#sides ??= sidesOf(this.#links);
    const found = this.#sides.get(sidechain)?.newestUntil(time, this.#passed);
    return found !== undefined && time - found.time <= CLOSE_MS ? found.link : undefined;
  }
}

function sidesOf(links: Iterable<Link>): ReadonlyMap<boolean, Side> {
  const timed = [...links]
    .filter(({ type, snapshot }) => type !== "progress" && !snapshot)
    .map((link) => ({ link, time: Date.parse(link.timestamp) }))
    .filter(({ time }) => !Number.isNaN(time))
    // Of entries of the same time, the first in the file counts as the last.
    .toReversed()
    .toSorted((a, b) => a.time - b.time);
  return new Map(
    [true, false].map((side) => [side, new Side(timed.filter(({ link }) => link.sidechain === side))]),
  );
}

/** Entries of the conversation itself, or of subagents, by their times. */
class Side {
  readonly #timed: readonly Timed[];
  /** Of each place, the one to look at next: itself, or one before it when it has been passed. */
  readonly #next: Int32Array;

  constructor(timed: readonly Timed[]) {
    this.#timed = timed;
    this.#next = Int32Array.from(timed.keys());
  }

  newestUntil(time: number, passed: ReadonlySet<string>): Timed | undefined {
    const start = this.#countUntil(time) - 1;
    let at = start;
    while (at >= 0) {
      const next = this.#next[at] ?? -1;
      if (next !== at) at = next;
      else if (!passed.has(this.#timed[at]?.link.uuid ?? "")) break;
      else this.#next[at] = at - 1;
    }
    // What was stepped over is not stepped over again.
    for (let from = start; from > at; ) {
      const next = this.#next[from] ?? -1;
      this.#next[from] = at;
      from = next;
    }
    return this.#timed[at];
  }

  #countUntil(time: number): number {
    let low = 0;
    let high = this.#timed.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#timed[middle]?.time ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
