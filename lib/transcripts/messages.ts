// The messages of a transcript, in the order in which they were said.
import { isMessage, type Link, lineage, linkOf } from "./entry-link.ts";
import { Deliveries, waitingPrompts } from "./queued-prompts.ts";
import { type Place, type SessionMessage, type Starter, toSessionMessage } from "./session-message.ts";
import { threadOf } from "./thread.ts";
import type { TranscriptSource } from "./transcript-source.ts";

/** What a transcript has of its conversation, without the content. */
export interface Transcript {
  /** In the order of the file. */
  readonly links: readonly Link[];
  readonly deliveries: Deliveries;
}

/** Only how entries hang together is kept in memory; content is read for those that are wanted. */
export async function readTranscript(source: TranscriptSource): Promise<Transcript> {
  const links: Link[] = [];
  const deliveries = new Deliveries();
  await source.scan(
    (entry, position) => {
      deliveries.note(entry);
      const link = linkOf(entry, position);
      if (link !== undefined) links.push(link);
    },
    // Bookkeeping lines are most of a transcript; entries have a uuid.
    (line) => line.includes('"uuid"') || line.includes("absorbed_mid_turn"),
  );
  return { links, deliveries };
}

/** An entry of the conversation, and what its place makes of it. */
export interface Part extends Place {
  readonly link: Link;
}

/** What a session shows: the conversation that a resume would go on with. */
export function sessionParts({ links, deliveries }: Transcript, includeSystem = false): Part[] {
  const thread = threadOf(links);
  const waiting = waitingPrompts(thread, links);
  const parts = placeParts([...thread.links, ...waiting], new Set(waiting), deliveries);
  return parts.filter(({ link, queuedAs }) => {
    if (link.aside) return false;
    if (queuedAs !== undefined) return true;
    return !isForTheModel(link) && (isMessage(link) || (includeSystem && link.type === "system"));
  });
}

/** Words of the CLI, and the silence that ends a turn in which there was nothing to say. */
export function isForTheModel({ quiet, meta, outsideVoice }: Link): boolean {
  return quiet === true || (meta && outsideVoice !== true);
}

/** A subagent talks to nobody but its starter, so its conversation has one branch, and all of it is shown. */
export function subagentParts({ links }: Transcript): Part[] {
  const said = links.filter((link) => isMessage(link) || link.type === "attachment");
  const newest = said.findLast(isMessage);
  const byUuid = new Map(said.map((link) => [link.uuid, link]));
  const way = newest === undefined ? [] : [...lineage(newest, byUuid)].toReversed();
  return saidParts(way);
}

/** What is said in entries that follow each other. */
export function saidParts(links: readonly Link[]): Part[] {
  return placeParts(links).filter(({ link, queuedAs }) => isMessage(link) || queuedAs !== undefined);
}

/** Read the content of some parts, and make messages of them. */
export async function messagesOf(
  source: TranscriptSource,
  parts: readonly Part[],
  starter?: Starter,
): Promise<SessionMessage[]> {
  const messages: SessionMessage[] = [];
  for await (const [entry, index] of source.read(parts.map(({ link }) => link.position)))
    messages.push(toSessionMessage(entry, parts[index] ?? {}, starter));
  return messages;
}

/**
 * Say of each entry what its neighbours make of it.
 *
 * @param waiting Queued prompts that no reply has followed yet.
 * @param deliveries What the CLI noted of queued prompts; a subagent's transcript has no such notes.
 */
function placeParts(
  links: readonly Link[],
  waiting: ReadonlySet<Link> = new Set(),
  deliveries?: Deliveries,
): Part[] {
  const local = completedLocalCommands(links);
  const answered = followedByReply(links, local);
  const verdicts = deliveries?.verdicts(links);
  const shown = new Set(links.map(({ uuid }) => uuid));
  return links.map((link) => {
    if (local.has(link)) return { link, completedLocalCommand: true };
    const { queued } = link;
    const reached = verdicts?.get(link) ?? (answered.has(link) || waiting.has(link));
    if (!queued?.showable || !reached || (deliveries !== undefined && queued.internal)) return { link };
    const queuedAs = queued.sentAs ?? link.uuid;
    // The prompt is there as a message of its own as well.
    if (queuedAs !== link.uuid && shown.has(queuedAs)) return { link };
    shown.add(queuedAs);
    return { link, queuedAs };
  });
}

/** Slash commands and their output, behind the note that says that the model need not react to them. */
function completedLocalCommands(links: readonly Link[]): Set<Link> {
  const found = new Set<Link>();
  let expected: Link["local"][] = [];
  for (const link of links) {
    if (link.type === "assistant") expected = [];
    if (link.type !== "user") continue;
    if (link.meta) {
      if (link.local === "caveat") expected.push("command");
      continue;
    }
    const isExpected = link.local !== undefined && expected.includes(link.local);
    if (isExpected) found.add(link);
    expected = isExpected ? ["output"] : [];
  }
  return found;
}

/** Entries behind which comes a reply and not another prompt: then the model has seen what was queued before. */
function followedByReply(links: readonly Link[], local: ReadonlySet<Link>): Set<Link> {
  const answered = new Set<Link>();
  let next: "reply" | "prompt" | undefined;
  for (const link of links.toReversed()) {
    if (next === "reply") answered.add(link);
    const isResult = link.hasResult && link.parent !== undefined;
    if (link.type === "assistant" || isResult || link.interruption) next = "reply";
    else if (link.type === "user" && !link.meta && !link.compactSummary && !local.has(link)) next = "prompt";
  }
  return answered;
}
