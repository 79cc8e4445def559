// Whether a session is archived: a mark beside the transcript, which a later prompt takes back.
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { folderOfTranscript } from "../config-folder.ts";
import { readRegularFileNow } from "../regular-file.ts";
import { promptIn } from "../stores/first-prompt.ts";
import type { Ends } from "./ends.ts";
import { parseEntry } from "./entry-line.ts";
import { linesOf } from "./fields.ts";
import { type Fields, record } from "./unchecked.ts";

/** The mark as it is on disk. */
export interface ArchivedMark {
  readonly archived: boolean;
  /** When it was set, in milliseconds since 1970. */
  readonly at: number;
}

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function markFile(transcript: string): string {
  return path.join(folderOfTranscript(transcript), "archived.json");
}

export function readArchivedMark(transcript: string): ArchivedMark | undefined {
  const json = readRegularFileNow(markFile(transcript));
  if (json === undefined) return undefined;
  try {
    const { archived, at } = JSON.parse(json) as Fields;
    if (typeof archived !== "boolean" || typeof at !== "string" || !ISO_TIME.test(at)) return undefined;
    return { archived, at: Date.parse(at) };
  } catch {
    // A mark that nobody can read is none.
    return undefined;
  }
}

/** Put the mark in place at once, so that nobody reads half of it. */
export async function writeArchivedMark(transcript: string, archived: boolean): Promise<void> {
  const file = markFile(transcript);
  await mkdir(path.dirname(file), { recursive: true, mode: PRIVATE_FOLDER });
  const draft = `${file}.${crypto.randomUUID()}`;
  try {
    const handle = await open(draft, "wx", PRIVATE_FILE);
    try {
      await handle.writeFile(JSON.stringify({ archived, at: new Date().toISOString(), by: "sdk" }));
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** What the mark says now: a session in which a user wrote since is archived no longer. */
export function isArchived(mark: ArchivedMark | undefined, { head, tail }: Ends): boolean | undefined {
  if (mark?.archived !== true) return mark?.archived;
  const since = (line: Uint8Array): boolean => promptedAfter(line as Ends["head"], mark.at);
  return ![...linesOf(tail)].some(since) && (head === tail || ![...linesOf(head)].some(since));
}

function promptedAfter(line: Ends["head"], time: number): boolean {
  if (!line.includes('"user"') && !line.includes('"queued_command"')) return false;
  if (line.includes('"tool_result"')) return false;
  // None when the line is cut off at the end of what was read.
  const entry = parseEntry(line);
  return entry !== undefined && isByUser(entry) && Date.parse(String(entry["timestamp"])) > time;
}

/** Written by a person or a program for this session, and not by the CLI for itself. */
function isByUser(entry: Fields): boolean {
  const queued = entry["type"] === "attachment" ? record(entry["attachment"]) : undefined;
  if (queued === undefined ? !isPlainPrompt(entry) : !isPlainQueued(entry, queued)) return false;
  const origin = record((queued ?? entry)["origin"]);
  if (origin !== undefined && origin["kind"] !== "human") return false;
  const content = queued === undefined ? record(entry["message"])?.["content"] : queued["prompt"];
  const blocks = typeof content === "string" ? [{ type: "text", text: content }] : asBlocks(content);
  if (blocks.some(({ type }) => type === "tool_result")) return false;
  if (blocks.some(({ type }) => type === "image" || type === "document")) return true;
  const texts = blocks.map(({ text }) => (typeof text === "string" ? text.trimStart() : ""));
  if (origin !== undefined)
    return texts.some((text) => text !== "") && !texts.some((text) => text.startsWith("<command-name>"));
  return (
    promptIn({ type: "user", message: { content } }, {}) !== undefined ||
    texts.some((text) => text.startsWith("<command-message>"))
  );
}

const NOT_SET = [
  "isCompactSummary",
  "isSidechain",
  "isVirtual",
  "isVisibleInTranscriptOnly",
  "isMeta",
  "textNotTyped",
  "handedOff",
  "queueSkipAttachments",
];
const ABSENT = ["persist", "wakeupSource", "scheduledTaskId"];
const BY_USER = new Set<unknown>([undefined, "human", "sdk", "unknown"]);

function isPlainPrompt(entry: Fields): boolean {
  return (
    entry["type"] === "user" &&
    NOT_SET.every((flag) => (entry[flag] ?? false) === false) &&
    ABSENT.every((field) => entry[field] === undefined) &&
    BY_USER.has(entry["turnOrigin"]) &&
    (entry["toolUseResult"] ?? null) === null
  );
}

function isPlainQueued(entry: Fields, queued: Fields): boolean {
  const mode = queued["commandMode"];
  return (
    queued["type"] === "queued_command" &&
    (mode === undefined || mode === "prompt" || mode === "bash") &&
    (entry["isSidechain"] ?? false) === false &&
    (queued["isMeta"] ?? false) === false
  );
}

function asBlocks(content: unknown): Fields[] {
  return Array.isArray(content) ? content.map(record).filter((block) => block !== undefined) : [];
}
