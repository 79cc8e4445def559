// The events of a session.
import type { PermissionRequest } from "../control/permissions.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SessionEnd } from "./ending.ts";
import type { Activity } from "./state.ts";

/** A `protocolError` event: a line on stdout that is not valid; it was skipped or passed on, and the session goes on. */
export interface ProtocolFault {
  /** What kind of fault, in a few words. */
  readonly problem: string;
  /** What exactly, for a log. */
  readonly detail: string;
  /** The same as an error, where there is a class for it. */
  readonly error?: Error;
}

/** A `warning` event: something worth knowing that changes nothing. docs/debugging.md has a row for each code. */
export interface SessionWarning {
  /** Which: an option, variables, a guardian or process, a callback, messages that nobody reads, a last word, a store, a version. */
  readonly code:
    | "unknown_option"
    | "env_dropped"
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
  /** In a sentence, for a log. */
  readonly message: string;
  /** The real error, when there is one; neither the CLI nor the model has seen it. */
  readonly cause?: unknown;
}

/** The events of a query or client. An exception in a listener affects neither session nor other listeners. */
export interface SessionEvents {
  /** A message for the user, with the line it came in; in the CLI's order, as soon as it is read. */
  message: (message: SDKMessage, line: string, bytes: number) => void;
  /** A turn has its result; background agents may go on. */
  turnEnded: (result: SDKResultMessage) => void;
  /** The session's activity changed, for example from `running` to `idle`. */
  activity: (activity: Activity) => void;
  /** Nothing is running, queued or waiting for the host any more. */
  settled: () => void;
  /** The CLI printed a line that is not of the protocol, or that failed in this library; the session goes on. */
  protocolError: (fault: ProtocolFault) => void;
  /** What the CLI writes to stderr, piece by piece. */
  stderr: (text: string) => void;
  /** Something worth knowing that changes nothing, such as the real error of a callback. */
  warning: (warning: SessionWarning) => void;
  /** A tool call needs a decision. Listeners added before the process starts are asked beside `canUseTool`. */
  permissionRequest: (request: PermissionRequest) => void;
  /** Emitted once, last. */
  closed: (end: SessionEnd) => void;
}
