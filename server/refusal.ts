// What a caller asked for cannot be had here; the message is all that it needs to hear.
import type { ErrorCode } from "../lib/index.ts";

/** What a tool throws when a caller asked for what cannot be had: the message says why, and the way out. */
export class Refusal extends Error {
  /** The kind of error that it is to the protocol. */
  readonly code: ErrorCode;

  constructor(message: string, code: ErrorCode = "invalid_options") {
    super(message);
    this.code = code;
  }
}
