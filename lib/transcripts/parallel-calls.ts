// Brings back the tool calls of one message that ran side by side: on disk they are branches, and a way back sees one.
import { addTo, groupBy, type Link, oldestFirst } from "./entry-link.ts";

/**
 * The way with the missing blocks of each message, and with the results of their calls, behind the last block on it.
 *
 * @param way The conversation from its first entry to its last.
 */
export function withParallelCalls(byUuid: ReadonlyMap<string, Link>, way: readonly Link[]): readonly Link[] {
  const lastOf = new Map(way.map((link) => [link.messageId, link]));
  lastOf.delete(undefined);
  if (lastOf.size === 0) return way;
  const all = [...byUuid.values()];
  const blocksOf = groupBy(all, ({ messageId }) => messageId);
  const callers = callersIn(all);
  const results = resultsIn(byUuid, callers);
  const onWay = new Set(way.map(({ uuid }) => uuid));
  const answered = new Set(way.flatMap((link) => link.results));
  const missing = new Map<Link, Link[]>();
  for (const [messageId, last] of lastOf) {
    const blocks = blocksOf.get(messageId ?? "") ?? [];
    const found = [
      blocks.filter(({ uuid }) => !onWay.has(uuid)),
      missingResults(blocks, results, callers, onWay, answered),
    ];
    for (const { uuid } of found.flat()) onWay.add(uuid);
    missing.set(last, found.flatMap(oldestFirst));
  }
  return way.flatMap((link) => [link, ...(missing.get(link) ?? [])]);
}

/** The block that made a call; null when two messages claim the same call. */
function callersIn(all: readonly Link[]): Map<string, Link | null> {
  const callers = new Map<string, Link | null>();
  for (const block of all)
    for (const call of block.calls) {
      if (block.messageId === undefined) continue;
      const other = callers.get(call);
      const isClaimed = other === null || (other !== undefined && other.messageId !== block.messageId);
      callers.set(call, isClaimed ? null : block);
    }
  return callers;
}

/** What hangs on a block, or answers a call of it, by the block. */
function resultsIn(
  byUuid: ReadonlyMap<string, Link>,
  callers: ReadonlyMap<string, Link | null>,
): Map<string, Link[]> {
  const results = new Map<string, Link[]>();
  for (const result of byUuid.values()) {
    if (!result.hasResult || result.parent === undefined) continue;
    const source = byUuid.get(result.answers ?? "");
    const named = [source, ...result.results.map((call) => callers.get(call))];
    const blocks = named.flatMap((block) => (block && sameSide(block, result) ? block.uuid : []));
    for (const block of new Set([result.parent, ...blocks])) addTo(results, block, result);
  }
  return results;
}

/** Both of the conversation, or both of the same subagent. */
function sameSide(one: Link, other: Link): boolean {
  return one.sidechain === other.sidechain && one.agentId === other.agentId;
}

/** Results that hang on one of a message's blocks, and those that hang elsewhere if nothing else answers the call. */
function missingResults(
  ofMessage: readonly Link[],
  results: ReadonlyMap<string, readonly Link[]>,
  callers: ReadonlyMap<string, Link | null>,
  onWay: ReadonlySet<string>,
  answeredOnWay: ReadonlySet<string>,
): Link[] {
  const blocks = new Set(ofMessage.map(({ uuid }) => uuid));
  const all = [...blocks].flatMap((block) => results.get(block) ?? []);
  const missing = [...new Set(all)].filter(({ uuid }) => !onWay.has(uuid));
  const hangsHere = ({ parent }: Link): boolean => blocks.has(parent ?? "");
  const found = missing.filter(hangsHere);
  const answered = new Set(found.flatMap((result) => result.results));
  const isOpen = (call: string): boolean =>
    !answeredOnWay.has(call) && !answered.has(call) && blocks.has(callers.get(call)?.uuid ?? "");
  const elsewhere = missing.filter((result) => !hangsHere(result));
  for (const result of elsewhere.toSorted((a, b) => a.position - b.position)) {
    if (!result.results.some(isOpen)) continue;
    for (const call of result.results) answered.add(call);
    found.push(result);
  }
  return found;
}
