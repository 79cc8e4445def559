// Waiting for what happens, however long that takes on a busy machine.
import assert from "node:assert/strict";
import { setImmediate, setTimeout } from "node:timers";

/** Far longer than anything takes that happens at all; a test waits for so long only when it fails. */
export const LONG_MS = 20_000;
const LOOK_MS = 10;
/** So often in a row the same is taken for the end of it. */
const LOOKS = 30;

const sleep = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, LOOK_MS));

/** Wait until something is true, or fail with what is said. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  otherwise: string | (() => string),
  ms: number = LONG_MS,
): Promise<void> {
  const deadline = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > deadline) assert.fail(typeof otherwise === "string" ? otherwise : otherwise());
    await sleep();
  }
}

/**
 * Wait until a number does not change any more, and return it: for what must not go on. A busy machine can only make
 * it look small.
 */
export async function untilStill(count: () => number | Promise<number>): Promise<number> {
  let last = await count();
  for (let same = 0; same < LOOKS; same += 1) {
    await sleep();
    const now = await count();
    if (now !== last) same = 0;
    last = now;
  }
  return last;
}

/** Do something, and fail if anything else has its turn before a promise of its consequence is settled. */
export async function atOnce(act: () => void, consequence: Promise<unknown>): Promise<void> {
  act();
  let later = false;
  setImmediate(() => (later = true));
  await consequence.then(
    () => undefined,
    () => undefined,
  );
  assert.equal(later, false, "it did not happen at once");
}
