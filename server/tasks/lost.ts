// Tasks whose agents are gone. Claude Code looks after a task until it has come to an end, so these have one.
import type { Task } from "./task.ts";
import type { TaskParts } from "./task-tokens.ts";

export const NO_JOURNAL =
  "The server that had this task has ended, and this one has no journal of it: its agents are gone. Delegate it again.";
export const FORGOTTEN =
  "The agents of this task are remembered no more, nor what they have done. Delegate it again if it is still wanted.";

const INTERNAL_ERROR = -32_603;
/** Nobody has to look again. */
const POLL_MS = 15_000;

export function lostTask(taskId: string, { createdMs }: TaskParts, message: string): Task {
  return {
    taskId,
    status: "failed",
    statusMessage: message,
    createdAt: new Date(createdMs).toISOString(),
    lastUpdatedAt: new Date().toISOString(),
    ttlMs: null,
    pollIntervalMs: POLL_MS,
    error: { code: INTERNAL_ERROR, message },
  };
}
