// What an agent is doing, by protocol events only; nothing is guessed from silence.

/**
 * What an agent is doing: `queued` waits for a place or for the end of a rate limit, `starting` for its process, `running` works, `requires_action`
 * waits for an answer of the host, `idle` for a prompt; `parked` does so without a process; `ending` is being ended;
 * `ended` is final.
 */
export type AgentState =
  | "queued"
  | "starting"
  | "running"
  | "requires_action"
  | "idle"
  | "parked"
  | "ending"
  | "ended";

/**
 * Why an agent ended: on request, by a failure, because its process exited on its own, because its host died,
 * because it waited too long, or because a budget was used up.
 */
export type EndedReason = "terminated" | "failed" | "exited" | "lost" | "expired" | "budget";

const STATES: Readonly<Record<AgentState, true>> = {
  queued: true,
  starting: true,
  running: true,
  requires_action: true,
  idle: true,
  parked: true,
  ending: true,
  ended: true,
};
const REASONS: Readonly<Record<EndedReason, true>> = {
  terminated: true,
  failed: true,
  exited: true,
  lost: true,
  expired: true,
  budget: true,
};
/** Every one, in the order of a life. */
export const AGENT_STATES: readonly AgentState[] = Object.keys(STATES) as AgentState[];
export const ENDED_REASONS: readonly EndedReason[] = Object.keys(REASONS) as EndedReason[];
const WORKING: ReadonlySet<AgentState> = new Set(["starting", "running", "requires_action"]);
const COMPLETE: ReadonlySet<AgentState> = new Set(["idle", "parked", "ended"]);

/** True while the agent uses its process. */
export function isWorking(state: AgentState): boolean {
  return WORKING.has(state);
}

/** True when nothing more will come without another prompt. */
export function isComplete(state: AgentState): boolean {
  return COMPLETE.has(state);
}

/** True when it takes no more prompts. */
export function isOver(state: AgentState): boolean {
  return state === "ending" || state === "ended";
}
