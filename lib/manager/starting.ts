// Starts agents: at once if there is room, later if not; all of a request, or none.
import type { Admission } from "./admission.ts";
import type { Agent } from "./agent.ts";

/**
 * Resolves when every agent's process runs, or waits for room.
 *
 * @throws {ClaudeError} The first start error; all of these agents have ended then.
 */
export async function startAgents(agents: readonly Agent[], admission: Admission): Promise<void> {
  const starts = agents.map((agent) => {
    if (agent.place.position === undefined) return start(agent, admission);
    startLater(agent, admission);
    return Promise.resolve();
  });
  const failed = (await Promise.allSettled(starts)).find((result) => result.status === "rejected");
  if (failed === undefined) return;
  await Promise.all(agents.map((agent) => agent.terminate()));
  throw failed.reason;
}

/** The caller has its handle already; how the start went is told by the agent's state. */
function startLater(agent: Agent, admission: Admission): void {
  agent.place.taken.then((taken) => (taken ? start(agent, admission) : undefined)).catch(() => undefined);
}

async function start(agent: Agent, admission: Admission): Promise<void> {
  const started = await admission.startTurn();
  try {
    if (agent.state !== "ended") await agent.start();
  } finally {
    // The next process may start when this one has done its heavy part.
    void agent.ready().then(started);
  }
}
