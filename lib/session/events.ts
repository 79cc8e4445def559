// What a session tells those who listen.
import type { PermissionRequest } from "../control/permissions.ts";
import { toError } from "../errors/to-error.ts";
import { warnOnce } from "../process/warn.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SessionEnd } from "./ending.ts";
import type { Activity } from "./state.ts";

/** Something on stdout that is not part of the protocol; the session goes on. */
export interface ProtocolFault {
  /** What kind of fault, in a few words. */
  readonly problem: string;
  /** What exactly, for a log. */
  readonly detail: string;
  /** The same as an error, where there is a class for it. */
  readonly error?: Error;
}

/** Something worth knowing that changes nothing about the session. */
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
  /** A line of the CLI is not of the protocol, or has failed in us; the session goes on. */
  protocolError: (fault: ProtocolFault) => void;
  /** What the CLI writes to stderr, piece by piece. */
  stderr: (text: string) => void;
  /** Something worth knowing that changes nothing, such as the real error of a callback. */
  warning: (warning: SessionWarning) => void;
  /** A tool may run only when somebody says so; whoever listens before the process starts is asked beside `canUseTool`. */
  permissionRequest: (request: PermissionRequest) => void;
  /** Emitted once, last. */
  closed: (end: SessionEnd) => void;
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
  const message = `The callback for "${subtype}" failed: ${toError(cause).message}`;
  return { code: "callback_failed", message, cause };
}

/** The session's store has failed in some way; the session goes on. */
export function storeFailed(problem: string, cause?: unknown): SessionWarning {
  return { code: "store_failed", message: `The session store failed: ${problem}`, cause };
}

/** So much output waits unread that Claude Code has to wait as well. */
export function readerStalled(bytes: number): SessionWarning {
  const waiting = `${Math.round(bytes / 1024 / 1024)} MiB of output wait to be read`;
  return {
    code: "reader_stalled",
    message: `${waiting}: Claude Code waits, and what it asks waits as well; read the messages, or close the session`,
  };
}

/** Somebody listens but nobody reads, and not everything can be kept for one who may come. */
export function messagesDropped(): SessionWarning {
  const way = "read the messages as well, or listen only";
  return {
    code: "messages_dropped",
    message: `Nobody reads what the listeners have heard: the oldest unread messages were dropped; ${way}`,
  };
}

/** The CLI has given a result, and never its last word about the turn. */
export function lastWordMissing(word: "idle" | "completed", ms?: number): SessionWarning {
  const when = ms === undefined ? "before it ended" : `within ${ms} ms`;
  const lacks = word === "idle" ? "that it is idle" : "that the prompt is completed";
  return {
    code: "no_idle",
    message: `Claude Code gave a result, but did not report ${lacks} ${when}: the result stands`,
  };
}

/** A source of prompts has failed; what it gave before is answered. */
export function promptsFailed(cause: unknown): SessionWarning {
  const message = `The source of prompts failed: ${toError(cause).message}`;
  return { code: "prompts_failed", message, cause };
}
