// The base of every error that this library throws, and the codes that programs branch on.

/** Stable strings for programs to branch on; a code never changes its meaning. */
export type ErrorCode =
  | "cli_not_found"
  | "cli_not_executable"
  | "cli_version"
  | "cwd_invalid"
  | "spawn_failed"
  | "spawn_timeout"
  | "initialize_timeout"
  | "first_event_timeout"
  | "silence_timeout"
  | "exit_timeout"
  | "initialize_failed"
  | "process_exited"
  | "unexpected_end"
  | "control_timeout"
  | "control_failed"
  | "session_closed"
  | "aborted"
  | "result_error"
  | "conversation_not_found"
  | "structured_output_missing"
  | "line_too_long"
  | "claim_failed"
  | "hook_failed"
  | "session_not_found"
  | "session_in_use"
  | "session_store_failed"
  | "invalid_options"
  | "invalid_message"
  | "not_provided"
  | "direct_connect"
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
