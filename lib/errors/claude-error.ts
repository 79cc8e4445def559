// The base of every error that this library throws.
import type { ErrorCode } from "../generated/errors.ts";

export type { ErrorCode };

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
