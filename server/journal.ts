// Agents that outlive their server: where they are kept, and the manager that has them again.
import path from "node:path";
import { AgentManager, JournalError, JournalInUseError } from "../lib/index.ts";
import type { Address } from "./address.ts";
import { stateFolder } from "./places.ts";
import type { Policy } from "./policy.ts";
import { ServerStartError } from "./start-error.ts";

/**
 * Where a server keeps its agents unless told otherwise, by the address that it was asked to listen on: several servers of
 * one user must not meet, and the next one of the same address is to find the agents of the last. Several servers may take
 * any free port: each has the first of the folders that no other has open.
 */
export function* journalsOf({ host, port }: Address): Generator<string, void> {
  const name = `${host.toLowerCase().replaceAll(/[^a-z0-9.]/g, "-")}-${port}`;
  const folder = path.join(stateFolder(), "agents", name);
  yield folder;
  for (let count = 2; port === 0; count += 1) yield `${folder}-${count}`;
}

/** @throws {ServerStartError} If the folder cannot be used, or another server has it open. */
export async function openAgents(folder: string, policy: Policy): Promise<AgentManager> {
  try {
    return await AgentManager.open({
      journal: folder,
      restore: ({ options }) => policy.optionsAgain(options),
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
