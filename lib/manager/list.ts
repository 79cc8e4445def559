// A list of agents, page by page.
import type { ManagedAgent } from "./describe.ts";
import { type ListRequest, wholeNumber } from "./options.ts";
import type { AgentRecord } from "./record.ts";
import { isWorking } from "./states.ts";

/** Agents, and how many there are in all. */
export interface AgentList {
  readonly agents: ManagedAgent[];
  /** Those that have not ended. */
  readonly totalActive: number;
  readonly totalCompleted: number;
  /** How many fit the request, on all of its pages. */
  readonly total: number;
}

/** @param records Oldest first. @throws {InvalidOptionsError} */
export function list(
  records: Iterable<AgentRecord>,
  request: ListRequest,
  describe: (record: AgentRecord) => ManagedAgent,
): AgentList {
  const { includeCompleted = true, states, offset = 0, limit } = request;
  const from = wholeNumber("offset", offset, 0);
  const most = limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber("limit", limit, 0);
  const [working, others]: [AgentRecord[], AgentRecord[]] = [[], []];
  let ended = 0;
  let all = 0;
  for (const record of records) {
    all += 1;
    if (record.state === "ended") ended += 1;
    if (!includeCompleted && record.state === "ended") continue;
    if (states !== undefined && !states.includes(record.state)) continue;
    (isWorking(record.state) ? working : others).push(record);
  }
  const fitting = [...working.toReversed(), ...others.toReversed()];
  return {
    agents: fitting.slice(from, from + most).map((record) => describe(record)),
    totalActive: all - ended,
    totalCompleted: ended,
    total: fitting.length,
  };
}
