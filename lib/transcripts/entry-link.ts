// What is remembered of each entry of a transcript: how it hangs together with others, but not what it says.

import { blocksOf, type Fields, record, text } from "../stores/unchecked.ts";
import { type Remarks, remarksOn } from "./remarks.ts";
import type { Entry } from "./transcript-source.ts";

/** An entry without its content. */
export interface Link extends Remarks {
  /** Where to read the entry again. */
  readonly position: number;
  readonly uuid: string;
  readonly parent: string | undefined;
  readonly type: string;
  readonly timestamp: string;
  /** Of a subagent or of a teammate, so not of the conversation itself. */
  readonly aside: boolean;
  readonly sidechain: boolean;
  readonly agentId: unknown;
  readonly meta: boolean;
  readonly attachment: string | undefined;
  /** A note about files, which no conversation goes over. */
  readonly snapshot: boolean;
  /** Assistant entries with the same one are blocks of one message. */
  readonly messageId: string | undefined;
  readonly calls: readonly string[];
  readonly results: readonly string[];
  readonly hasResult: boolean;
  /** The assistant entry whose call this is the result of. */
  readonly answers: string | undefined;
  readonly boundary: Boundary | undefined;
}

/** Where a conversation was compacted, and what was kept. */
export interface Boundary {
  /** The entry after which the kept messages go on. */
  readonly anchor: string | undefined;
  /** The kept messages one by one; newer versions of the CLI write them. */
  readonly kept: readonly string[] | undefined;
  /** The first and the last of them; older versions. */
  readonly segment: { readonly head: string | undefined; readonly tail: string | undefined } | undefined;
  readonly logicalParent: string | undefined;
  /** Written by going back behind a compaction, not by compacting. */
  readonly rewound: boolean;
  /** In a fork that ends before what was kept. */
  readonly isForgetful?: boolean;
}

const LINKED = new Set(["user", "assistant", "progress", "system", "attachment"]);
const NONE: readonly string[] = [];

/** Undefined for bookkeeping lines, which have no place in the conversation. */
export function linkOf(entry: Entry, position: number): Link | undefined {
  const { type, uuid } = entry;
  if (!LINKED.has(type) || typeof uuid !== "string") return undefined;
  const message = record(entry["message"]);
  const [isPrompt, isAnswer] = [type === "user", type === "assistant"];
  const blocks = isPrompt || isAnswer ? blocksOf(message?.["content"]) : [];
  return {
    ...remarksOn(entry),
    position,
    uuid,
    parent: parentIn(entry),
    type,
    timestamp: text(entry.timestamp) ?? "",
    aside: Boolean(entry["isSidechain"]) || Boolean(entry["teamName"]),
    sidechain: Boolean(entry["isSidechain"]),
    agentId: entry["agentId"],
    meta: Boolean(entry["isMeta"]),
    attachment: type === "attachment" ? text(record(entry["attachment"])?.["type"]) : undefined,
    snapshot: type === "system" && entry["subtype"] === "file_snapshot",
    messageId: isAnswer ? text(message?.["id"]) : undefined,
    calls: isAnswer ? idsIn(blocks, "tool_use", "id") : NONE,
    results: idsIn(blocks, "tool_result", "tool_use_id"),
    hasResult: isPrompt && blocks.some((block) => block["type"] === "tool_result"),
    answers: text(entry["sourceToolAssistantUUID"]),
    boundary: type === "system" && entry["subtype"] === "compact_boundary" ? boundaryOf(entry) : undefined,
  };
}

/** A parent that is not an id still counts as one, but as one that is missing. */
function parentIn({ parentUuid }: Entry): string | undefined {
  if (!parentUuid) return undefined;
  return typeof parentUuid === "string" ? parentUuid : "no id";
}

function boundaryOf(entry: Entry): Boundary {
  const compact = record(entry["compactMetadata"]);
  const messages = record(compact?.["preservedMessages"]);
  const segment = record(compact?.["preservedSegment"]);
  const anchor = text((messages ?? segment)?.["anchorUuid"]);
  const kept = messages?.["uuids"];
  return {
    anchor,
    kept: Array.isArray(kept) ? kept.filter((uuid) => typeof uuid === "string") : undefined,
    segment: segment && { head: text(segment["headUuid"]), tail: text(segment["tailUuid"]) },
    logicalParent: text(entry["logicalParentUuid"]),
    rewound: compact?.["durationMs"] === 0 && anchor === entry.uuid,
  };
}

function idsIn(blocks: readonly Fields[], type: string, field: string): readonly string[] {
  const ids = blocks.filter((block) => block["type"] === type).map((block) => block[field]);
  return ids.length === 0 ? NONE : ids.filter((id) => typeof id === "string");
}

export function isMessage({ type }: Link): boolean {
  return type === "user" || type === "assistant";
}

export function parentOf({ parent }: Link, byUuid: ReadonlyMap<string, Link>): Link | undefined {
  return parent === undefined ? undefined : byUuid.get(parent);
}

/** A link and, one after the other, all that it goes back to, up to one that has been seen: a circle is gone round once. */
export function* lineage(
  link: Link,
  byUuid: ReadonlyMap<string, Link>,
  seen: Set<string> = new Set(),
): Generator<Link> {
  for (let at = byUuid.get(link.uuid); at !== undefined && !seen.has(at.uuid); at = parentOf(at, byUuid)) {
    seen.add(at.uuid);
    yield at;
  }
}

export function oldestFirst(links: readonly Link[]): Link[] {
  return links.toSorted(({ timestamp: a }, { timestamp: b }) => Number(a > b) - Number(a < b));
}

/** Items by a key; those without one are left out. */
export function groupBy<Item, Key>(
  items: Iterable<Item>,
  keyOf: (item: Item) => Key | undefined,
): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) addTo(groups, key, item);
  }
  return groups;
}

export function addTo<Item, Key>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
