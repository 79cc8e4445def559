// Takes up the agents of a journal, whose host has died or was shut down.
import { InvalidOptionsError } from "../errors/input.ts";
import { JournalError } from "../errors/journal.ts";
import type { Journal, JournalClaim } from "../journal/journal.ts";
import { openJournal } from "../journal/open-journal.ts";
import { loggable } from "../loggable.ts";
import { isAlive, type ProcessId } from "../process/process-id.ts";
import { warnOnce } from "../process/warn.ts";
import { inOwnFolder } from "./agent-folders.ts";
import type { AgentRequest } from "./agent-request.ts";
import { type BudgetReport, BudgetScope } from "./budget.ts";
import type { AgentOptions } from "./claude.ts";
import { leftOf } from "./claude-transcript.ts";
import type { Fleet } from "./fleet.ts";
import { Journaling } from "./journaling.ts";
import { limitsOf } from "./limits.ts";
import { LineFolder } from "./line-folder.ts";
import type { OpenManagerOptions } from "./options.ts";
import { endOrphans } from "./orphans.ts";
import { type PastAgent, replay } from "./past.ts";
import { AgentRecord } from "./record.ts";
import { Worktree } from "./worktrees.ts";

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
/** How long a process of another host is waited for, and how often it is looked at. */
const GONE_MS = 8_000;
const LOOK_MS = 20;
/** Events that were about to be written may have had numbers. */
const UNWRITTEN = 1_000;
/** More than there can be. */
const EVENTS_PER_MS = 1_000;

/** @throws {JournalInUseError} @throws {JournalError} */
export async function readPast(options: OpenManagerOptions): Promise<Past> {
  const { journal: given, keepLines = false } = options;
  if (keepLines && typeof given !== "string")
    throw new InvalidOptionsError(['"keepLines" needs a "journal" that is the path of a folder']);
  const own = typeof given === "string" ? await openJournal(given) : undefined;
  if (own?.damage !== undefined)
    warnOnce(loggable(`The journal in "${String(given)}": ${own.damage}`), "journal_damaged");
  const journal = own ?? (given as Journal);
  // Nobody else writes into their conversations then. Where it cannot be seen what runs, nothing is found.
  await endOrphans().catch(() => undefined);
  let lines: LineFolder | undefined;
  let agents: Found[];
  try {
    if (keepLines) lines = await openLines(String(given), options);
    agents = await findAgents(journal, options, lines);
    await lines?.removeOthers();
  } catch (error) {
    await own?.close();
    throw error;
  }
  const lastSeq = agents.reduce((last, { past }) => Math.max(last, past.seq), -1);
  return {
    // Agents that were forgotten, or could not be written, may have had later ones; but never so many in a time.
    firstSeq: Math.max(Date.now() * EVENTS_PER_MS, lastSeq + 1 + UNWRITTEN),
    attach: (fleet) => {
      const journaling = new Journaling(journal, fleet, own !== undefined, lines);
      fleet.journaling = journaling;
      const scopes = new Map<string, BudgetScope>();
      for (const found of agents) takeUp(found, fleet, journaling, scopes);
    },
  };
}

/** @throws {JournalError} */
async function openLines(journal: string, options: OpenManagerOptions): Promise<LineFolder> {
  try {
    return await LineFolder.open(`${journal}/lines`, limitsOf(options).ring);
  } catch (error) {
    throw new JournalError(`in "${journal}" cannot be opened`, error);
  }
}

/** Every agent of a journal, oldest first; no manager before this one can write of them any more. */
async function findAgents(
  journal: Journal,
  { options, restore }: OpenManagerOptions,
  lines: LineFolder | undefined,
): Promise<Found[]> {
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
        past.messages = Math.max(past.messages, (await lines?.find(id, past.createdAt)) ?? 0);
        const request = await beginning(past, toRequest(id, past, options ?? {}, restore));
        found.push({ request, past, claim });
      }
      // Its manager has died before anybody knew of it.
      else if (claim.next === claim.first) await journal.remove(id, claim.epoch);
      else
        warnOnce(
          loggable(`The journal has no beginning of agent "${id}": it is left alone`),
          "journal_damaged",
        );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  return found.toSorted((a, b) => a.past.createdAt - b.past.createdAt);
}

/** A host that lives and has lost its agents ends their processes itself; until then they may write their transcripts. */
async function gone(process: ProcessId): Promise<void> {
  const deadline = performance.now() + GONE_MS;
  while (isAlive(process) && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
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

/** @param scopes Of those that were taken up before: agents of a tree share its budget. */
function takeUp(
  { request, past, claim }: Found,
  fleet: Fleet,
  journaling: Journaling,
  scopes: Map<string, BudgetScope>,
): void {
  const budgets = (past.budgets ?? []).map((report) => scopeOf(report, scopes));
  const record = new AgentRecord({ ...request, budgets }, fleet.limits.ring, past);
  const { id, state, reason } = record;
  fleet.records.set(id, record);
  fleet.budgets.know(record);
  const { rateLimit } = past.outcome ?? {};
  if (rateLimit?.resetsAt !== undefined) fleet.rateLimits.known(record, rateLimit);
  journaling.known(record, claim, record.interrupted);
  fleet.retention.touch(record);
  // Those who hear of it find it as it is.
  if (state !== past.state)
    fleet.note(record, { type: "state", state, previous: past.state, ...(reason && { reason }) });
}

/** What has last been used of it stands with the agent that was the last to use it. */
function scopeOf(
  { kind, sessionId, limits, used }: BudgetReport,
  scopes: Map<string, BudgetScope>,
): BudgetScope {
  const key = `${kind} ${sessionId}`;
  const scope = scopes.get(key) ?? new BudgetScope(kind, sessionId, limits);
  scopes.set(key, scope);
  scope.atLeast(used);
  return scope;
}

function toRequest(
  id: string,
  past: PastAgent,
  defaults: AgentOptions,
  restore: OpenManagerOptions["restore"],
): AgentRequest {
  const { label, owner, parent, root = parent ?? id, asks, options, withheld, meta } = past;
  const worktree = past.worktree && Worktree.again(past.worktree);
  const about = {
    sessionId: id,
    label,
    askPermissions: asks,
    ...(owner !== undefined && { owner }),
    ...(parent !== undefined && { parent }),
    ...(worktree !== undefined && { worktree: worktree.view }),
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
    ...(meta !== undefined && { meta }),
    worktree,
    given,
    options: inOwnFolder(
      all.resume === undefined || all.forkSession === true ? { ...all, sessionId: id } : all,
      id,
    ),
    withheld: withheld.filter((name) => !Object.hasOwn(given, name)),
    budgets: [],
  };
}
