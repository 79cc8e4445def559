// Reads everything that was said in one transcript: the conversation, and what is beside it.

import { uncompacted } from "../transcripts/compactions.ts";
import { isMessage, type Link } from "../transcripts/entry-link.ts";
import {
  isForTheModel,
  messagesOf,
  type Part,
  readTranscript,
  saidParts,
  sessionParts,
  subagentParts,
} from "../transcripts/messages.ts";
import type { SessionMessage, Starter } from "../transcripts/session-message.ts";
import type { TranscriptSource } from "../transcripts/transcript-source.ts";
import { findBeside } from "./beside.ts";
import { readable } from "./readable.ts";
import type { SessionBranch } from "./session-export.ts";

export interface Conversation {
  readonly messages: SessionMessage[];
  readonly branches: SessionBranch[];
  /** Subagents in the same transcript. */
  readonly asides: readonly SessionMessage[][];
  /** How many messages are not here, because the CLI wrote them for the model. */
  readonly leftOut: number;
}

/** @param starter Who started it, if it is the transcript of a subagent. */
export async function readWhole(
  source: TranscriptSource,
  includeThinking: boolean,
  starter?: Starter,
): Promise<Conversation> {
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
  const extras = new Map(
    [...beside.extras].map(([uuid, found]) => [uuid, found.map((link): Part => ({ link }))]),
  );
  const branches = beside.branches.map((branch) => ({ ...branch, parts: saidParts(branch.links) }));
  const asides = beside.asides.map((found) => found.map((link): Part => ({ link })));
  const groups = [conversation, ...extras.values(), ...branches.map(({ parts }) => parts), ...asides];
  // The source is opened once.
  const read = await messagesOf(source, groups.flat(), starter);
  const byId = new Map(read.map((message) => [message.uuid, readable(message, includeThinking)]));
  const contentOf = (parts: readonly Part[]): SessionMessage[] =>
    parts.flatMap(({ link, queuedAs }) => byId.get(queuedAs ?? link.uuid) ?? []);
  return {
    messages: conversation.flatMap((part) =>
      contentOf([part, ...(extras.get(part.queuedAs ?? part.link.uuid) ?? [])]),
    ),
    branches: branches.map(({ from, after, parts }) => ({ from, after, messages: contentOf(parts) })),
    asides: asides.map(contentOf),
    leftOut: links.filter((link) => isMessage(link) && !known.has(link.uuid) && hidden(link)).length,
  };
}
