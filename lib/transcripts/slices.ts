// Works through a long list on this thread, and lets others in every few milliseconds.
import { setImmediate } from "node:timers/promises";

const SLICE_MS = 8;

/** Call a function for each item, in order, and return its answers. */
export async function inSlices<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Answer,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let begun = performance.now();
  for (const item of items) {
    answers.push(work(item));
    if (performance.now() - begun < SLICE_MS) continue;
    await setImmediate();
    begun = performance.now();
  }
  return answers;
}
