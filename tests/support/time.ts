// Time that goes on only when a test says so: for limits of which the test must not wait for one.

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export interface Time {
  /** So many milliseconds pass; what falls due on the way runs in its order. */
  pass(ms: number): void;
  /** How many timers are waiting. */
  readonly waiting: number;
  /** How many have been started so far. */
  readonly started: number;
}

/** Do something while `performance.now()` and timers of the program follow a time of their own. */
export async function withTime(run: (time: Time) => unknown): Promise<void> {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  let now = 1_000;
  let started = 0;
  const timers = new Map<number, Timer>();
  const time: Time = {
    pass: (ms) => {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(([, { at }]) => at <= end).toSorted(([, a], [, b]) => a.at - b.at);
        if (next === undefined) break;
        const [id, timer] = next;
        timers.delete(id);
        now = Math.max(now, timer.at);
        timer.run();
      }
      now = end;
    },
    get waiting() {
      return timers.size;
    },
    get started() {
      return started;
    },
  };
  const set = (callback: () => void, ms = 0): number => {
    started += 1;
    timers.set(started, { at: now + ms, run: callback });
    return started;
  };
  const clear = (id: number): void => void timers.delete(id);
  Object.defineProperty(performance, "now", { configurable: true, value: () => now });
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  try {
    await run(time);
  } finally {
    Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear });
    Reflect.deleteProperty(performance, "now");
  }
}
