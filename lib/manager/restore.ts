// Takes up the agents of a journal, whose host has died or was shut down.
import type { Journal, JournalClaim } from "../journal/journal.ts";
import { openJournal } from "../journal/open-journal.ts";
import { warnOnce } from "../process/warn.ts";
import type { AgentOptions } from "./claude.ts";
import type { Fleet } from "./fleet.ts";
import { Journaling } from "./journaling.ts";
import type { OpenManagerOptions } from "./options.ts";
import { type PastAgent, replay } from "./past.ts";
import type { AgentRequest } from "./record.ts";

/** What a manager that is opened begins with. */
export interface Past {
  /** The number of its first event. */
  readonly firstSeq: number;
  /** @param defaults The options of all agents. */
  attach(fleet: Fleet, defaults: AgentOptions): void;
}

interface Found {
  readonly id: string;
  readonly past: PastAgent;
  readonly claim: JournalClaim;
}

/** A database behind the port would not like ten thousand at once. */
const AT_ONCE = 64;
/** Events that were about to be written may have had numbers; nobody is to see one of those twice. */
const UNWRITTEN = 1_000;

/** @throws {JournalInUseError} @throws {JournalError} */
export async function readPast({ journal: given, restore }: OpenManagerOptions): Promise<Past> {
  const isFolder = typeof given === "string";
  const journal = isFolder ? await openJournal(given) : given;
  const { damage } = journal as { damage?: string };
  if (isFolder && damage !== undefined) warnOnce(`The journal in "${given}": ${damage}`, "journal_damaged");
  const agents = await findAgents(journal).catch(async (error: unknown) => {
    if (isFolder) await journal.close();
    throw error;
  });
  const lastSeq = agents.reduce((last, { past }) => Math.max(last, past.seq), -1);
  return {
    firstSeq: lastSeq === -1 ? 0 : lastSeq + 1 + UNWRITTEN,
    attach: (fleet, defaults) => {
      fleet.journaling = new Journaling(journal, fleet, isFolder);
      fleet.restore(
        agents.map(({ id, past, claim }) => ({
          request: toRequest(id, past, defaults, restore),
          past,
          claim,
        })),
      );
    },
  };
}

/** Every agent of a journal, oldest first; no manager before this one can write of them any more. */
async function findAgents(journal: Journal): Promise<Found[]> {
  const known = [...(await journal.agents())];
  const found: Found[] = [];
  const take = async (): Promise<void> => {
    for (let next = known.pop(); next !== undefined; next = known.pop()) {
      const { agent: id } = next;
      const claim = await journal.claim(id);
      const past = replay(await journal.read(id, -1));
      if (past !== undefined) found.push({ id, past, claim });
      else warnOnce(`The journal has no beginning of agent "${id}": it is left alone`, "journal_damaged");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return found.toSorted((a, b) => a.past.createdAt - b.past.createdAt);
}

function toRequest(
  id: string,
  past: PastAgent,
  defaults: AgentOptions,
  restore: OpenManagerOptions["restore"],
): AgentRequest {
  const { label, owner, parent, root = parent ?? id, asks, options, withheld } = past;
  const about = {
    sessionId: id,
    label,
    ...(owner !== undefined && { owner }),
    ...(parent !== undefined && { parent }),
  };
  const again = withheld.length === 0 ? undefined : restore?.({ ...about, options, withheld });
  const given = { ...options, ...again };
  const all = { ...defaults, ...given };
  return {
    id,
    label,
    owner,
    parent,
    root,
    asks,
    given,
    options: all.resume === undefined || all.forkSession === true ? { ...all, sessionId: id } : all,
    withheld: withheld.filter((name) => !Object.hasOwn(given, name)),
  };
}
