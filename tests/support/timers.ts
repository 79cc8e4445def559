// Which timers a piece of work starts: for default values that would take too long to wait for.

/** Lengths of the timers that are started while something runs, in milliseconds. */
export async function timersOf(run: () => Promise<void>): Promise<number[]> {
  const lengths: number[] = [];
  const { setTimeout: real } = globalThis;
  const noting = (callback: () => void, ms: number): unknown => {
    lengths.push(ms);
    return real(callback, ms);
  };
  globalThis.setTimeout = noting as typeof setTimeout;
  try {
    await run();
  } finally {
    globalThis.setTimeout = real;
  }
  return lengths;
}
