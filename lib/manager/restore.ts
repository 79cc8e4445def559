// Takes up the agents of a journal, whose host has died or was shut down.
import type { Journal, JournalClaim } from "../journal/journal.ts";
import { openJournal } from "../journal/open-journal.ts";
import { isAlive, type ProcessId, signalProcess } from "../process/process-id.ts";
import { warnOnce } from "../process/warn.ts";
import type { AgentOptions } from "./claude.ts";
import { leftOf } from "./claude-transcript.ts";
import type { Fleet } from "./fleet.ts";
import { Journaling } from "./journaling.ts";
import type { OpenManagerOptions } from "./options.ts";
import { type PastAgent, replay } from "./past.ts";
import { AgentRecord, type AgentRequest } from "./record.ts";

/** What a manager that is opened begins with. */
export interface Past {
  /** The number of its first event. */
  readonly firstSeq: number;
  attach(fleet: Fleet): void;
}

interface Found {
  readonly request: AgentRequest;
  readonly past: PastAgent;
  readonly claim: JournalClaim;
}

/** A database behind the port would not like ten thousand at once. */
const AT_ONCE = 64;
/** How long the process of a host that has died is waited for, and how often it is looked at. */
const GONE_MS = 8_000;
const LOOK_MS = 20;
/** Events that were about to be written may have had numbers. */
const UNWRITTEN = 1_000;
/** More than there can be. */
const EVENTS_PER_MS = 1_000;

/** @throws {JournalInUseError} @throws {JournalError} */
export async function readPast(options: OpenManagerOptions): Promise<Past> {
  const { journal: given } = options;
  const own = typeof given === "string" ? await openJournal(given) : undefined;
  if (own?.damage !== undefined)
    warnOnce(`The journal in "${String(given)}": ${own.damage}`, "journal_damaged");
  const journal = own ?? (given as Journal);
  const agents = await findAgents(journal, options).catch(async (error: unknown) => {
    await own?.close();
    throw error;
  });
  const lastSeq = agents.reduce((last, { past }) => Math.max(last, past.seq), -1);
  return {
    // Agents that were forgotten, or could not be written, may have had later ones; but never so many in a time.
    firstSeq: Math.max(Date.now() * EVENTS_PER_MS, lastSeq + 1 + UNWRITTEN),
    attach: (fleet) => {
      const journaling = new Journaling(journal, fleet, own !== undefined);
      fleet.journaling = journaling;
      for (const found of agents) takeUp(found, fleet, journaling);
    },
  };
}

/** Every agent of a journal, oldest first; no manager before this one can write of them any more. */
async function findAgents(journal: Journal, { options, restore }: OpenManagerOptions): Promise<Found[]> {
  const known = [...(await journal.agents())];
  const found: Found[] = [];
  const take = async (): Promise<void> => {
    for (let next = known.pop(); next !== undefined; next = known.pop()) {
      const { agent: id } = next;
      const claim = await journal.claim(id);
      const past = replay(await journal.read(id, -1));
      if (past !== undefined) {
        const isResting = past.state === "parked" || past.state === "ended";
        if (past.process !== undefined && !isResting) await gone(past.process);
        const request = await beginning(past, toRequest(id, past, options ?? {}, restore));
        found.push({ request, past, claim });
      }
      // Its manager has died before anybody knew of it.
      else if (claim.next === claim.first) await journal.remove(id, claim.epoch);
      else warnOnce(`The journal has no beginning of agent "${id}": it is left alone`, "journal_damaged");
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return found.toSorted((a, b) => a.past.createdAt - b.past.createdAt);
}

/** A process whose host has died is ended by the guardian, within seconds; until then it may write its transcript. */
async function gone(process: ProcessId): Promise<void> {
  const deadline = performance.now() + GONE_MS;
  while (isAlive(process) && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  // A pid alone may be another program's by now.
  if (process.started !== "") signalProcess(process, "SIGKILL");
}

/** In its first turn its host may have died before the conversation was on the disk, or before that was noted. */
async function beginning(past: PastAgent, request: AgentRequest): Promise<AgentRequest> {
  if (past.turns > 0 || past.state === "queued") return request;
  const { conversation = request.id } = past;
  const left = await leftOf(request.options, conversation);
  if (left === "messages") past.conversation = conversation;
  else delete past.conversation;
  if (left !== "file" || request.options.sessionId === undefined) return request;
  return { ...request, options: { ...request.options, sessionId: crypto.randomUUID() } };
}

function takeUp({ request, past, claim }: Found, fleet: Fleet, journaling: Journaling): void {
  const record = new AgentRecord(request, fleet.limits.ring, past);
  const { id, state, reason } = record;
  fleet.records.set(id, record);
  journaling.known(record, claim, record.interrupted);
  fleet.retention.touch(record);
  // Those who hear of it find it as it is.
  if (state !== past.state)
    fleet.note(record, { type: "state", state, previous: past.state, ...(reason && { reason }) });
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
