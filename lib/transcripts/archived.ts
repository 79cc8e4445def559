// Whether a session is archived: a mark beside the transcript, which a later prompt takes back.
import { promptIn } from "../stores/first-prompt.ts";
import { blocksOf, type Fields, record, text } from "../stores/unchecked.ts";
import { readBesideFile, writeBesideFile } from "./beside-file.ts";
import type { Ends } from "./ends.ts";
import { parseEntry } from "./entry-line.ts";
import { linesOf } from "./raw-fields.ts";

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

const MARK_FILE = "archived.json";

export async function writeArchivedMark(transcript: string, archived: boolean): Promise<void> {
  await writeBesideFile(transcript, MARK_FILE, { archived, at: new Date().toISOString(), by: "sdk" });
}

/** What the mark says now: a prompt that came after it takes it back. Undefined when there is no mark. */
export function isArchived(transcript: string, { head, tail }: Ends): boolean | undefined {
  const { archived, at } = readBesideFile(transcript, MARK_FILE) ?? {};
  if (typeof archived !== "boolean" || typeof at !== "string" || !ISO_TIME.test(at)) return undefined;
  const since = (line: Ends["head"]): boolean => promptedAfter(line, Date.parse(at));
  return archived && ![...linesOf(tail)].some(since) && (head === tail || ![...linesOf(head)].some(since));
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
  const blocks = blocksOf(content);
  if (blocks.some(({ type }) => type === "tool_result")) return false;
  if (blocks.some(({ type }) => type === "image" || type === "document")) return true;
  const texts = blocks.map((block) => text(block["text"])?.trimStart() ?? "");
  const startsWith = (tag: string): boolean => texts.some((said) => said.startsWith(tag));
  if (origin !== undefined) return texts.some((said) => said !== "") && !startsWith("<command-name>");
  const prompt = promptIn({ type: "user", message: { content } }, {});
  return prompt !== undefined || startsWith("<command-message>");
}

/** Fields that a user's prompt does not have, or in which it has nothing true. */
const ABSENT = ["persist", "wakeupSource", "scheduledTaskId"];
const NOT_TRUE = (
  "isCompactSummary isSidechain isVirtual isVisibleInTranscriptOnly isMeta " +
  "textNotTyped handedOff queueSkipAttachments"
).split(" ");
const BY_USER = new Set<unknown>([undefined, "human", "sdk", "unknown"]);
const MODES = new Set<unknown>([undefined, "prompt", "bash"]);

function isPlainPrompt(entry: Fields): boolean {
  return (
    entry["type"] === "user" &&
    NOT_TRUE.every((field) => isNotTrue(entry[field])) &&
    ABSENT.every((field) => entry[field] === undefined) &&
    BY_USER.has(entry["turnOrigin"]) &&
    (entry["toolUseResult"] ?? null) === null
  );
}

function isPlainQueued(entry: Fields, queued: Fields): boolean {
  return (
    queued["type"] === "queued_command" &&
    MODES.has(queued["commandMode"]) &&
    isNotTrue(entry["isSidechain"]) &&
    isNotTrue(queued["isMeta"])
  );
}

function isNotTrue(value: unknown): boolean {
  return (value ?? false) === false;
}
