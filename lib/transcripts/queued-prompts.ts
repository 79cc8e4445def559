// Prompts that were queued while a turn ran: which of them the model got, and which still wait.
import { addTo, groupBy, isMessage, type Link, lineage, oldestFirst, parentOf } from "./entry-link.ts";
import { keyOfPrompt, queuedPromptOf } from "./remarks.ts";
import type { Thread } from "./thread.ts";
import type { Entry } from "./transcript-source.ts";

/** What is known of a prompt that was queued, perhaps more than once. */
interface Copies {
  /** How many were delivered. */
  delivered: number;
  readonly uuids: Set<string>;
  /** The attachment as it was written; null when there are two wordings, which say nothing about either. */
  wording: string | undefined | null;
}

/** Which copies of queued prompts reached the model in the middle of a turn. */
export class Deliveries {
  readonly #copies = new Map<string, Copies>();

  /** Call it with every entry of the transcript. */
  note(entry: Entry): void {
    const queued = queuedPromptOf(entry);
    const key = queued === undefined ? deliveredKey(entry) : queued.key;
    if (key === undefined) return;
    const copies = this.#copies.get(key) ?? { delivered: 0, uuids: new Set(), wording: undefined };
    this.#copies.set(key, copies);
    if (queued === undefined) copies.delivered += 1;
    else if (isDelivery(key)) copies.uuids.add(entry.uuid ?? "");
    else {
      const wording = JSON.stringify(entry["attachment"]);
      copies.wording = copies.wording === undefined || copies.wording === wording ? wording : null;
    }
  }

  /** Whether each of these entries was delivered; nothing is said of those that the CLI took no note of. */
  verdicts(links: readonly Link[]): Map<Link, boolean> {
    const verdicts = new Map<Link, boolean>();
    for (const [key, group] of groupBy(links, ({ queued }) => queued?.key)) {
      const { delivered = 0, uuids = [], wording } = this.#copies.get(key) ?? {};
      if (delivered === 0 || wording === null) continue;
      // The last copies are the ones that were delivered; earlier ones were put back into the queue.
      const copies = isDelivery(key) ? uuids : new Set(group.map(({ uuid }) => uuid));
      const last = new Set([...copies].slice(-delivered));
      for (const link of group) verdicts.set(link, last.has(link.uuid));
    }
    return verdicts;
  }
}

function isDelivery(key: string): boolean {
  return key.startsWith("delivery ");
}

function deliveredKey(entry: Entry): string | undefined {
  const { type, operation, reason, deliveryId, commandUuid } = entry;
  return type === "queue-operation" && operation === "remove" && reason === "absorbed_mid_turn"
    ? keyOfPrompt(deliveryId, commandUuid)
    : undefined;
}

/** Queued prompts behind the newest message, which no reply has followed yet. */
export function waitingPrompts({ newest, byUuid, links: way }: Thread, all: readonly Link[]): Link[] {
  if (newest === undefined) return [];
  const children = new Map<string | undefined, Link[]>();
  // A compaction may have hung it up elsewhere.
  for (const note of all.filter((link) => !isMessage(link)))
    for (const parent of new Set([note.parent, byUuid.get(note.uuid)?.parent])) addTo(children, parent, note);
  const childrenOf = ({ uuid }: Link): Link[] => oldestFirst(children.get(uuid) ?? []);
  const seen = new Set(way.map(({ uuid }) => uuid));
  const leadElsewhere = ancestorsOfOthers(all, seen);
  const found: Link[] = [];
  // The oldest is the next to be taken up.
  const open = childrenOf(newest).toReversed();
  for (let link = open.pop(); link !== undefined; link = open.pop()) {
    if (seen.has(link.uuid)) continue;
    seen.add(link.uuid);
    if (link.attachment === "queued_command" && !leadElsewhere.has(link.uuid)) found.push(link);
    for (const child of childrenOf(link).toReversed()) open.push(child);
  }
  return found;
}

/** Entries through which messages of other branches go back to this conversation. */
function ancestorsOfOthers(all: readonly Link[], way: ReadonlySet<string>): Set<string> {
  const byUuid = new Map(all.map((link) => [link.uuid, link]));
  const found = new Set<string>();
  for (const link of all) {
    if (!isMessage(link) || link.aside || way.has(link.uuid)) continue;
    const parent = parentOf(link, byUuid);
    if (parent === undefined) continue;
    for (const { uuid } of lineage(parent, byUuid, found)) if (way.has(uuid)) break;
  }
  return found;
}
