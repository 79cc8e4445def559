// prewarm(): a process that is ready before it is known where it will work and on what.

import { SessionClosedError } from "./errors/session.ts";
import { ClaimError, type ClaimedSession } from "./errors/start.ts";
import { toLaunch } from "./options/launch.ts";
import type { Options } from "./options/options.ts";
import { validateOptions } from "./options/validate.ts";
import { createSpareFolder, type PrivateFolder } from "./process/private-folder.ts";
import { warnOnce } from "./process/warn.ts";
import { Query, type QueryPrompt } from "./query.ts";
import { type ClaimOptions, claimSession, requireClaimable } from "./session/claim.ts";
import { Session } from "./session/session.ts";
import type { SDKUserMessage } from "./wire/conversation-messages.ts";

/** How long the process may take until it is ready, unless the caller says otherwise. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** A process that waits to become a session; made by {@link prewarm}. */
export interface SpareProcess extends AsyncDisposable {
  /**
   * Make it a session and send the first prompt, which goes out as soon as the CLI has accepted everything.
   *
   * @throws {SessionClosedError} When called a second time, or when the process is gone.
   * @throws {InvalidOptionsError} If the CLI could not do it; the process can still be claimed then.
   */
  claim(params: { prompt: QueryPrompt; options: ClaimOptions }): Query;
  /** Resolves when the claim holds. Rejects with a `ClaimError` when it was refused: start with `query()` then, unless its `reason` is `option_not_applied`, with which the session runs without that option. */
  readonly claimed: Promise<ClaimedSession>;
  /** Resolves when the process is gone, claimed or not. */
  readonly exited: Promise<void>;
  /** End the process. */
  close(): void;
}

/**
 * Start Claude Code for a session that is not known yet: its directory, model and prompt come with the claim.
 *
 * The process, its plugins, hooks, MCP servers and callbacks are those of `options`. While it waits it takes some
 * 250 MB of memory, in a private directory beside the CLI's own files.
 *
 * @param params `options` as for `query()`; with `cwd`, it waits there. `initializeTimeoutMs`: how long to wait until
 * the process is ready, in milliseconds. Default: 60 000.
 * @throws {ClaudeError} A start error that says what is missing; also of a CLI that is too old to know `--await-claim`.
 *
 * @example
 * ```ts
 * import { prewarm } from "kodegen-claude-agent";
 *
 * const spare = await prewarm({ options: { maxTurns: 3 } });
 * const answer = spare.claim({ prompt: "What is the capital of France?", options: { cwd: "." } });
 * console.log((await spare.claimed).sessionId, (await answer.result()).subtype);
 * ```
 */
export async function prewarm(
  params: { options?: Options | undefined; initializeTimeoutMs?: number | undefined } = {},
): Promise<SpareProcess> {
  const { options = {}, initializeTimeoutMs = options.initializeTimeoutMs ?? DEFAULT_TIMEOUT_MS } = params;
  const extraArgs = { ...options.extraArgs, "await-claim": null };
  // Checked before anything is made.
  const valid = validateOptions({ ...options, extraArgs, initializeTimeoutMs });
  toLaunch(valid);
  const folder = valid.cwd === undefined ? await createSpareFolder(valid.env) : undefined;
  const cwd = valid.cwd ?? folder?.path;
  const spare = new Spare({ ...options, cwd, extraArgs, initializeTimeoutMs }, folder);
  await spare.ready();
  return spare;
}

class Spare implements SpareProcess {
  readonly claimed: Promise<ClaimedSession>;
  readonly exited: Promise<void>;
  readonly #session: Session;
  #settle: (claim: Promise<ClaimedSession>) => void = () => undefined;
  #used: "claimed" | "closed" | "exited" | undefined;

  constructor(options: Options, folder: PrivateFolder | undefined) {
    const session = new Session(options);
    this.#session = session;
    this.claimed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    // Whoever does not look at `claimed` gets the same error from the query.
    this.claimed.catch(() => undefined);
    this.exited = session.closed
      .then(() => folder?.remove())
      .catch((error: Error) => warnOnce(error.message, "spare_folder_left"));
    void session.closed.then(() => this.#gone("exited", "the process exited before it was claimed"));
    // What it says before it is a session is kept for the query.
    session.pauseMessages();
  }

  async ready(): Promise<void> {
    try {
      await this.#session.start();
      await this.#session.announced.answer;
    } catch (error) {
      await this.#session.close();
      await this.exited;
      throw error;
    }
  }

  claim({ prompt, options }: { prompt: QueryPrompt; options: ClaimOptions }): Query {
    if (this.#used === "claimed") throw new SessionClosedError("A spare process can be claimed once");
    if (this.#used !== undefined)
      throw new SessionClosedError("The spare process is gone: start the session with query()");
    requireClaimable(options);
    this.#used = "claimed";
    const claim = claimSession(this.#session, options);
    this.#settle(claim);
    return new Query(whenClaimed(prompt, claim), {}, this.#session);
  }

  close(): void {
    this.#gone("closed", "the spare was closed before it was claimed");
    void this.#session.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.exited;
  }

  #gone(how: "closed" | "exited", why: string): void {
    if (this.#used !== undefined) return;
    this.#used = how;
    this.#settle(Promise.reject(new ClaimError(`spare_${how}`, why)));
  }
}

/** The prompt, once the session is what was asked for; an option that it does without is no reason to hold it. */
async function* whenClaimed(
  prompt: QueryPrompt,
  claim: Promise<ClaimedSession>,
): AsyncGenerator<SDKUserMessage | string> {
  try {
    await claim;
  } catch (error) {
    if (!(error instanceof ClaimError) || error.reason !== "option_not_applied") throw error;
  }
  if (typeof prompt === "string") yield prompt;
  else yield* prompt;
}
