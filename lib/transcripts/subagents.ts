// The subagents of a session on disk: their transcripts lie in a folder beside the session's own.
import { isMessage, type Link, lineage, linkOf, record, text } from "./link.ts";
import { messagesOf, placeParts } from "./messages.ts";
import { type Page, pageOf } from "./page.ts";
import { type Remarks, remarksOn } from "./remarks.ts";
import { findTranscript, subagentDetails, subagentFiles } from "./session-files.ts";
import type { SessionMessage, Starter } from "./session-message.ts";
import { FileSource, type TranscriptSource } from "./source.ts";

const CALL_ID = /^[A-Za-z0-9_.:-]{1,128}$/;
const AGENT_ID = /^[\w-]{1,128}$/;

/** The ids of a session's subagents. */
export async function subagentsOnDisk(sessionId: string, dir: string | undefined): Promise<string[]> {
  const transcript = await findTranscript(sessionId, dir);
  if (transcript === undefined) return [];
  return (await subagentFiles(transcript.file)).map(({ agentId }) => agentId);
}

/** Messages of one subagent; none when there is no such subagent. The id only selects, it never becomes a path. */
export async function subagentMessagesOnDisk(
  sessionId: string,
  agentId: string,
  dir: string | undefined,
  page: Page,
): Promise<SessionMessage[]> {
  const transcript = await findTranscript(sessionId, dir);
  const files = transcript === undefined ? [] : await subagentFiles(transcript.file);
  const found = files.find((subagent) => subagent.agentId === agentId);
  if (found === undefined) return [];
  return readSubagent(new FileSource(found.file), starterIn(await subagentDetails(found.file)), page);
}

/** Who started it, as far as the details tell. */
export function starterIn(details: unknown): Starter {
  const toolUseId = text(record(details)?.["toolUseId"]);
  const parentAgentId = text(record(details)?.["parentAgentId"]);
  return {
    toolUseId: toolUseId !== undefined && CALL_ID.test(toolUseId) ? toolUseId : undefined,
    parentAgentId: parentAgentId !== undefined && AGENT_ID.test(parentAgentId) ? parentAgentId : undefined,
  };
}

/** A subagent talks to nobody but its starter, so its conversation has one branch, and all of it is shown. */
export async function readSubagent(
  source: TranscriptSource,
  starter: Starter,
  page: Page,
): Promise<SessionMessage[]> {
  const links: Link[] = [];
  const remarks = new Map<number, Remarks>();
  await source.scan(
    (entry, position) => {
      const link = linkOf(entry, position);
      if (link === undefined || (!isMessage(link) && link.type !== "attachment")) return;
      links.push(link);
      remarks.set(position, remarksOn(entry));
    },
    (line) => line.includes('"uuid"'),
  );
  const newest = links.findLast(isMessage);
  const byUuid = new Map(links.map((link) => [link.uuid, link]));
  const way = newest === undefined ? [] : [...lineage(newest, byUuid)].toReversed();
  const parts = placeParts(way.map((link) => ({ link, remarks: remarks.get(link.position) ?? {} })));
  const shown = parts.filter(({ link, queuedAs }) => isMessage(link) || queuedAs !== undefined);
  return messagesOf(source, pageOf(shown, page), starter);
}
