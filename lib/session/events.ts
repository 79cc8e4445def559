// What a session tells those who listen.
import { warnOnce } from "../process/warn.ts";
import type { SDKMessage } from "../wire/messages.ts";
import type { SDKResultMessage } from "../wire/result.ts";
import type { SessionEnd } from "./ending.ts";
import type { ProtocolFault } from "./route.ts";
import type { Activity } from "./turns.ts";

/** Something worth knowing that changes nothing about the session. */
export interface SessionWarning {
  readonly code: "unknown_option" | "env_dropped" | "callback_failed" | "callback_shadowed" | "store_failed";
  readonly message: string;
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

/** Options that this library does not know: of an older or newer release, or misspelt. */
export function unknownOption(message: string): SessionWarning {
  return { code: "unknown_option", message };
}

/** Variables of the caller's environment that the process did not get. */
export function envDropped(names: readonly string[]): SessionWarning {
  const message = `"env" holds variables that load foreign code; left out: ${names.join(", ")} (see "allowDangerousEnv")`;
  return { code: "env_dropped", message };
}

/** A callback of the host failed; the CLI got a fixed answer in place of its own. */
export function callbackFailed(subtype: string, cause: unknown): SessionWarning {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { code: "callback_failed", message: `The callback for "${subtype}" failed: ${detail}`, cause };
}
