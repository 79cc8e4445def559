// What becomes of agents when the call that has started them is cancelled, or its task: they stay, unless it asked to end them.
import { AgentEndedError, AgentNotFoundError, type OwnedAgents } from "../../lib/index.ts";
import type { AnyTool, Begun } from "./tool.ts";
import type { UsedAgents } from "./used-agents.ts";

/** Those to be ended with it: nobody has read or prompted them. */
export function endedWith({ delegates }: AnyTool, begun: Begun, used: UsedAgents): readonly string[] {
  if (delegates?.endsWhenCancelled?.(begun) !== true) return [];
  return begun.sessionIds.filter((id) => !used.has(id));
}

export async function endAgents(manager: OwnedAgents, sessionIds: readonly string[]): Promise<void> {
  await Promise.all(sessionIds.map((id) => orGone(manager.terminateSession(id))));
}

/** Stop the turns; the agents stay. */
export async function interruptAgents(manager: OwnedAgents, sessionIds: readonly string[]): Promise<void> {
  await Promise.all(sessionIds.map((id) => orGone(manager.interruptSession(id))));
}

async function orGone(act: Promise<unknown>): Promise<void> {
  try {
    await act;
  } catch (error) {
    // It ends by itself just now, or has been forgotten.
    if (!(error instanceof AgentEndedError || error instanceof AgentNotFoundError)) throw error;
  }
}
