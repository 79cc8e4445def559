// Waiting that does not last for ever.

/**
 * Wait for a promise, but no longer than this.
 *
 * @param ms In milliseconds.
 * @returns What it resolves with; undefined when that takes longer, and then what becomes of it is of no interest.
 */
export async function within<T>(promise: PromiseLike<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
