// Time that runs faster for the library, so that a thousand sessions that run into time-outs take minutes, not hours.
import { syncBuiltinESMExports } from "node:module";
import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import timers from "node:timers/promises";

const sleep = timers.setTimeout;
const now = performance.now.bind(performance);
let factor = 1;
/** What the fast time was when the factor last changed, and what the real one. */
let fast = now();
let real = fast;

const scaled = (ms: number | undefined): number => (ms ?? 0) / factor;

/** From here on the library's timers run so many times as fast; those of `node:timers`, which the model uses, do not. */
export function speedUp(times: number): void {
  [fast, real] = [fast + (now() - real) * factor, now()];
  factor = times;
  const faster = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): unknown =>
    setTimeout(run, scaled(ms), ...args);
  globalThis.setTimeout = faster as typeof globalThis.setTimeout;
  globalThis.clearTimeout = clearTimeout as typeof globalThis.clearTimeout;
  timers.setTimeout = ((ms, value, options) => sleep(scaled(ms), value, options)) as typeof sleep;
  performance.now = () => fast + (now() - real) * factor;
  syncBuiltinESMExports();
}

/** Wait for some milliseconds of the library's time. */
export function pass(ms: number): Promise<void> {
  return sleep(scaled(ms));
}

/** Let everything that is ready have its turn, some times over. */
export async function turns(count = 12): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await timers.setImmediate();
}

/** Wait until something is so; false when it is not within some real milliseconds. */
export async function becomes(isSo: () => boolean, ms: number): Promise<boolean> {
  for (const end = now() + ms; !isSo(); ) {
    if (now() > end) return false;
    await timers.setImmediate();
    if (!isSo()) await sleep(1);
  }
  return true;
}
