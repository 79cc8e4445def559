// The messages of a conversation, in the order in which they were said.
import type { Buffer } from "node:buffer";
import { uncompacted } from "./compactions.ts";
import { isMessage, type Link, linkOf } from "./link.ts";
import { type Page, pageOf } from "./page.ts";
import { type Part, placeParts } from "./placing.ts";
import { Deliveries } from "./queued-prompts.ts";
import { type Remarks, remarksOn } from "./remarks.ts";
import { type SessionMessage, type Starter, toSessionMessage } from "./session-message.ts";
import type { TranscriptSource } from "./source.ts";
import { threadOf } from "./thread.ts";
import { waitingPrompts } from "./waiting-prompts.ts";

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
  const shown = placeParts(parts, new Set(waiting), deliveries).filter((part) =>
    isShown(part, request.includeSystem),
  );
  return messagesOf(source, pageOf(shown, request.page));
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
