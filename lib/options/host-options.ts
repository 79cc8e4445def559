// Options: what the host sees, and how long it waits.
import * as v from "valibot";
import { field, one, type Rows, whenTrue } from "./row.ts";
import { bytes, flag, func, milliseconds, text } from "./values.ts";

/** Options: what the host sees, and how long it waits. */
export interface HostOptions {
  /** Emit `stream_event` messages while the model writes. Default: false. */
  includePartialMessages?: boolean | undefined;
  /** Emit messages about hooks that settings files define. Default: false. */
  includeHookEvents?: boolean | undefined;
  /** Also emit the text and thinking of subagents. Default: false. */
  forwardSubagentText?: boolean | undefined;
  /** Emit a suggestion for the next prompt after each turn. Default: false. */
  promptSuggestions?: boolean | undefined;
  /** Ask subagents for a one-sentence progress report every 30 seconds. Default: false. */
  agentProgressSummaries?: boolean | undefined;
  /** The host can stop single tasks, so that an interrupt leaves background work alone. Default: false. */
  perTaskStopAffordance?: boolean | undefined;
  /** Called with what the CLI writes to stderr. */
  stderr?: ((data: string) => void) | undefined;
  /** Write the CLI's debugging output to `debug/<session id>.txt` in its configuration folder. Default: false. */
  debug?: boolean | undefined;
  /** Write the CLI's debugging output to this file instead. */
  debugFile?: string | undefined;
  /** Aborting it ends the session and its processes. */
  abortController?: AbortController | undefined;
  /** The longest line of output that is accepted, in bytes; a longer one is skipped and reported. Default: 64 MiB. */
  maxBufferSize?: number | undefined;
  /** How long finding the executable and starting the process may take, in milliseconds. Default: 10 000. */
  spawnTimeoutMs?: number | undefined;
  /** How long the CLI may take to answer `initialize`, in milliseconds. Default: 30 000. */
  initializeTimeoutMs?: number | undefined;
  /**
   * How long the first message after a prompt may take once the CLI is ready, in milliseconds. A request to
   * one of your callbacks counts as a message. Default: no limit.
   */
  firstEventTimeoutMs?: number | undefined;
  /**
   * How long the CLI may be silent within a turn, in milliseconds. While one of your callbacks runs, the time
   * does not count. Default: no limit.
   */
  silenceTimeoutMs?: number | undefined;
  /**
   * How long to wait after a result until the CLI reports that it is idle, in milliseconds; then the session
   * counts as settled, with a warning. Default: 2 000.
   */
  settleGraceMs?: number | undefined;
  /**
   * How long the CLI may take to exit when everything is done, in milliseconds; one that takes longer is ended, and
   * that is an error. Default: 3 000, and no error.
   */
  exitTimeoutMs?: number | undefined;
  /**
   * How long the CLI may take to answer any other control request, in milliseconds. Default: 10 000, and 120 000 for
   * those that wait for a server, the model or hooks.
   */
  controlTimeoutMs?: number | undefined;
}

export const HOST_ROWS: Rows<
  HostOptions,
  | "maxBufferSize"
  | "spawnTimeoutMs"
  | "initializeTimeoutMs"
  | "firstEventTimeoutMs"
  | "silenceTimeoutMs"
  | "settleGraceMs"
> = {
  includePartialMessages: { check: flag, way: whenTrue("include-partial-messages") },
  includeHookEvents: { check: flag, way: whenTrue("include-hook-events") },
  forwardSubagentText: { check: flag, way: field("forwardSubagentText") },
  promptSuggestions: { check: flag, way: field("promptSuggestions") },
  agentProgressSummaries: { check: flag, way: field("agentProgressSummaries") },
  perTaskStopAffordance: { check: flag, way: field("perTaskStopAffordance") },
  stderr: { check: func },
  debug: { check: flag, way: (on, { debugFile }) => whenTrue("debug")(on && debugFile === undefined) },
  debugFile: { emptyIsAbsent: true, check: text, way: one("debug-file") },
  abortController: {
    check: v.custom<AbortController>(
      (value) => typeof (value as AbortController | null)?.signal?.aborted === "boolean",
      "must be an AbortController",
    ),
  },
  // The CLI writes a 2 MB answer as one line, and images as base64; a small limit would lose them.
  maxBufferSize: { check: bytes, byDefault: 64 * 1024 * 1024 },
  spawnTimeoutMs: { check: milliseconds, byDefault: 10_000 },
  // The CLI needs half a second to start on an idle machine; many at once on a small one need many times that.
  initializeTimeoutMs: { check: milliseconds, byDefault: 30_000 },
  firstEventTimeoutMs: { check: milliseconds, byDefault: Infinity },
  silenceTimeoutMs: { check: milliseconds, byDefault: Infinity },
  settleGraceMs: { check: milliseconds, byDefault: 2_000 },
  // What holds without these two depends on what is waited for: see lib/session/lifecycle.ts and lib/control.
  exitTimeoutMs: { check: milliseconds },
  controlTimeoutMs: { check: milliseconds },
};
