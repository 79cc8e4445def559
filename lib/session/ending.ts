// Why a session ended: what the caller did, what the process reported, what was still open.
import type { ClaudeError } from "../errors/claude-error.ts";
import { conversationNotFound, resultError } from "../errors/result.ts";
import { ProcessExitError, UnexpectedEndError } from "../errors/session.ts";
import { customStartFailed } from "../process/custom.ts";
import type { Exit, ProcessFailure } from "../process/process.ts";
import type { SDKResultMessage } from "../wire/result.ts";

/** What the abort of a session that runs is called: programs written for the official SDK compare the sentence. */
export const ABORTED = "Claude Code process aborted by user";

/** Who ended a session: the caller (`closed`, `aborted`), the process itself (`exited`), or a fault (`failed`). */
export type EndReason = "closed" | "exited" | "failed" | "aborted";

/** How a session ended; the argument of `closed`, which is emitted once. */
export interface SessionEnd {
  /** Who ended it, or whether something went wrong. */
  readonly reason: EndReason;
  /** The exit code of the process; null if a signal ended it, or it never ran. */
  readonly exitCode: number | null;
  /** The signal that ended the process, such as `SIGTERM`. */
  readonly signal: string | null;
  /** What went wrong; absent when all is well. */
  readonly error?: ClaudeError;
  /** Processes that could not be ended. */
  readonly survivors: readonly number[];
}

export interface LastSeen {
  readonly exit: Exit;
  /** A stream, or the process itself, that failed before the exit. */
  readonly failure: ProcessFailure | undefined;
  readonly stderrTail: string;
  readonly initialized: boolean;
  readonly turnOpen: boolean;
  readonly failed: SDKResultMessage | undefined;
  readonly partialBytes: number;
}

/** The error of a process of which a part has failed, when no exit says more. */
export function failureError({ part, error }: ProcessFailure, initialized: boolean): ClaudeError {
  if (part !== "process") return new UnexpectedEndError(`its ${part} failed (${error.message})`, 0, error);
  // Only a process that the caller has started reports a failure of its own.
  if (!initialized) return customStartFailed(error);
  return new UnexpectedEndError(`its process reported "${error.message}"`, 0, error);
}

/** The error of a process that ended by itself, or undefined when it ended well. */
export function exitError(seen: LastSeen): ClaudeError | undefined {
  const { exit } = seen;
  // The CLI exits with 1 when its last result was an error; the result says more than the code.
  if (seen.failed !== undefined) return resultError(seen.failed);
  // To leave with 0 before it has answered anything is no success: nothing of what was asked has been done.
  if (exit.signal !== null || exit.code !== 0 || !seen.initialized) {
    const gone = exit.signal === null && !seen.initialized && conversationNotFound(seen.stderrTail);
    if (gone) return gone;
    const during = seen.initialized
      ? seen.turnOpen
        ? "during a turn"
        : "between turns"
      : "before it was ready";
    return new ProcessExitError(exit, seen.stderrTail, during, seen.failure?.error);
  }
  if (seen.turnOpen || seen.partialBytes > 0) {
    const before = seen.turnOpen ? " before the result" : "";
    const rest = seen.partialBytes > 0 ? ` in the middle of a line of ${seen.partialBytes} bytes` : "";
    const comma = before !== "" && rest !== "" ? "," : "";
    return new UnexpectedEndError(`it exited with code 0${before}${comma}${rest}`, seen.partialBytes);
  }
  return undefined;
}
