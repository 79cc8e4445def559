// Every error that this library throws: one class per failure a caller may want to tell apart.

/** Stable strings for programs to branch on; a code never changes its meaning. */
export type ErrorCode =
  | "cli_not_found"
  | "cli_not_executable"
  | "cli_version"
  | "cwd_invalid"
  | "spawn_failed"
  | "initialize_timeout"
  | "initialize_failed"
  | "process_exited"
  | "unexpected_end"
  | "line_too_long"
  | "control_timeout"
  | "control_failed"
  | "session_closed"
  | "aborted"
  | "result_error"
  | "invalid_options"
  | "invalid_message"
  | "overloaded"
  | "agent_not_found"
  | "agent_ended";

interface ErrorDetails {
  readonly cause?: unknown;
  readonly retryable?: boolean;
}

/** The base of every error thrown by this library. */
export class ClaudeError extends Error {
  /** What went wrong, as a stable string. */
  readonly code: ErrorCode;
  /** True when the same call may succeed later without any change. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** One place where the executable was looked for, and why it was not taken. */
export interface LocateAttempt {
  readonly path: string;
  readonly reason: string;
}

/** No `claude` executable was found. */
export class CLINotFoundError extends ClaudeError {
  /** Every place that was tried, in order. */
  readonly attempts: readonly LocateAttempt[];

  constructor(message: string, attempts: readonly LocateAttempt[] = []) {
    super("cli_not_found", message);
    this.attempts = attempts;
  }
}

/** The executable exists but the operating system refuses to run it. */
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

/** The executable is older than this library can drive. */
export class CLIVersionError extends ClaudeError {
  readonly found: string;
  readonly minimum: string;

  constructor(found: string, minimum: string) {
    super(
      "cli_version",
      `Claude Code "${found}" is too old: version ${minimum} or newer is needed; run "claude update"`,
    );
    this.found = found;
    this.minimum = minimum;
  }
}

/** The working directory does not exist or is not a directory. */
export class CwdError extends ClaudeError {
  readonly cwd: string;

  constructor(cwd: string, problem: string) {
    super("cwd_invalid", `Cannot start in "${cwd}": ${problem}; pass an existing directory as "cwd"`);
    this.cwd = cwd;
  }
}

/** The operating system could not create the process (out of descriptors, memory or processes). */
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

/** The CLI started but did not answer `initialize` in time. */
export class InitializeTimeoutError extends ClaudeError {
  readonly timeoutMs: number;

  constructor(timeoutMs: number, detail: string) {
    super("initialize_timeout", `Claude Code did not answer "initialize" within ${timeoutMs} ms: ${detail}`, {
      retryable: true,
    });
    this.timeoutMs = timeoutMs;
  }
}

/** The CLI refused `initialize`, or answered with something that is no answer. */
export class InitializeError extends ClaudeError {
  constructor(detail: string) {
    super("initialize_failed", `Claude Code refused "initialize": ${detail}`);
  }
}

/** The process ended with a failing exit code or by a signal. */
export class ProcessExitError extends ClaudeError {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what the process wrote to stderr, with secrets replaced. */
  readonly stderrTail: string;

  constructor(exit: { code: number | null; signal: string | null }, stderrTail: string, during: string) {
    const how = exit.signal === null ? `exited with code ${exit.code}` : `was ended by ${exit.signal}`;
    const tail = stderrTail === "" ? "it wrote nothing to stderr" : `stderr: ${stderrTail}`;
    super("process_exited", `Claude Code ${how} ${during}; ${tail}`);
    this.exitCode = exit.code;
    this.signal = exit.signal;
    this.stderrTail = stderrTail;
  }
}

/** Output ended while a turn was open, although the process reported no failure. */
export class UnexpectedEndError extends ClaudeError {
  /** Bytes of an unfinished last line that could not be used. */
  readonly partialBytes: number;

  constructor(detail: string, partialBytes = 0) {
    super("unexpected_end", `Claude Code ended before the turn was over: ${detail}`, { retryable: true });
    this.partialBytes = partialBytes;
  }
}

/** One line of output was longer than `maxBufferSize`; the line was skipped, the session goes on. */
export class LineTooLongError extends ClaudeError {
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(
      "line_too_long",
      `A line of output is longer than ${maxBytes} bytes and was skipped; raise "maxBufferSize"`,
    );
    this.maxBytes = maxBytes;
  }
}

/** The CLI did not answer a control request in time. */
export class ControlTimeoutError extends ClaudeError {
  readonly subtype: string;
  readonly timeoutMs: number;

  constructor(subtype: string, timeoutMs: number) {
    super("control_timeout", `Claude Code did not answer "${subtype}" within ${timeoutMs} ms`, {
      retryable: true,
    });
    this.subtype = subtype;
    this.timeoutMs = timeoutMs;
  }
}

/** The CLI answered a control request with an error. */
export class ControlRequestError extends ClaudeError {
  readonly subtype: string;
  /** The CLI's own code, such as `unsupported_request`, when it sent one. */
  readonly cliCode: string | undefined;

  constructor(subtype: string, message: string, cliCode?: string) {
    super("control_failed", `Claude Code refused "${subtype}": ${message}`);
    this.subtype = subtype;
    this.cliCode = cliCode;
  }
}

/** The session is closed, or was never connected. */
export class SessionClosedError extends ClaudeError {
  constructor(message = "The session is closed: start a new one") {
    super("session_closed", message);
  }
}

/** The caller's own signal ended the work. */
export class AbortError extends ClaudeError {
  constructor(message = "The operation was aborted", cause?: unknown) {
    super("aborted", message, { cause });
  }
}

/** The last turn ended in an error result; the result itself is in `result`. */
export class ResultError extends ClaudeError {
  /** The result message as the CLI sent it. */
  readonly result: Readonly<Record<string, unknown>>;
  /** The CLI's subtype, such as `error_max_turns`. */
  readonly subtype: string;

  constructor(result: object, subtype: string, text: string, retryable: boolean) {
    // The official SDK throws this very sentence, and programs match on it.
    super("result_error", `Claude Code returned an error result: ${text}`, { retryable });
    this.result = result as Readonly<Record<string, unknown>>;
    this.subtype = subtype;
  }
}

/** An option has a wrong name, type or value, or contradicts another one. */
export class InvalidOptionsError extends ClaudeError {
  /** One sentence for each mistake; each names the option. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super("invalid_options", `Invalid options: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

/** A message cannot be sent: it is not serialisable, too large, or of a shape that would end the CLI. */
export class InvalidMessageError extends ClaudeError {
  constructor(detail: string, cause?: unknown) {
    super("invalid_message", `Cannot send the message: ${detail}`, { cause });
  }
}

/** The manager has as many agents and queued requests as it may. */
export class OverloadedError extends ClaudeError {
  readonly limit: number;
  /** When to try again, in milliseconds; a guess. */
  readonly retryAfterMs: number;

  constructor(limit: number, queued: number, retryAfterMs: number) {
    super(
      "overloaded",
      `No room for another agent: ${limit} are running and ${queued} are waiting; end one, or try again later`,
      { retryable: true },
    );
    this.limit = limit;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No agent has this session id. */
export class AgentNotFoundError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string) {
    super("agent_not_found", `No agent "${sessionId}": list the agents to see which there are`);
    this.sessionId = sessionId;
  }
}

/** The agent has ended and takes no more prompts. */
export class AgentEndedError extends ClaudeError {
  readonly sessionId: string;

  constructor(sessionId: string, reason: string) {
    super(
      "agent_ended",
      `Agent "${sessionId}" has ended (${reason}): spawn a new one, with "resume" to keep its context`,
    );
    this.sessionId = sessionId;
  }
}
