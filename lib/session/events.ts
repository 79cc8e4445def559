// What a session tells those who listen.
import type { EventEmitter } from "eventemitter3";
import { warnOnce } from "../process/warn.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SessionEnd } from "./ending.ts";
import type { ProtocolFault } from "./route.ts";
import type { Activity } from "./turns.ts";

/** Something worth knowing that changes nothing about the session. */
export interface SessionWarning {
  /** Which: an unknown option, variables left out, a guardian or process, a callback that failed or is never asked, a store, a version. */
  readonly code:
    | "unknown_option"
    | "env_dropped"
    | "guardian_lost"
    | "process_survived"
    | "callback_failed"
    | "callback_shadowed"
    | "store_failed"
    | "not_in_store"
    | "version_unreadable";
  /** In a sentence, for a log. */
  readonly message: string;
  /** The real error, when there is one; neither the CLI nor the model has seen it. */
  readonly cause?: unknown;
}

/** For a session that nobody can listen to: what is worth knowing becomes a warning of the runtime. */
export function printWarning({ code, message }: SessionWarning): void {
  warnOnce(message, code);
}

/** What a session tells those who listen. */
export interface SessionEvents {
  /** A message for the user, with the line it came in; in the CLI's order, as soon as it is read. */
  message: (message: SDKMessage, line: string, bytes: number) => void;
  /** A turn has its result; background agents may go on. */
  turnEnded: (result: SDKResultMessage) => void;
  /** It began to do something else: start, run, wait for the host, rest, end. */
  activity: (activity: Activity) => void;
  /** Nothing is running, queued or waiting for the host any more. */
  settled: () => void;
  /** A line of the CLI is not of the protocol; the session goes on. */
  protocolError: (fault: ProtocolFault) => void;
  /** What the CLI writes to stderr, piece by piece. */
  stderr: (text: string) => void;
  /** Something worth knowing that changes nothing, such as the real error of a callback. */
  warning: (warning: SessionWarning) => void;
  /** Emitted once, last. */
  closed: (end: SessionEnd) => void;
}

/** Tell the listeners of another emitter too. */
export function forward(from: EventEmitter<SessionEvents>, to: EventEmitter<SessionEvents>): void {
  from.on("message", (message, line, bytes) => to.emit("message", message, line, bytes));
  from.on("turnEnded", (result) => to.emit("turnEnded", result));
  from.on("activity", (activity) => to.emit("activity", activity));
  from.on("settled", () => to.emit("settled"));
  from.on("protocolError", (fault) => to.emit("protocolError", fault));
  from.on("stderr", (text) => to.emit("stderr", text));
  from.on("warning", (warning) => to.emit("warning", warning));
  from.on("closed", (end) => to.emit("closed", end));
}

/** Options that this library does not know: of an older or newer release, or misspelt. */
export function unknownOption(message: string): SessionWarning {
  return { code: "unknown_option", message };
}

/** Variables of the caller's environment that the process did not get. */
export function envDropped(names: readonly string[]): SessionWarning {
  const message = `"env" holds variables that load foreign code; left out: ${names.join(", ")} (see "allowDangerousEnv")`;
  return { code: "env_dropped", message };
}

/** What watches over the session in case this program dies has ended itself. */
export function guardianLost(replaced: boolean): SessionWarning {
  const consequence = replaced
    ? "another one has taken over"
    : "if this program is killed, what the session runs may stay";
  return {
    code: "guardian_lost",
    message: `The guardian, which ends sessions when this program dies, has ended; ${consequence}`,
  };
}

/** Something of the session may still run after it was closed. */
export function processSurvived(what: string, cause?: unknown): SessionWarning {
  return { code: "process_survived", message: `The session is closed, but ${what}`, cause };
}

/** The CLI names a version that holds no number, so that nobody can tell whether it is new enough. */
export function versionUnreadable(version: string): SessionWarning {
  const shown = version.slice(0, 40);
  const message = `Claude Code gives its version as "${shown}", which cannot be compared with the oldest that works`;
  return { code: "version_unreadable", message };
}

/** A callback of the host failed; the CLI got a fixed answer in place of its own. */
export function callbackFailed(subtype: string, cause: unknown): SessionWarning {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { code: "callback_failed", message: `The callback for "${subtype}" failed: ${detail}`, cause };
}
