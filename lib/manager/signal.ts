// The signal that a request for an agent may come with.
import { AbortError } from "../errors/session.ts";
import type { Fleet } from "./fleet.ts";
import type { AgentRecord } from "./record.ts";

/** It ends the agent, whatever that is doing. @returns False if it has already. */
export function followSignal(record: AgentRecord, fleet: Fleet): boolean {
  const signal = record.request.options.abortController?.signal;
  if (signal === undefined) return true;
  const abort = (): void => {
    void fleet.terminate(record, new AbortError("The agent was aborted", signal.reason));
  };
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort);
  record.unfollow = () => signal.removeEventListener("abort", abort);
  return !signal.aborted;
}
