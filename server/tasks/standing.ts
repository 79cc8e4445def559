// How a task stands, by what its agents do: nothing else is known of it.
import type { ManagedAgent, OwnedAgents } from "../../lib/index.ts";
import { doingNow, progressLine } from "../tools/await-completion.ts";
import type { Begun } from "../tools/tool.ts";
import type { TaskParts } from "./task-tokens.ts";

/** Somebody looks at what is said of a task, and a person's answer is not to wait long. */
const ASKING_POLL_MS = 2_000;
const SHORTEST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 15_000;
/** A tenth of how long it takes anyway. */
const POLL_SHARE = 10;
const MESSAGE_CHARACTERS = 300;

/** When to look again. */
export function pollMsOf({ createdMs }: TaskParts, asking: boolean): number {
  const share = Math.trunc(Math.max(0, Date.now() - createdMs) / POLL_SHARE);
  return asking ? ASKING_POLL_MS : Math.min(LONGEST_POLL_MS, Math.max(SHORTEST_POLL_MS, share));
}

export function begunOf(parts: TaskParts): Begun {
  return { sessionIds: idsOf(parts), mode: parts.mode, kept: parts.kept };
}

export function idsOf({ agents }: TaskParts): string[] {
  return agents.map(([sessionId]) => sessionId);
}

/** A restart has stopped it at work. */
export function isStopped({ interruptedPrompts = [], withheldOptions = [], working }: ManagedAgent): boolean {
  return interruptedPrompts.length > 0 && withheldOptions.length === 0 && !working;
}

export function isDone({ mode, agents: waitedFor }: TaskParts, agents: readonly ManagedAgent[]): boolean {
  const done = agents.filter(({ isComplete, turnCount, lastResult }, index) => {
    const turns = waitedFor[index]?.[1] ?? 0;
    // Right after its last turn it has not settled yet; without a result it works on a prompt that came later.
    return isComplete || turnCount > turns || (turnCount === turns && lastResult === undefined);
  });
  return done.length >= (mode === "any" ? 1 : agents.length);
}

export function messageOf(agents: readonly ManagedAgent[], owned: OwnedAgents): string {
  const lines = agents.map((agent) => progressLine(agent, doingNow(owned, agent)));
  const text = lines.join("; ");
  return text.length <= MESSAGE_CHARACTERS ? text : `${text.slice(0, MESSAGE_CHARACTERS - 1)}…`;
}
