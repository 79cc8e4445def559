// What something costs in time of a processor, which other programs' work does not count in.
import assert from "node:assert/strict";
import process from "node:process";

/** Below this many milliseconds the figures are chance. */
const LEAST_MS = 300;
/** The collector, the compiler or a neighbour on the same core can spoil one try, and not each of them. */
const TRIES = 5;

/** Milliseconds of a processor. */
export async function cpuOf(work: () => unknown): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}

/**
 * So many times as much takes about so many times as long: at most three times that.
 * Where something is done for each pair, it is `times` squared in every try.
 */
export async function assertInProportion(
  work: (size: number) => unknown,
  size: number,
  times = 4,
): Promise<void> {
  await work(Math.ceil(size / 10));
  const tried: string[] = [];
  while (tried.length < TRIES) {
    const once = await cpuOf(() => work(size));
    const more = await cpuOf(() => work(times * size));
    if (more < Math.max(3 * times * once, LEAST_MS)) return;
    tried.push(`${Math.round(once)} ms, then ${Math.round(more)} ms`);
  }
  assert.fail(`${times} times as much: ${tried.join("; ")}`);
}
