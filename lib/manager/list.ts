// A list of agents, page by page.
import type { ManagedAgent } from "./describe.ts";
import { requireMeta } from "./meta.ts";
import { type ListRequest, wholeNumber } from "./options.ts";
import type { AgentRecord } from "./record.ts";
import { isWorking } from "./states.ts";

/** A page of agents, and how many there are in total. */
export interface AgentList {
  readonly agents: ManagedAgent[];
  /** How many have not ended. */
  readonly totalActive: number;
  readonly totalCompleted: number;
  /** How many match the request, on all pages. */
  readonly total: number;
}

/** @param records Oldest first. @throws {InvalidOptionsError} */
export function list(
  records: Iterable<AgentRecord>,
  request: ListRequest,
  describe: (record: AgentRecord) => ManagedAgent,
): AgentList {
  const { includeCompleted = true, states, meta = {}, offset = 0, limit } = request;
  const from = wholeNumber("offset", offset, 0);
  const most = limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber("limit", limit, 0);
  const [working, others]: [AgentRecord[], AgentRecord[]] = [[], []];
  const wanted = Object.entries(requireMeta(meta) ?? {});
  let ended = 0;
  let all = 0;
  for (const record of records) {
    all += 1;
    if (record.state === "ended") ended += 1;
    if (!includeCompleted && record.state === "ended") continue;
    if (wanted.some(([name, value]) => record.request.meta?.[name] !== value)) continue;
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
