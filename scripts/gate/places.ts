// Places for work that goes on at the same time; who comes first is served first.

/** Do some work as soon as a place is free. */
export type Place = <T>(work: () => Promise<T>) => Promise<T>;

export function places(count: number): Place {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
