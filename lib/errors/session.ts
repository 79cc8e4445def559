// What goes wrong in a session that runs, or how it ended.
import { ClaudeError } from "./claude-error.ts";

/** What to do about a process that ends without a word. */
const NOTHING = 'it wrote nothing to stderr; the option "debugFile" has it say more';

/** The process exited with a code other than 0, or before it was ready, or was ended by a signal. */
export class ProcessExitError extends ClaudeError {
  /** Null if a signal ended the process. */
  readonly exitCode: number | null;
  /** The signal that ended the process, such as `SIGKILL`; null if it exited. */
  readonly signal: string | null;
  /** The end of what the process wrote to stderr, with secrets replaced. */
  readonly stderrTail: string;

  /** @param cause An earlier failure that led to the exit, such as that of a stream. */
  constructor(
    exit: { code: number | null; signal: string | null },
    stderrTail: string,
    during: string,
    cause?: unknown,
  ) {
    const how =
      exit.signal !== null
        ? `terminated by signal ${exit.signal}`
        : exit.code !== null
          ? `exited with code ${exit.code}`
          : "ended without a code or a signal";
    const tail = stderrTail === "" ? NOTHING : `stderr: ${stderrTail}`;
    super("process_exited", `Claude Code process ${how} ${during}; ${tail}`, { cause });
    this.exitCode = exit.code;
    this.signal = exit.signal;
    this.stderrTail = stderrTail;
  }
}

/** Output ended in the middle of a turn or line, although the process reported no failure. Retry with `resume`. */
export class UnexpectedEndError extends ClaudeError {
  /** Bytes of an unfinished last line that could not be used. */
  readonly partialBytes: number;

  constructor(detail: string, partialBytes = 0, cause?: unknown) {
    const text = `Claude Code ended too early: ${detail}; try again, with "resume" to keep what was done`;
    super("unexpected_end", text, { retryable: true, cause });
    this.partialBytes = partialBytes;
  }
}

/** A line is longer than `maxBufferSize` bytes and was skipped; at 1 GiB without an end, the session ends. */
export class LineTooLongError extends ClaudeError {
  /** Bytes of the line that were thrown away. */
  readonly bytes: number;
  /** The longest line that is accepted, in bytes. */
  readonly limit: number;

  constructor(bytes: number, limit: number, endless = false) {
    const text = endless
      ? `Claude Code has written ${bytes} bytes without a newline, so that the session was ended; check that "pathToClaudeCodeExecutable" is Claude Code`
      : `Claude Code has written a line of ${bytes} bytes, which is longer than ${limit} and was skipped; raise "maxBufferSize"`;
    super("line_too_long", text);
    this.bytes = bytes;
    this.limit = limit;
  }
}

/** The turn succeeded, but the model returned no data for `outputFormat`; thrown after the result. */
export class StructuredOutputError extends ClaudeError {
  /** The result message as the CLI sent it. */
  readonly result: Readonly<Record<string, unknown>>;

  constructor(result: object) {
    const text = 'The result has no "structured_output", although "outputFormat" asked for one; ask again';
    super("structured_output_missing", text, { retryable: true });
    this.result = result as Readonly<Record<string, unknown>>;
  }
}

/** The CLI did not answer the control request `subtype` within `timeoutMs` milliseconds (`controlTimeoutMs`). */
export class ControlTimeoutError extends ClaudeError {
  readonly subtype: string;
  readonly timeoutMs: number;

  constructor(subtype: string, timeoutMs: number) {
    const text = `Claude Code did not answer "${subtype}" within ${timeoutMs} ms (option "controlTimeoutMs"); it may be busy, try again`;
    super("control_timeout", text, { retryable: true });
    this.subtype = subtype;
    this.timeoutMs = timeoutMs;
  }
}

/** The CLI refused a control request; the message is its own. */
export class ControlRequestError extends ClaudeError {
  readonly subtype: string;
  /** What the CLI said. */
  readonly cliMessage: string;
  /** The CLI's own code, such as `unsupported_request`, when it sent one. */
  readonly cliCode: string | undefined;

  constructor(subtype: string, message: string, cliCode?: string) {
    // The CLI's own words and no more: programs written for the official SDK compare them.
    super("control_failed", message);
    this.subtype = subtype;
    this.cliMessage = message;
    this.cliCode = cliCode;
  }
}

/** The call needs a session that runs, and this one was closed, has ended, or takes no more input. */
export class SessionClosedError extends ClaudeError {
  // The official SDK's very sentence for what is asked too late: programs match on it.
  constructor(message = "Query closed before response received") {
    super("session_closed", message);
  }
}

/** The caller's `abortController` ended the session; `name` is "AbortError", as on the web platform. */
export class AbortError extends ClaudeError {
  constructor(message = "The operation was aborted", cause?: unknown) {
    super("aborted", message, { cause });
  }
}
