// The events of a session.
import type { PermissionRequest } from "../control/permissions.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SessionEnd } from "./ending.ts";
import type { Activity } from "./state.ts";

/** A `protocolError` event: a line on stdout that is not valid; it was skipped or passed on. */
export interface ProtocolFault {
  /** The kind of fault, in a few words. */ readonly problem: string;
  /** The details, for a log. */ readonly detail: string;
  /** The fault as an error, if there is a class for it. */ readonly error?: Error;
}

/** A `warning` event: the session continues as before. docs/debugging.md has a row for each code. */
export interface SessionWarning {
  /** What the warning is about. */
  readonly code:
    | "unknown_option"
    | "env_dropped"
    | "not_isolated"
    | "guardian_lost"
    | "process_survived"
    | "callback_failed"
    | "callback_shadowed"
    | "prompts_failed"
    | "reader_stalled"
    | "messages_dropped"
    | "no_idle"
    | "store_failed"
    | "not_in_store"
    | "version_unreadable";
  /** In a sentence, for a log. */ readonly message: string;
  /** The real error, when there is one; neither the CLI nor the model has seen it. */
  readonly cause?: unknown;
}

/** The events of a query or client. An exception in a listener affects neither session nor other listeners. */
export interface SessionEvents {
  /** A message for the user, with the line it came in; in the CLI's order, as soon as it is read. */
  message: (message: SDKMessage, line: string, bytes: number) => void;
  /** A turn has ended with its result; background agents may still be running. */
  turnEnded: (result: SDKResultMessage) => void;
  /** The session's activity changed, for example from `running` to `idle`. */
  activity: (activity: Activity) => void;
  /** Nothing is running, queued or waiting for the host any more. */ settled: () => void;
  /** The CLI printed a line that is not valid, or that failed in this library; the session continues. */
  protocolError: (fault: ProtocolFault) => void;
  /** What the CLI writes to stderr, piece by piece. */ stderr: (text: string) => void;
  /** A warning, such as the real error of a callback that failed; it changes nothing. */
  warning: (warning: SessionWarning) => void;
  /** A tool call needs a decision. Listeners added before the process starts are asked beside `canUseTool`. */
  permissionRequest: (request: PermissionRequest) => void;
  /** Emitted once, last. */ closed: (end: SessionEnd) => void;
}
