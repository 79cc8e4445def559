// One message of a kept conversation, as programs get it.
import { present } from "../json-object.ts";
import { blocksOf, type Fields, record, text } from "../stores/unchecked.ts";
import type { Entry } from "./transcript-source.ts";

/** A message of a kept conversation. */
export type SessionMessage = {
  type: "user" | "assistant" | "system";
  uuid: string;
  /**
   * The uuid of the entry that it follows in the transcript, null for the first one. That may be an entry that is not a
   * message, such as an attachment; messages with the same one are branches.
   */
  parentUuid?: string | null | undefined;
  session_id: string;
  /** The message as the API has it, with `role` and `content`; undefined for system messages. */
  message: unknown;
  /** For a subagent's messages: the call that started it. */
  parent_tool_use_id: string | null;
  /** For a subagent's messages: the subagent that started it, or null if the session itself did. */
  parent_agent_id: string | null;
  /** ISO 8601. */
  timestamp?: string | undefined;
  /** Where a user message came from, if not from the user. */
  origin?: unknown;
  /** Written by the CLI for the model, not by the user. */
  is_meta?: true;
  /** The summary that a compaction put in place of what came before. */
  isCompactSummary?: true;
  /** A prompt that reached the model while a turn ran. */
  isQueuedCommand?: true;
  /** A slash command that the CLI carried out by itself, or its output. */
  isCompletedLocalCommand?: true;
  interruptedByShutdown?: true;
  toolDenialUnanswered?: string;
  /** Why a call that this is the result of was not carried out. */
  tool_result_meta?: { id: string; non_execution_kind: string }[];
};

/** What the place of an entry in its conversation says about it. */
export interface Place {
  /** For an attachment with a queued prompt: the uuid that the prompt was sent with. */
  readonly queuedAs?: string | undefined;
  readonly completedLocalCommand?: boolean | undefined;
}

/** Who started the subagent whose message it is. */
export interface Starter {
  readonly toolUseId?: string | undefined;
  readonly parentAgentId?: string | undefined;
}

const DENIALS = new Set(
  (
    "user-rejected permission-rule automode-blocked automode-unavailable automode-parsing-error " +
    "interrupted cancelled"
  ).split(" "),
);
const AGENT_ID = /^[\w-]{1,128}$/;
const TASK = "task-notification";

/** Who started a subagent, as far as the CLI's notes on it tell. */
export function starterIn({ toolUseId, parentAgentId }: Fields): Starter {
  const agent = text(parentAgentId);
  return {
    toolUseId: isId(toolUseId) ? toolUseId : undefined,
    parentAgentId: agent !== undefined && AGENT_ID.test(agent) ? agent : undefined,
  };
}

export function toSessionMessage(entry: Entry, place: Place, starter: Starter = {}): SessionMessage {
  const said: Fields = place.queuedAs === undefined ? entry : promptOfQueued(entry, place.queuedAs);
  const origin = record(said["origin"]);
  const unanswered = said["toolDenialUnanswered"];
  const flags = [said["isMeta"], said["isCompactSummary"], said["isVisibleInTranscriptOnly"]];
  return {
    type: said["type"] as SessionMessage["type"],
    uuid: said["uuid"] as string,
    parentUuid: text(entry["parentUuid"]) ?? null,
    session_id: said["sessionId"] as string,
    message: said["message"],
    parent_tool_use_id: starter.toolUseId ?? null,
    parent_agent_id: starter.parentAgentId ?? null,
    ...present({
      interruptedByShutdown: isTrue(said["interruptedByShutdown"]),
      toolDenialUnanswered: unanswered === "stream-closed" ? unanswered : undefined,
      tool_result_meta: denial(said),
      isCompactSummary: isTrue(said["isCompactSummary"]),
      is_meta: isTrue(flags.includes(true)),
      isQueuedCommand: isTrue(place.queuedAs !== undefined),
      isCompletedLocalCommand: isTrue(place.completedLocalCommand),
    }),
    timestamp: text(said["timestamp"]),
    ...present({ origin: origin && publicOrigin(origin) }),
  };
}

function isTrue(value: unknown): true | undefined {
  return value === true ? true : undefined;
}

/** Only for a message that is the result of one call: with more, nobody knows which was denied. */
function denial(said: Fields): SessionMessage["tool_result_meta"] {
  const kind = text(said["toolDenialKind"]) ?? "";
  const [result, another] = blocksOf(record(said["message"])?.["content"], "tool_result");
  const id = result?.["tool_use_id"];
  if (!DENIALS.has(kind) || another !== undefined || typeof id !== "string") return undefined;
  return [{ id, non_execution_kind: kind }];
}

function promptOfQueued(entry: Entry, uuid: string): Fields {
  const { prompt, isMeta, origin, commandMode, runId } = record(entry["attachment"]) ?? {};
  const from = originOfQueued(record(origin), commandMode, runId);
  return {
    type: "user",
    uuid,
    sessionId: entry["sessionId"],
    timestamp: entry.timestamp,
    message: { role: "user", content: prompt },
    isMeta: Boolean(isMeta),
    ...(from === undefined ? {} : { origin: from }),
  };
}

function originOfQueued(origin: Fields | undefined, mode: unknown, runId: unknown): Fields | undefined {
  const isKnown = typeof origin?.["kind"] === "string";
  const from = isKnown ? origin : mode === TASK ? { kind: TASK } : undefined;
  return from?.["kind"] === TASK && from["runId"] === undefined && isId(runId) ? { ...from, runId } : from;
}

/** The part of a task notification's origin that is meant for programs; other origins are so altogether. */
function publicOrigin(origin: Fields): Fields {
  if (origin["kind"] !== TASK) return origin;
  const { kind, subkind, fireReason, producer, runId, taskKind } = origin;
  return present({
    kind,
    subkind,
    fireReason,
    producer,
    runId: isId(runId) ? runId : undefined,
    taskKind: taskKind === "mcp-task" ? taskKind : undefined,
  });
}

/** Of a call, or of a run. */
function isId(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9_.:-]{1,128}$/.test(value);
}
