// The subagents of a session on disk: their transcripts lie in a folder beside the session's own.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { folderOfTranscript, metadataFile } from "../config-folder.ts";
import { findTranscript } from "./find.ts";
import { isMessage, type Link, lineage, linkOf, record, text } from "./link.ts";
import { messagesOf } from "./messages.ts";
import { type Page, pageOf } from "./page.ts";
import { placeParts } from "./placing.ts";
import { type Remarks, remarksOn } from "./remarks.ts";
import type { SessionMessage, Starter } from "./session-message.ts";
import { FileSource, type TranscriptSource } from "./source.ts";

/** One subagent's transcript on disk. */
export interface SubagentFile {
  readonly agentId: string;
  readonly file: string;
}

const CALL_ID = /^[A-Za-z0-9_.:-]{1,128}$/;
const AGENT_ID = /^[\w-]{1,128}$/;
const FILE_NAME = /^agent-(.*)\.jsonl$/s;

export async function subagentFiles(sessionId: string, dir: string | undefined): Promise<SubagentFile[]> {
  const transcript = await findTranscript(sessionId, dir);
  if (transcript === undefined) return [];
  return agentsIn(path.join(folderOfTranscript(transcript.file), "subagents"));
}

async function agentsIn(folder: string): Promise<SubagentFile[]> {
  const items = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: SubagentFile[] = [];
  for (const item of items.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const agentId = FILE_NAME.exec(item.name)?.[1];
    const file = path.join(folder, item.name);
    if (item.isFile() && agentId !== undefined) found.push({ agentId, file });
    else if (item.isDirectory()) found.push(...(await agentsIn(file)));
  }
  return found;
}

/** Messages of one subagent; none when there is no such subagent. The id only selects, it never becomes a path. */
export async function subagentMessagesOnDisk(
  sessionId: string,
  agentId: string,
  dir: string | undefined,
  page: Page,
): Promise<SessionMessage[]> {
  const found = (await subagentFiles(sessionId, dir)).find((subagent) => subagent.agentId === agentId);
  if (found === undefined) return [];
  const details = await readFile(metadataFile(found.file), "utf8").catch(() => "");
  return readSubagent(new FileSource(found.file), starterIn(parsed(details)), page);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Written by an older version, or not yet: the messages can be read without it.
    return undefined;
  }
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
