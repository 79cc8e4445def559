// Reads everything that was said in one transcript: the conversation, and what is beside it.

import { uncompacted } from "../transcripts/compactions.ts";
import { isMessage, type Link } from "../transcripts/entry-link.ts";
import {
  messagesOf,
  type Part,
  placeParts,
  readTranscript,
  sessionParts,
  subagentParts,
} from "../transcripts/messages.ts";
import type { SessionMessage, Starter } from "../transcripts/session-message.ts";
import type { TranscriptSource } from "../transcripts/transcript-source.ts";
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

/** @param starter Who started it, if it is the transcript of a subagent. */
export async function readWhole(source: TranscriptSource, starter?: Starter): Promise<Conversation> {
  const { links: written, deliveries } = await readTranscript(source);
  // Everything in the order in which it was said, also what was compacted since and what a resume no longer has.
  const links = written.map(uncompacted);
  const said = { links, deliveries };
  const conversation = starter === undefined ? sessionParts(said) : subagentParts(said);
  const shown = conversation.map(({ link, queuedAs }) => queuedAs ?? link.uuid);
  const known = new Set(shown);
  const hidden = (link: Link): boolean => isForTheModel(link) && starter === undefined;
  const isVisible = (link: Link): boolean => {
    const { queued } = link;
    if (queued === undefined) return isMessage(link) && !hidden(link);
    return queued.showable && !queued.internal && !known.has(queued.sentAs ?? link.uuid);
  };
  const isAside = (link: Link): boolean => link.aside && starter === undefined;
  const byUuid = new Map(links.map((link) => [link.uuid, link]));
  const beside = findBeside({ byUuid, shown, isVisible, isAside });
  const placed = (found: readonly Link[]): Part[] =>
    placeParts(found).filter(({ link, queuedAs }) => isMessage(link) || queuedAs !== undefined);
  const extras = new Map([...beside.extras].map(([uuid, found]) => [uuid, found.map(asPart)]));
  const branches = beside.branches.map(({ from, after, links: found }) => ({
    from,
    after,
    parts: placed(found),
  }));
  const asides = beside.asides.map((found) => found.map(asPart));
  const groups = [conversation, ...extras.values(), ...branches.map(({ parts }) => parts), ...asides];
  const contentOf = await read(source, groups.flat(), starter);
  return {
    messages: conversation.flatMap((part) =>
      contentOf([part, ...(extras.get(part.queuedAs ?? part.link.uuid) ?? [])]),
    ),
    branches: branches.map(({ from, after, parts }) => ({ from, after, messages: contentOf(parts) })),
    asides: asides.map(contentOf),
    leftOut: links.filter((link) => isMessage(link) && !known.has(link.uuid) && hidden(link)).length,
  };
}

function asPart(link: Link): Part {
  return { link };
}

/** Words of the CLI, and the silence that ends a turn in which there was nothing to say. */
function isForTheModel({ quiet, meta, outsideVoice }: Link): boolean {
  return quiet === true || (meta && outsideVoice !== true);
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
