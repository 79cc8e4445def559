// What a session tells those who listen.
import type { EventEmitter } from "eventemitter3";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SessionEnd } from "./ending.ts";
import type { ProtocolFault } from "./route.ts";
import type { Activity } from "./turns.ts";

/** Something worth knowing that changes nothing about the session. */
export interface SessionWarning {
  readonly code:
    | "env_dropped"
    | "callback_failed"
    | "callback_shadowed"
    | "store_failed"
    | "version_unreadable";
  readonly message: string;
  readonly cause?: unknown;
}

/** What a session tells those who listen. */
export interface SessionEvents {
  /** A message for the user, with the line it came in; in the CLI's order, as soon as it is read. */
  message: (message: SDKMessage, line: string, bytes: number) => void;
  turnEnded: (result: SDKResultMessage) => void;
  activity: (activity: Activity) => void;
  /** Nothing is running, queued or waiting for the host any more. */
  settled: () => void;
  protocolError: (fault: ProtocolFault) => void;
  stderr: (text: string) => void;
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

/** Variables of the caller's environment that the process did not get. */
export function envDropped(names: readonly string[]): SessionWarning {
  const message = `"env" holds variables that load foreign code; left out: ${names.join(", ")} (see "allowDangerousEnv")`;
  return { code: "env_dropped", message };
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
