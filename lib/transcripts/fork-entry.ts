// One entry of a session, as an entry of its fork: new ids throughout, and where it came from.

import type { Entry } from "./source.ts";
import { type Fields, record, text } from "./unchecked.ts";

/** What an entry becomes in the fork. */
export interface ForkedPlace {
  /** The session that is forked, and the fork. */
  readonly from: string;
  readonly to: string;
  readonly uuid: string;
  readonly parent: string | null;
  /** New ids by old ones. */
  readonly ids: ReadonlyMap<string, string>;
  /** New ids of what can be kept by a compaction. */
  readonly keepable: ReadonlyMap<string, string>;
  /** When the fork was made, for its last entry: a list sorts by it. */
  readonly timestamp: string | undefined;
  readonly withoutKept: boolean;
}

/** True of the session that an entry was in, not of the fork. */
const NOT_TAKEN_ALONG = new Set([
  "teamName",
  "agentName",
  "sessionKind",
  "slug",
  "sourceToolAssistantUUID",
  "summarizedTurnPromptUuids",
  "droppedPromptUuids",
  "sentAsUuid",
  "rowsAheadOfPutBack",
  "turnAttributionKey",
  "requestSessionId",
]);
const IDS_OF_KEPT_MESSAGES = ["anchorUuid", "uuids", "allUuids"];
const IDS_OF_KEPT_SEGMENT = ["headUuid", "anchorUuid", "tailUuid"];

export function forkedEntry(entry: Entry, place: ForkedPlace): Entry {
  const taken = Object.fromEntries(Object.entries(entry).filter(([field]) => !NOT_TAKEN_ALONG.has(field)));
  const { logicalParentUuid } = entry;
  const request = requestSession(entry);
  return {
    ...taken,
    ...(entry.type === "system" ? systemFields(entry, place) : {}),
    ...(entry.type === "attachment" ? attachmentFields(entry, place.ids) : {}),
    type: entry.type,
    uuid: place.uuid,
    parentUuid: place.parent,
    ...(logicalParentUuid === undefined
      ? {}
      : { logicalParentUuid: place.ids.get(text(logicalParentUuid) ?? "") ?? null }),
    sessionId: place.to,
    ...(place.timestamp === undefined ? {} : { timestamp: place.timestamp }),
    isSidechain: false,
    ...(request === undefined ? {} : { requestSessionId: request }),
    forkedFrom: { sessionId: place.from, messageUuid: entry.uuid },
  };
}

/** The session in which the model answered, through however many forks. */
function requestSession(entry: Entry): string | undefined {
  if (entry.type !== "assistant") return undefined;
  const before = [entry["requestSessionId"], record(entry["forkedFrom"])?.["sessionId"], entry["sessionId"]];
  return before.find((id) => typeof id === "string");
}

function systemFields(entry: Entry, { keepable, withoutKept }: ForkedPlace): Fields {
  const compact = record(entry["compactMetadata"]);
  const fallback = entry["subtype"] === "model_refusal_fallback" ? { neutralizedByFork: true } : {};
  if (compact === undefined || Array.isArray(compact)) return fallback;
  const { preservedMessages, preservedSegment, runningTurnSends, postTokens, ...rest } = compact;
  const tokens = postTokens === undefined || withoutKept ? {} : { postTokens };
  if (withoutKept) return { ...fallback, compactMetadata: rest };
  if (preservedMessages === undefined && preservedSegment === undefined && runningTurnSends === undefined)
    return fallback;
  return {
    ...fallback,
    compactMetadata: {
      ...rest,
      ...tokens,
      ...mapped("preservedMessages", preservedMessages, IDS_OF_KEPT_MESSAGES, keepable),
      ...mapped("preservedSegment", preservedSegment, IDS_OF_KEPT_SEGMENT, keepable),
    },
  };
}

function mapped(
  name: string,
  value: unknown,
  idFields: readonly string[],
  ids: ReadonlyMap<string, string>,
): Fields {
  const fields = record(value);
  if (value === undefined) return {};
  if (fields === undefined || Array.isArray(value)) return { [name]: value };
  const renew = (id: unknown): unknown => ids.get(text(id) ?? "") ?? id;
  const renewed = idFields
    .filter((field) => field in fields)
    .map((field) => [field, Array.isArray(fields[field]) ? fields[field].map(renew) : renew(fields[field])]);
  return { [name]: { ...fields, ...Object.fromEntries(renewed) } };
}

function attachmentFields(entry: Entry, ids: ReadonlyMap<string, string>): Fields {
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
