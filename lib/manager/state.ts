// What an agent is doing, told by protocol events only; nothing is guessed from silence.
import type { EndReason, SessionEnd } from "../session/ending.ts";
import type { Activity } from "../session/state.ts";

/**
 * What an agent is doing, as the CLI reports it: `queued` waits for room, `starting` for its process,
 * `requires_action` for a callback of the host, `idle` for a prompt; `ended` is final.
 */
export type AgentState = "queued" | "starting" | "running" | "requires_action" | "idle" | "ended";

/** Why an agent ended: on request, by a failure, or because its process ended by itself. */
export type EndedReason = "terminated" | "failed" | "exited";

/** True while the agent uses its process. */
export function isWorking(state: AgentState): boolean {
  return state === "starting" || state === "running" || state === "requires_action";
}

/** True when nothing more will come without another prompt. */
export function isComplete(state: AgentState): boolean {
  return state === "idle" || state === "ended";
}

/** The state that a session's activity means; undefined when the agent has said more about itself already. */
export function stateOf(activity: Activity): AgentState | undefined {
  return activity === "closing" || activity === "closed" ? undefined : activity;
}

const REASONS: Readonly<Record<EndReason, EndedReason>> = {
  closed: "terminated",
  aborted: "terminated",
  exited: "exited",
  failed: "failed",
};

export function endedReasonOf(end: SessionEnd): EndedReason {
  return end.error !== undefined && end.reason === "exited" ? "failed" : REASONS[end.reason];
}
