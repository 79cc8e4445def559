// The messages of a conversation, in the order in which they were said.
import type { Buffer } from "node:buffer";
import { uncompacted } from "./compactions.ts";
import { isMessage, type Link, linkOf } from "./link.ts";
import { type Page, pageOf } from "./page.ts";
import { Deliveries, waitingPrompts } from "./queued-prompts.ts";
import { type Remarks, remarksOn } from "./remarks.ts";
import { type Place, type SessionMessage, type Starter, toSessionMessage } from "./session-message.ts";
import type { TranscriptSource } from "./source.ts";
import { threadOf } from "./thread.ts";

export interface ConversationRequest {
  /** Which messages; counted after those that are not shown have been left out. */
  readonly page: Page;
  readonly includeSystem: boolean;
  /** Everything in the order in which it was said, also what was compacted since and what a resume no longer has. */
  readonly uncompacted?: boolean;
}

/** Read a conversation. Only how entries hang together is kept in memory; content is read for the page alone. */
export async function readConversation(
  source: TranscriptSource,
  request: ConversationRequest,
): Promise<SessionMessage[]> {
  return messagesOf(source, pageOf(await conversationParts(source, request), request.page));
}

/** The conversation without what was said. */
export async function conversationParts(
  source: TranscriptSource,
  request: Omit<ConversationRequest, "page">,
): Promise<readonly Part[]> {
  const links: Link[] = [];
  const remarks = new Map<number, Remarks>();
  const deliveries = new Deliveries();
  await source.scan((entry, position) => {
    const noted = remarksOn(entry);
    deliveries.note(entry, noted.queued);
    const link = linkOf(entry, position);
    if (link === undefined) return;
    links.push(link);
    remarks.set(position, noted);
  }, belongsToConversation);
  const all = request.uncompacted === true ? links.map(uncompacted) : links;
  const thread = threadOf(all);
  const waiting = waitingPrompts(thread, all);
  const parts = [...thread.links, ...waiting].map((link) => ({
    link,
    remarks: remarks.get(link.position) ?? {},
  }));
  return placeParts(parts, new Set(waiting), deliveries).filter((part) =>
    isShown(part, request.includeSystem),
  );
}

/** Bookkeeping lines are most of a transcript; entries have a uuid. */
export function belongsToConversation(line: Buffer): boolean {
  return line.includes('"uuid"') || line.includes("absorbed_mid_turn");
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

function isShown({ link, remarks, queuedAs }: Part, includeSystem: boolean): boolean {
  if (link.aside || remarks.quiet === true) return false;
  if (queuedAs !== undefined) return true;
  if (link.meta && remarks.outsideVoice !== true) return false;
  return isMessage(link) || (includeSystem && link.type === "system");
}

/** An entry of the conversation, what is notable about it, and what its place makes of it. */
export interface Part extends Place {
  readonly link: Link;
  readonly remarks: Remarks;
}

/**
 * Say of each entry what its neighbours make of it.
 *
 * @param waiting Queued prompts that no reply has followed yet.
 * @param deliveries What the CLI noted of queued prompts; a subagent's transcript has no such notes.
 */
export function placeParts(
  parts: readonly Part[],
  waiting: ReadonlySet<Link> = new Set(),
  deliveries?: Deliveries,
): Part[] {
  const local = completedLocalCommands(parts);
  const answered = followedByReply(parts, local);
  const links = parts.map(({ link }) => link);
  const keys = new Map(parts.map(({ link, remarks }) => [link, remarks.queued?.key]));
  const verdicts = deliveries?.verdicts(links, (link) => keys.get(link));
  const shown = new Set(links.map(({ uuid }) => uuid));
  return parts.map((part, index) => {
    if (local.has(part)) return { ...part, completedLocalCommand: true };
    const queued = part.remarks.queued;
    const { link } = part;
    const reached = verdicts?.get(link) ?? (answered[index] === true || waiting.has(link));
    if (!queued?.showable || !reached || (deliveries !== undefined && queued.internal)) return part;
    const uuid = queued.sentAs ?? link.uuid;
    // The prompt is there as a message of its own as well.
    if (uuid !== link.uuid && shown.has(uuid)) return part;
    shown.add(uuid);
    return { ...part, queuedAs: uuid };
  });
}

/** Slash commands and their output, behind the note that says that the model need not react to them. */
function completedLocalCommands(parts: readonly Part[]): Set<Part> {
  const found = new Set<Part>();
  let expected = { command: false, output: false };
  for (const part of parts) {
    const { link, remarks } = part;
    if (link.type === "assistant") expected = { command: false, output: false };
    if (link.type !== "user") continue;
    if (link.meta) {
      if (remarks.local === "caveat") expected.command = true;
      continue;
    }
    const isExpected = remarks.local !== undefined && remarks.local !== "caveat" && expected[remarks.local];
    if (isExpected) found.add(part);
    expected = { command: false, output: isExpected };
  }
  return found;
}

/** Whether what comes next is a reply and not another prompt: then the model has seen what was queued before. */
function followedByReply(parts: readonly Part[], local: ReadonlySet<Part>): boolean[] {
  const answers: boolean[] = [];
  let next: "reply" | "prompt" | undefined;
  for (const part of parts.toReversed()) {
    answers.push(next === "reply");
    const { link, remarks } = part;
    const isResult = link.hasResult && link.parent !== undefined;
    if (link.type === "assistant" || isResult || remarks.interruption) next = "reply";
    else if (link.type === "user" && !link.meta && !remarks.compactSummary && !local.has(part))
      next = "prompt";
  }
  return answers.toReversed();
}
