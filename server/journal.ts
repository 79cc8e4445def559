// Agents that outlive their server: where they are kept, and the manager that has them again.
import { createHash } from "node:crypto";
import path from "node:path";
import {
  AgentManager,
  type AgentManagerOptions,
  JournalError,
  JournalInUseError,
  type KeptAgent,
  type Options,
} from "../lib/index.ts";
import { stateFolder } from "./places.ts";
import type { Policy } from "./policy/policy.ts";
import { ServerStartError } from "./start-error.ts";
import type { Nesting } from "./tools/nesting.ts";
import type { Address } from "./transports/address.ts";

/**
 * Where a server keeps its agents unless told otherwise, by the address that it was asked to listen on: several servers of
 * one user must not meet, and the next one of the same address is to find the agents of the last. Several servers may take
 * any free port: each has the first of the folders that no other has open.
 */
export function* journalsOf(at: Address | string): Generator<string, void> {
  if (typeof at === "string") {
    const digest = createHash("sha256").update(path.resolve(at)).digest("hex");
    return yield path.join(stateFolder(), "agents", `socket-${digest.slice(0, 16)}`);
  }
  const { host, port } = at;
  const name = `${host.toLowerCase().replaceAll(/[^a-z0-9.]/g, "-")}-${port}`;
  const folder = path.join(stateFolder(), "agents", name);
  yield folder;
  for (let count = 2; port === 0; count += 1) yield `${folder}-${count}`;
}

/** @throws {ServerStartError} If the folder cannot be used, or another server has it open. */
export async function openAgents(
  folder: string,
  policy: Policy,
  managerOptions: AgentManagerOptions = {},
  nesting?: Nesting,
): Promise<AgentManager> {
  // What agents from before may be depends on it.
  await policy.whyNotConfined();
  try {
    return await AgentManager.open({
      ...managerOptions,
      journal: folder,
      restore: (agent) => optionsAgain(agent, policy, nesting),
    });
  } catch (error) {
    if (error instanceof JournalInUseError)
      throw new ServerStartError(
        "journal_in_use",
        `${error.message} with --journal FOLDER, or none with --no-journal`,
        error,
      );
    if (error instanceof JournalError)
      throw new ServerStartError(
        "journal_unusable",
        `${error.message}, choose another folder with --journal FOLDER, or keep no agents with --no-journal`,
        error,
      );
    throw error;
  }
}

/** @returns Undefined if it may no longer be as it was. */
function optionsAgain(agent: KeptAgent, policy: Policy, nesting: Nesting | undefined): Options | undefined {
  const options = policy.optionsAgain(agent);
  if (options === undefined) return undefined;
  const { sessionId: id, owner = "", parent } = agent;
  // One in a worktree does not nest.
  if (agent.worktree !== undefined) return options;
  // Without nesting it is not to have the server that it had.
  return { ...options, mcpServers: undefined, ...nesting?.equip({ id, owner, parent, options }) };
}
