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

/** Lengths of the timers that have been started while something ran, and are still open when it is over. */
export async function openTimersOf(run: () => Promise<void>): Promise<number[]> {
  const open = new Map<unknown, number>();
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  const noting = (callback: (...args: unknown[]) => void, ms: number, ...args: unknown[]): unknown => {
    const expire = (): void => {
      open.delete(timer);
      callback(...args);
    };
    const timer = start(expire, ms);
    open.set(timer, ms);
    return timer;
  };
  globalThis.setTimeout = noting as typeof setTimeout;
  globalThis.clearTimeout = ((timer: Parameters<typeof clearTimeout>[0]) => {
    open.delete(timer);
    stop(timer);
  }) as typeof clearTimeout;
  try {
    await run();
  } finally {
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop });
  }
  return [...open.values()];
}
