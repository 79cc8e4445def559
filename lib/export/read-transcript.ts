// Reads everything that was said in one transcript: the conversation, and what is beside it.

import { uncompacted } from "../transcripts/compactions.ts";
import { isMessage, type Link, linkOf } from "../transcripts/link.ts";
import {
  belongsToConversation,
  messagesOf,
  type Part,
  placeParts,
  readConversation,
} from "../transcripts/messages.ts";
import { pageFrom } from "../transcripts/page.ts";
import { type Remarks, remarksOn } from "../transcripts/remarks.ts";
import type { SessionMessage, Starter } from "../transcripts/session-message.ts";
import type { TranscriptSource } from "../transcripts/source.ts";
import { readSubagent } from "../transcripts/subagents.ts";
import { findBeside } from "./beside.ts";

/** Messages of a way that the conversation did not go on with. */
export interface Branch {
  readonly from: string | undefined;
  /** The message of the conversation that it is shown behind; undefined at the very beginning. */
  readonly after: string | undefined;
  readonly messages: readonly SessionMessage[];
}

export interface Conversation {
  readonly messages: readonly SessionMessage[];
  readonly branches: readonly Branch[];
  /** Subagents in the same transcript. */
  readonly asides: readonly (readonly SessionMessage[])[];
  /** How many messages are not here, because the CLI wrote them for the model. */
  readonly leftOut: number;
}

const EVERYTHING = { page: pageFrom({}), includeSystem: false, uncompacted: true };

/** @param starter Who started it, if it is the transcript of a subagent. */
export async function readWhole(source: TranscriptSource, starter?: Starter): Promise<Conversation> {
  const messages =
    starter === undefined
      ? await readConversation(source, EVERYTHING)
      : await readSubagent(source, starter, EVERYTHING.page);
  const { links, remarks } = await scan(source);
  const byUuid = new Map(links.map((link) => [link.uuid, link]));
  const shown = messages.map(({ uuid }) => uuid);
  const known = new Set(shown);
  const partOf = (link: Link): Part => ({ link, remarks: remarks.get(link.position) ?? {} });
  const hidden = (link: Link): boolean => isForTheModel(partOf(link)) && starter === undefined;
  const isVisible = (link: Link): boolean => {
    const { queued } = partOf(link).remarks;
    if (queued === undefined) return isMessage(link) && !hidden(link);
    return queued.showable && !queued.internal && !known.has(queued.sentAs ?? link.uuid);
  };
  const isAside = (link: Link): boolean => link.aside && starter === undefined;
  const beside = findBeside({ byUuid, shown, isVisible, isAside });
  const placed = (found: readonly Link[]): Part[] =>
    placeParts(found.map(partOf)).filter(({ link, queuedAs }) => isMessage(link) || queuedAs !== undefined);
  const extras = new Map([...beside.extras].map(([uuid, found]) => [uuid, found.map(partOf)]));
  const branches = beside.branches.map(({ from, after, links: found }) => ({
    from,
    after,
    parts: placed(found),
  }));
  const asides = beside.asides.map((found) => found.map(partOf));
  const groups = [...extras.values(), ...branches.map(({ parts }) => parts), ...asides];
  const contentOf = await read(source, groups.flat(), starter);
  return {
    messages: messages.flatMap((message) => [message].concat(contentOf(extras.get(message.uuid) ?? []))),
    branches: branches.map(({ from, after, parts }) => ({ from, after, messages: contentOf(parts) })),
    asides: asides.map(contentOf),
    leftOut: links.filter((link) => isMessage(link) && !known.has(link.uuid) && hidden(link)).length,
  };
}

async function scan(
  source: TranscriptSource,
): Promise<{ links: readonly Link[]; remarks: ReadonlyMap<number, Remarks> }> {
  const links: Link[] = [];
  const remarks = new Map<number, Remarks>();
  await source.scan((entry, position) => {
    const link = linkOf(entry, position);
    if (link === undefined) return;
    links.push(uncompacted(link));
    remarks.set(position, remarksOn(entry));
  }, belongsToConversation);
  return { links, remarks };
}

/** Words of the CLI, and the silence that ends a turn in which there was nothing to say. */
function isForTheModel({ link, remarks }: Part): boolean {
  return remarks.quiet === true || (link.meta && remarks.outsideVoice !== true);
}

/** Read all that is needed; the source is opened once. */
async function read(
  source: TranscriptSource,
  parts: readonly Part[],
  starter: Starter | undefined,
): Promise<(parts: readonly Part[]) => SessionMessage[]> {
  const messages = await messagesOf(source, parts, starter);
  const byUuid = new Map(messages.map((message) => [message.uuid, message]));
  return (wanted) => wanted.flatMap(({ link, queuedAs }) => byUuid.get(queuedAs ?? link.uuid) ?? []);
}
