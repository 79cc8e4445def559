// One entry of a session, as an entry of its fork: new ids throughout, and where it came from.
import { present, without } from "../json-object.ts";
import { type Fields, record, text } from "../stores/unchecked.ts";
import type { Entry } from "./transcript-source.ts";

type Ids = ReadonlyMap<string, string>;

export interface Fork {
  /** The session that is forked, and the fork. */
  readonly from: string;
  readonly to: string;
  /** New ids by old ones. */
  readonly ids: Ids;
  /** New ids of what can be kept by a compaction. */
  readonly keepable: Ids;
}

/** True of the session that an entry was in, not of the fork. */
const NOT_TAKEN_ALONG = (
  "teamName agentName sessionKind slug sourceToolAssistantUUID summarizedTurnPromptUuids droppedPromptUuids " +
  "sentAsUuid rowsAheadOfPutBack turnAttributionKey requestSessionId"
).split(" ");
const KEPT = ["preservedMessages", "preservedSegment"];
const KEPT_IDS = ["anchorUuid", "uuids", "allUuids", "headUuid", "tailUuid"];

/**
 * @param parent The old id of what it follows.
 * @param isForgetful For a compaction: what it kept is not in the fork.
 */
export function forkedEntry(
  entry: Entry,
  { from, to, ids, keepable }: Fork,
  parent: string | undefined,
  isForgetful: boolean,
): Entry {
  const before = entry["logicalParentUuid"];
  const logicalParentUuid = before === undefined ? undefined : (ids.get(text(before) ?? "") ?? null);
  return {
    ...without(entry, NOT_TAKEN_ALONG),
    ...(entry.type === "system" ? systemFields(entry, keepable, isForgetful) : {}),
    ...(entry.type === "attachment" ? attachmentFields(entry, ids) : {}),
    ...present({ logicalParentUuid, requestSessionId: requestSession(entry) }),
    type: entry.type,
    uuid: ids.get(entry.uuid ?? "") ?? crypto.randomUUID(),
    parentUuid: ids.get(parent ?? "") ?? null,
    sessionId: to,
    isSidechain: false,
    forkedFrom: { sessionId: from, messageUuid: entry.uuid },
  };
}

/** The session in which the model answered, through however many forks. */
function requestSession(entry: Entry): unknown {
  if (entry.type !== "assistant") return undefined;
  const before = [entry["requestSessionId"], record(entry["forkedFrom"])?.["sessionId"], entry["sessionId"]];
  return before.find((id) => typeof id === "string");
}

function systemFields(entry: Entry, keepable: Ids, isForgetful: boolean): Fields {
  const compact = record(entry["compactMetadata"]);
  const fallback = entry["subtype"] === "model_refusal_fallback" ? { neutralizedByFork: true } : {};
  if (compact === undefined || Array.isArray(compact)) return fallback;
  const { runningTurnSends: _sends, ...taken } = compact;
  const kept = KEPT.filter((name) => name in taken).map((name) => [name, renewed(taken[name], keepable)]);
  const compactMetadata = isForgetful
    ? without(taken, [...KEPT, "postTokens"])
    : { ...taken, ...Object.fromEntries(kept) };
  return { ...fallback, compactMetadata };
}

/** What a compaction kept, by the new ids of it. */
function renewed(kept: unknown, ids: Ids): unknown {
  const fields = record(kept);
  if (fields === undefined || Array.isArray(kept)) return kept;
  const renew = (id: unknown): unknown => ids.get(text(id) ?? "") ?? id;
  const changed = KEPT_IDS.filter((name) => name in fields).map((name) => {
    const value = fields[name];
    return [name, Array.isArray(value) ? value.map(renew) : renew(value)];
  });
  return { ...fields, ...Object.fromEntries(changed) };
}

function attachmentFields(entry: Entry, ids: Ids): Fields {
  const attachment = record(entry["attachment"]);
  if (attachment?.["type"] === "queued_command") {
    const sentAs = ids.get(text(attachment["source_uuid"]) ?? "");
    return sentAs === undefined ? {} : { attachment: { ...attachment, source_uuid: sentAs } };
  }
  const announced = attachment?.["nameOnlyAnnouncements"];
  if (attachment?.["type"] !== "deferred_tools_record" || !Array.isArray(announced)) return {};
  const known = announced.flatMap((id: unknown) => ids.get(text(id) ?? "") ?? []);
  return { attachment: { ...attachment, nameOnlyAnnouncements: known } };
}
