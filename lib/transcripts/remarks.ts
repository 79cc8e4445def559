// What has to be known of an entry's content to tell whether and how it is shown, without keeping the content.
import { record } from "./link.ts";
import { isOutsideVoice, type QueuedPrompt, queuedPromptOf } from "./queued-prompts.ts";
import type { Entry } from "./source.ts";

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

const LOCAL: readonly [start: string, kind: "caveat" | "command" | "output"][] = [
  ["<command-name>", "command"],
  ["<local-command-stdout>", "output"],
  ["<local-command-stderr>", "output"],
  ["<local-command-caveat>", "caveat"],
];
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

const UNREMARKABLE: Remarks = {};

export function remarksOn(entry: Entry): Remarks {
  const queued = queuedPromptOf(entry);
  if (queued !== undefined) return { queued };
  const outside = isOutsideVoice(entry["origin"]) ? ({ outsideVoice: true } as const) : UNREMARKABLE;
  if (entry.type === "assistant") return isQuiet(entry) ? { ...outside, quiet: true } : outside;
  if (entry.type !== "user") return outside;
  const local = localCommandPart(entry);
  return {
    ...outside,
    ...(local === undefined ? {} : { local }),
    ...(isInterruption(entry) ? { interruption: true } : {}),
    ...(entry["isCompactSummary"] ? { compactSummary: true } : {}),
  };
}

function contentOf(entry: Entry): unknown {
  return record(entry["message"])?.["content"];
}

function isQuiet(entry: Entry): boolean {
  const content = contentOf(entry);
  if (entry["closesQuietTurn"] !== true || !Array.isArray(content) || content.length !== 1) return false;
  const block = record(content[0]);
  return block?.["type"] === "text" && NOTHING_SAID.has(block["text"]);
}

function localCommandPart(entry: Entry): Remarks["local"] {
  if (entry["promptSource"] !== undefined) return undefined;
  const content = contentOf(entry);
  const last = Array.isArray(content)
    ? record(content.findLast((block) => record(block)?.["type"] === "text"))?.["text"]
    : content;
  if (typeof last !== "string") return undefined;
  return LOCAL.find(([start]) => last.startsWith(start))?.[1];
}

function isInterruption(entry: Entry): boolean {
  const content = contentOf(entry);
  if (typeof content === "string") return isInterruptionText(content);
  return (
    Array.isArray(content) &&
    content.length > 0 &&
    content.every((block) => isInterruptionText(textOf(block)))
  );
}

function textOf(value: unknown): unknown {
  const block = record(value);
  if (block?.["type"] === "text") return block["text"];
  return block?.["type"] === "tool_result" && block["is_error"] === true ? block["content"] : undefined;
}

function isInterruptionText(text: unknown): boolean {
  return typeof text === "string" && INTERRUPTIONS.some((start) => text.startsWith(start));
}
