// What has to be true of agents before something is done with them.
import { AgentEndedError } from "../errors/agent.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import type { AgentRequest } from "./agent-request.ts";
import type { AgentRecord } from "./record.ts";
import { isOver } from "./states.ts";

/** @throws {InvalidOptionsError} If a session of these has an agent already that is another owner's, or has not ended. */
export function requireFree(
  requests: readonly AgentRequest[],
  records: ReadonlyMap<string, AgentRecord>,
): void {
  const taken = new Set<string>();
  for (const { id, owner } of requests) {
    const other = records.get(id);
    if (taken.has(id)) throw new InvalidOptionsError([`"${id}" cannot be the session of several agents`]);
    if (other !== undefined && other.request.owner !== owner)
      throw new InvalidOptionsError([`"${id}" cannot be taken up here: use "forkSession"`]);
    if (other !== undefined && other.state !== "ended")
      throw new InvalidOptionsError([
        `"${id}" is run by another agent: terminate that one, or use "forkSession"`,
      ]);
    taken.add(id);
  }
}

/** @throws {AgentEndedError} If it takes no prompts any more. */
export function requireOpen(record: AgentRecord): void {
  if (isOver(record.state) && !record.isLost)
    throw new AgentEndedError(record.id, record.reason ?? "terminated");
}

/** Without them it could do more than it was meant to. @throws {InvalidOptionsError} */
export function requireWhole({ id, request: { withheld } }: AgentRecord): void {
  if (withheld.length > 0)
    throw new InvalidOptionsError([
      `agent "${id}" cannot be taken up without what was not written down of its options (${withheld.join(", ")}): give it with "restore"`,
    ]);
}
