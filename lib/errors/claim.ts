// A spare process could not become the session that was asked for.
import { ClaudeError } from "./claude-error.ts";

/** The session that a spare process has become; in `ClaimError.claim`, one to which not everything could be applied. */
export interface ClaimedSession {
  /** The working directory, with links resolved. */
  cwd: string;
  sessionId: string;
  /** How long the process had been waiting, in milliseconds. */
  parkedMs?: number;
  /** The in-process MCP servers were ready when the claim was answered. */
  sdkMcpSettled: boolean;
}

/**
 * A spare process was not claimed, or not with everything that was asked for; the message begins with the `reason`.
 *
 * Only with `option_not_applied` does the session run; otherwise the prompt has not been sent: start with `query()`.
 */
export class ClaimError extends ClaudeError {
  /** A word of the CLI's, such as `cwd_not_found`, or `spare_closed`, `spare_exited`, `settings_not_applied`. */
  readonly reason: string;
  /** The session, when the process has become one. */
  readonly claim: ClaimedSession | undefined;

  constructor(reason: string, detail: string, claim?: ClaimedSession, cause?: unknown) {
    super("claim_failed", `${reason}: ${detail}`, { cause });
    this.reason = reason;
    this.claim = claim;
  }
}
