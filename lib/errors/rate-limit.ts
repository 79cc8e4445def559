// The account may make no more requests for now.
import { ClaudeError } from "./claude-error.ts";

/** The last turn ended because the account's rate limit is reached. Retry after `resetsAt`. */
export class RateLimitedError extends ClaudeError {
  /** Of a subscription, such as `five_hour`; absent if the CLI does not say. */
  readonly window: string | undefined;
  /** When the window opens again, ISO 8601; absent if the CLI does not say. */
  readonly resetsAt: string | undefined;

  /** @param said The CLI's own words. */
  constructor(said: string, window?: string, resetsAt?: string) {
    const when = resetsAt === undefined ? "later" : `after ${resetsAt}`;
    const which = window === undefined ? "The rate limit" : `The rate limit "${window}"`;
    const text = `${which} of the account is reached (${said}): try again ${when}, or have the manager wait with "onRateLimit"`;
    super("rate_limited", text, { retryable: true });
    this.window = window;
    this.resetsAt = resetsAt;
  }
}
