// What an entry's content says about whether and how it is shown, without keeping the content.

import { blocksOf, type Fields, record, text } from "../stores/unchecked.ts";
import type { Entry } from "./transcript-source.ts";

/** Notable things about an entry; most have none. */
export interface Remarks {
  readonly queued?: QueuedPrompt;
  /** A slash command that the CLI carried out itself: its announcement, the command, what it printed. */
  readonly local?: "caveat" | "command" | "output";
  /** Stands for a reply that never came. */
  readonly interruption?: true;
  readonly compactSummary?: true;
  /** Ends a turn in which there was nothing to say. */
  readonly quiet?: true;
  /** From somebody other than user and CLI; shown even if it is marked as internal. */
  readonly outsideVoice?: true;
}

/** A prompt that was queued while a turn ran; the CLI keeps it as an attachment. */
export interface QueuedPrompt {
  /** Copies of the same prompt have the same one. */
  readonly key: string | undefined;
  /** The uuid that the prompt was sent with. */
  readonly sentAs: string | undefined;
  /** Of the CLI's own making, so not for a list of what users said. */
  readonly internal: boolean;
  /** Has something to show. */
  readonly showable: boolean;
}

const LOCAL = [
  ["<command-name>", "command"],
  ["<local-command-stdout>", "output"],
  ["<local-command-stderr>", "output"],
  ["<local-command-caveat>", "caveat"],
] as const;
/** How the CLI's own words for an interruption begin. */
const INTERRUPTIONS = [
  "[Request interrupted by user]",
  "[Request interrupted by user for tool use]",
  "[Request interrupted: the session ended",
  "[This turn ended before it finished.]",
  "[Agent call interrupted:",
  "[Tool call did not complete:",
  "[Tool call interrupted:",
  "[Tool call result not in this copy:",
  "[Tool call skipped:",
  "The user doesn't want to take this action right now. STOP",
];
const NOTHING_SAID = new Set<unknown>(["", "No response requested."]);
const OUTSIDE_VOICES = new Set<unknown>(
  "channel observer observer-activity slack-ping voice-call peer".split(" "),
);

export function remarksOn(entry: Entry): Remarks {
  const queued = queuedPromptOf(entry);
  if (queued !== undefined) return { queued };
  const outside = isOutsideVoice(entry["origin"]) ? ({ outsideVoice: true } as const) : {};
  const content = record(entry["message"])?.["content"];
  if (entry.type === "assistant") return isQuiet(entry, content) ? { ...outside, quiet: true } : outside;
  if (entry.type !== "user") return outside;
  const local = entry["promptSource"] === undefined ? localCommandPart(content) : undefined;
  return {
    ...outside,
    ...(local === undefined ? {} : { local }),
    ...(isInterruption(content) ? { interruption: true } : {}),
    ...(entry["isCompactSummary"] ? { compactSummary: true } : {}),
  };
}

function isOutsideVoice(origin: unknown): boolean {
  return OUTSIDE_VOICES.has(record(origin)?.["kind"]);
}

export function queuedPromptOf(entry: Entry): QueuedPrompt | undefined {
  const queued = entry.type === "attachment" ? record(entry["attachment"]) : undefined;
  if (queued?.["type"] !== "queued_command") return undefined;
  const { prompt, origin, isMeta } = queued;
  const sentAs = text(queued["source_uuid"]) || undefined;
  return {
    key: keyOfPrompt(queued["delivery_id"], sentAs),
    sentAs,
    internal: Boolean(isMeta) && !isOutsideVoice(origin),
    showable: (typeof prompt === "string" || Array.isArray(prompt)) && !isForwarded(queued),
  };
}

export function keyOfPrompt(deliveryId: unknown, sentAs: unknown): string | undefined {
  if (typeof deliveryId === "string" && deliveryId !== "") return `delivery ${deliveryId}`;
  return typeof sentAs === "string" ? `prompt ${sentAs}` : undefined;
}

/** Passed on from another session, where it was shown. */
function isForwarded(queued: Fields): boolean {
  return Boolean(text(record(queued["forwardedIntent"])?.["lineage"]));
}

function isQuiet(entry: Entry, content: unknown): boolean {
  if (entry["closesQuietTurn"] !== true || !Array.isArray(content) || content.length !== 1) return false;
  const [block] = blocksOf(content, "text");
  return block !== undefined && NOTHING_SAID.has(block["text"]);
}

function localCommandPart(content: unknown): Remarks["local"] {
  const last = text(blocksOf(content, "text").at(-1)?.["text"]);
  return LOCAL.find(([start]) => last?.startsWith(start))?.[1];
}

function isInterruption(content: unknown): boolean {
  const blocks = typeof content === "string" ? blocksOf(content) : content;
  return Array.isArray(blocks) && blocks.length > 0 && blocks.every(standsForReply);
}

function standsForReply(value: unknown): boolean {
  const block = record(value);
  const failed = block?.["type"] === "tool_result" && block["is_error"] === true;
  const said = block?.["type"] === "text" ? block["text"] : failed ? block["content"] : undefined;
  return typeof said === "string" && INTERRUPTIONS.some((start) => said.startsWith(start));
}
