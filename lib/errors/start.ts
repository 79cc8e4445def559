// Why a session did not start, or a spare process did not become one.
import { ClaudeError } from "./claude-error.ts";
import { TimeoutError } from "./timeouts.ts";

/** One place where the executable was looked for, and why it was not used. */
export interface LocateAttempt {
  readonly path: string;
  readonly reason: string;
}

/** No `claude` executable was found; `attempts` has every place, and why it was not used. */
export class CLINotFoundError extends ClaudeError {
  /** Every place that was tried, in order. */
  readonly attempts: readonly LocateAttempt[];

  constructor(message: string, attempts: readonly LocateAttempt[] = []) {
    super("cli_not_found", message);
    this.attempts = attempts;
  }
}

/** The executable at `path` exists, but the operating system refuses to run it: `errno`, such as `EACCES`. */
export class CLINotExecutableError extends ClaudeError {
  readonly path: string;
  /** The operating system's error name, such as `EACCES` or `ENOEXEC`. */
  readonly errno: string | undefined;

  constructor(path: string, errno: string | undefined, message: string, cause?: unknown) {
    super("cli_not_executable", message, { cause });
    this.path = path;
    this.errno = errno;
  }
}

/** The executable's version (`found`) is older than the oldest that works (`minimum`). */
export class CLIVersionError extends ClaudeError {
  readonly found: string;
  readonly minimum: string;

  constructor(found: string, minimum: string) {
    const text = `Claude Code "${found}" is too old: version ${minimum} or newer is needed; run "claude update"`;
    super("cli_version", text);
    this.found = found;
    this.minimum = minimum;
  }
}

/** The working directory does not exist, is not a directory, or may not be used. */
export class CwdError extends ClaudeError {
  readonly cwd: string;

  constructor(cwd: string, problem: string) {
    super("cwd_invalid", `Cannot start in "${cwd}": ${problem}; pass an existing directory as "cwd"`);
    this.cwd = cwd;
  }
}

/** The operating system could not create the process, or `spawnClaudeCodeProcess` failed (`cause`). */
export class SpawnError extends ClaudeError {
  readonly errno: string | undefined;

  constructor(errno: string | undefined, message: string, cause?: unknown) {
    super("spawn_failed", message, {
      cause,
      retryable: errno === "EAGAIN" || errno === "EMFILE" || errno === "ENOMEM",
    });
    this.errno = errno;
  }
}

/** The CLI started but did not answer within `initializeTimeoutMs`; the message has the end of stderr. */
export class InitializeTimeoutError extends TimeoutError {
  constructor(timeoutMs: number, detail: string) {
    super("initialize", timeoutMs, detail);
  }
}

/** The CLI refused its options, mostly one that it does not know, or gave an invalid answer. */
export class InitializeError extends ClaudeError {
  constructor(detail: string) {
    super("initialize_failed", `Claude Code refused "initialize": ${detail}`);
  }
}

/**
 * The session that a spare process has become. In `ClaimError.claim` it runs, but without an option that
 * could not be applied.
 */
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
  /**
   * The CLI's reason, such as `cwd_not_found`, or this library's: `spare_closed`, `spare_exited`,
   * `settings_not_applied`, `option_not_applied`.
   */
  readonly reason: string;
  /** The session, if the process has become one. */
  readonly claim: ClaimedSession | undefined;

  constructor(reason: string, detail: string, claim?: ClaimedSession, cause?: unknown) {
    super("claim_failed", `${reason}: ${detail}`, { cause });
    this.reason = reason;
    this.claim = claim;
  }
}
