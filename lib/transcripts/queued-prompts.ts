// Prompts that were queued while a turn ran: the CLI keeps them as attachments, and notes which ones the model got.
import { type Fields, groupBy, isMessage, type Link, record, text } from "./link.ts";
import type { Entry } from "./source.ts";
import type { Thread } from "./thread.ts";

/** The queued prompt in an attachment. */
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

/** Messages that the CLI adds and that are shown all the same. */
const OUTSIDE_VOICES = new Set<unknown>([
  "channel",
  "observer",
  "observer-activity",
  "slack-ping",
  "voice-call",
  "peer",
]);

export function isOutsideVoice(origin: unknown): boolean {
  return OUTSIDE_VOICES.has(record(origin)?.["kind"]);
}

export function queuedPromptOf(entry: Entry): QueuedPrompt | undefined {
  const queued = entry.type === "attachment" ? record(entry["attachment"]) : undefined;
  if (queued?.["type"] !== "queued_command") return undefined;
  const { prompt, origin, isMeta } = queued;
  const sentAs = text(queued["source_uuid"]) || undefined;
  return {
    key: keyOf(queued["delivery_id"], sentAs),
    sentAs,
    internal: Boolean(isMeta) && !isOutsideVoice(origin),
    showable: (typeof prompt === "string" || Array.isArray(prompt)) && !isForwarded(queued),
  };
}

function keyOf(deliveryId: unknown, sentAs: unknown): string | undefined {
  if (typeof deliveryId === "string" && deliveryId !== "") return `delivery ${deliveryId}`;
  return typeof sentAs === "string" ? `prompt ${sentAs}` : undefined;
}

/** Passed on from another session, where it was shown. */
function isForwarded(queued: Fields): boolean {
  const lineage = record(queued["forwardedIntent"])?.["lineage"];
  return typeof lineage === "string" && lineage !== "";
}

/** Which copies of queued prompts reached the model in the middle of a turn. */
export class Deliveries {
  readonly #counts = new Map<string, number>();
  readonly #deliveryCopies = new Map<string, Set<string>>();
  readonly #wordings = new Map<string, string>();
  readonly #ambiguous = new Set<string>();

  /** Call it with every entry of the transcript. */
  note(entry: Entry, queued: QueuedPrompt | undefined): void {
    const key = queued === undefined ? deliveredKey(entry) : queued.key;
    if (key === undefined) return;
    if (queued === undefined) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    else if (key.startsWith("delivery ")) this.#noteCopy(key, entry.uuid ?? "");
    else this.#noteWording(key, JSON.stringify(entry["attachment"]));
  }

  #noteCopy(key: string, uuid: string): void {
    this.#deliveryCopies.set(key, (this.#deliveryCopies.get(key) ?? new Set()).add(uuid));
  }

  /** A uuid that stands for two different prompts says nothing about either. */
  #noteWording(key: string, wording: string): void {
    if ((this.#wordings.get(key) ?? wording) === wording) this.#wordings.set(key, wording);
    else this.#ambiguous.add(key);
  }

  /**
   * Whether each of these entries was delivered; nothing is said of those that the CLI took no note of.
   *
   * @param keys The keys of a conversation's queued prompts, by their entries.
   */
  verdicts(links: readonly Link[], keyOfLink: (link: Link) => string | undefined): Map<Link, boolean> {
    const copies = groupBy(links, (link) => {
      const key = keyOfLink(link);
      return key !== undefined && this.#counts.has(key) && !this.#ambiguous.has(key) ? key : undefined;
    });
    const verdicts = new Map<Link, boolean>();
    for (const [key, group] of copies) {
      const count = this.#counts.get(key) ?? 0;
      // The last copies are the ones that were delivered; earlier ones were put back into the queue.
      const delivered = this.#deliveryCopies.get(key) ?? new Set(group.map(({ uuid }) => uuid));
      const last = new Set([...delivered].slice(-count));
      for (const link of group) verdicts.set(link, last.has(link.uuid));
    }
    return verdicts;
  }
}

function deliveredKey(entry: Entry): string | undefined {
  if (entry.type !== "queue-operation" || entry["operation"] !== "remove") return undefined;
  return entry["reason"] === "absorbed_mid_turn"
    ? keyOf(entry["deliveryId"], entry["commandUuid"])
    : undefined;
}

/** Queued prompts behind the newest message, which no reply has followed yet. */
export function waitingPrompts({ newest, byUuid, links: way }: Thread, all: readonly Link[]): Link[] {
  if (newest === undefined) return [];
  const notes = all.filter((link) => !isMessage(link));
  const children = groupBy(notes, ({ parent }) => parent);
  // A compaction may have hung them up elsewhere.
  const moved = groupBy(notes, ({ uuid, parent }) => {
    const now = byUuid.get(uuid)?.parent;
    return now === parent ? undefined : now;
  });
  const seen = new Set(way.map(({ uuid }) => uuid));
  const leadElsewhere = ancestorsOfOthers(all, seen);
  const found: Link[] = [];
  const open = [newest];
  for (let link = open.pop(); link !== undefined; link = open.pop()) {
    if (link !== newest) {
      if (seen.has(link.uuid)) continue;
      seen.add(link.uuid);
      if (link.attachment === "queued_command" && !leadElsewhere.has(link.uuid)) found.push(link);
    }
    // The newest is put down first, so that the oldest is the next to be taken up.
    const next = [...(children.get(link.uuid) ?? []), ...(moved.get(link.uuid) ?? [])];
    for (const child of next.toSorted((a, b) => compare(a.timestamp, b.timestamp)).toReversed())
      open.push(child);
  }
  return found;
}

/** Entries through which messages of other branches go back to this conversation. */
function ancestorsOfOthers(all: readonly Link[], way: ReadonlySet<string>): Set<string> {
  const byUuid = new Map(all.map((link) => [link.uuid, link]));
  const found = new Set<string>();
  for (const link of all) {
    if (!isMessage(link) || link.aside || way.has(link.uuid)) continue;
    let at = byUuid.get(link.parent ?? "");
    while (at !== undefined && !way.has(at.uuid) && !found.has(at.uuid)) {
      found.add(at.uuid);
      at = byUuid.get(at.parent ?? "");
    }
  }
  return found;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
