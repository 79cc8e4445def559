// One call of a store, which is somebody else's code: it may throw, reject, or never answer.
import { SessionStoreError } from "../errors/store.ts";

export interface CallOptions {
  /** The method that is called, for errors. */
  readonly method: string;
  /** What it is called for, for errors. */
  readonly subject: string;
  readonly timeoutMs: number;
  /** Aborted when nobody waits any more; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Call a store and wait for it, but not for ever.
 *
 * @throws {SessionStoreError} When time is up, or when the store fails; its own error is the cause then.
 */
export async function callStore<T>(call: () => Promise<T>, options: CallOptions): Promise<T> {
  const { method, subject, timeoutMs, signal } = options;
  signal?.throwIfAborted();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    const late = (): void => {
      const detail = `timed out after ${timeoutMs}ms${subject && ` for ${subject}`}`;
      reject(new SessionStoreError(method, detail, { timedOut: true }));
    };
    const timer = setTimeout(late, timeoutMs);
    const leave = (): void => reject(signal?.reason as Error);
    signal?.addEventListener("abort", leave, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
    };
  });
  try {
    return await Promise.race([answer(call, method), stopped]);
  } finally {
    stop();
  }
}

async function answer<T>(call: () => Promise<T>, method: string): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    throw new SessionStoreError(method, `failed: ${cause.message}`, { cause });
  }
}
