// startup(): a process that is ready before its prompt is known.
import { SessionClosedError } from "./errors/session.ts";
import type { Options } from "./options/options.ts";
import { Query, type QueryPrompt } from "./query.ts";
import { Session } from "./session/session.ts";

/** How long the process may take until it is ready, unless the caller says otherwise. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** A process that waits for its one prompt; made by {@link startup}. */
export interface WarmQuery extends AsyncDisposable {
  /**
   * Send the prompt. The answer begins immediately, because nothing has to be started.
   *
   * @throws {SessionClosedError} When called a second time, or after `close()`.
   */
  query(prompt: QueryPrompt): Query;
  /** End the process without a prompt. */
  close(): void;
}

/**
 * Start Claude Code now, for a prompt that comes later.
 *
 * @param params `options` as for `query()`; `initializeTimeoutMs`: how long to wait until the process is ready, in
 * milliseconds. Default: 60 000.
 * @throws {ClaudeError} A start error that says what is missing.
 *
 * @example
 * ```ts
 * import { startup } from "kodegen-claude-agent";
 *
 * const warm = await startup({ options: { maxTurns: 3 } });
 * console.log((await warm.query("What is the capital of France?").result()).result);
 * ```
 */
export async function startup(
  params: { options?: Options; initializeTimeoutMs?: number } = {},
): Promise<WarmQuery> {
  const { options = {}, initializeTimeoutMs = options.initializeTimeoutMs ?? DEFAULT_TIMEOUT_MS } = params;
  const session = new Session({ ...options, initializeTimeoutMs });
  // What comes before the prompt is kept for the query.
  session.pauseMessages();
  await session.start();
  await session.announced.answer;
  let used = false;
  const close = (): void => {
    used = true;
    void session.close();
  };
  return {
    query: (prompt) => {
      if (used) throw new SessionClosedError("A warm query has one prompt: start another one");
      used = true;
      return new Query(prompt, options, session);
    },
    close,
    [Symbol.asyncDispose]: async () => {
      close();
      await session.closed;
    },
  };
}
