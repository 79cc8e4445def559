// Waits until agents have nothing left to do, or until time is up.
import type { Agent } from "./agent.ts";
import { isComplete } from "./state.ts";

/** For which agents `wait()` waits, and for how long; the agents go on in any case. */
export interface WaitOptions {
  /** Wait for every agent, or for the first. Default: `all`. */
  mode?: "all" | "any" | undefined;
  /** In milliseconds; running out is not an error. Default: as long as the work takes. */
  timeoutMs?: number | undefined;
  /** Ends the wait, not the agents. */
  signal?: AbortSignal | undefined;
}

/** @returns True when the agents are done; false when time was up or the signal was aborted. */
export function waitFor(agents: readonly Agent[], options: WaitOptions): Promise<boolean> {
  const { mode = "all", timeoutMs, signal } = options;
  const done = (): boolean => {
    const complete = (agent: Agent): boolean => isComplete(agent.state);
    return mode === "any" ? agents.length === 0 || agents.some(complete) : agents.every(complete);
  };
  if (done() || signal?.aborted) return Promise.resolve(done());
  return new Promise((resolve) => {
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => finish(), timeoutMs);
    const look = (): void => {
      if (done()) finish();
    };
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", finish);
      for (const agent of agents) {
        agent.off("state", look);
        agent.waiters -= 1;
      }
      resolve(done());
    };
    signal?.addEventListener("abort", finish, { once: true });
    for (const agent of agents) {
      agent.on("state", look);
      agent.waiters += 1;
    }
  });
}
