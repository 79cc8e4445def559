// What becomes of agents when the call that has started them is cancelled, or its task: they stay, unless it asked to end them.
import { AgentEndedError, AgentNotFoundError, type OwnedAgents } from "../../lib/index.ts";
import type { AnyTool, Begun } from "./tool.ts";
import type { UsedAgents } from "./used-agents.ts";

/** From the start of a process to its first prompt there are three changes. */
const MOST_TRIES = 5;
/** On a machine that is ten times too busy. */
const BEGINS_MS = 5_000;

/** Those to be ended with it: nobody has read or prompted them. */
export function endedWith({ delegates }: AnyTool, begun: Begun, used: UsedAgents): readonly string[] {
  if (delegates?.endsWhenCancelled?.(begun) !== true) return [];
  return begun.sessionIds.filter((id) => !used.has(id));
}

export async function endAgents(manager: OwnedAgents, sessionIds: readonly string[]): Promise<void> {
  await Promise.all(sessionIds.map((id) => orGone(manager.terminateSession(id))));
}

/** Stop the turns; the agents stay, unless they wait for a place and have not begun: there is nothing of them to keep. */
export async function interruptAgents(manager: OwnedAgents, sessionIds: readonly string[]): Promise<void> {
  await Promise.all(sessionIds.map((id) => orGone(stop(manager, id))));
}

async function stop(manager: OwnedAgents, id: string): Promise<void> {
  const { state, turnCount, messageCount } = manager.getSessionInfo(id, { lastOutputLines: 0 });
  const hasBegun = turnCount > 0 || messageCount > 0;
  if (state === "queued" && !hasBegun) return void (await manager.terminateSession(id));
  // An interrupt that comes before the prompt has begun does not keep it from running.
  for (let tries = hasBegun ? 1 : MOST_TRIES; tries > 0; tries -= 1) {
    const { stillQueued } = await manager.interruptSession(id);
    if (stillQueued.length === 0) return;
    await manager.wait(id, { until: "changed", timeoutMs: BEGINS_MS });
  }
}

async function orGone(act: Promise<unknown>): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Whether it failed because the agent ends by itself just now, or has been forgotten. */
export function isGone(error: unknown): boolean {
  return error instanceof AgentEndedError || error instanceof AgentNotFoundError;
}
