// Brings back the tool calls of one message that ran side by side: on disk they are branches, and a way back sees one.
import type { Link } from "./link.ts";

/**
 * The way with the missing blocks of each message, and with the results of their calls, behind the last block on it.
 *
 * @param way The conversation from its first entry to its last.
 */
export function withParallelCalls(byUuid: ReadonlyMap<string, Link>, way: readonly Link[]): readonly Link[] {
  const lastOf = new Map<string, Link>();
  for (const link of way) if (link.messageId !== undefined) lastOf.set(link.messageId, link);
  if (lastOf.size === 0) return way;
  const calls = new Calls(byUuid);
  const onWay = new Set(way.map(({ uuid }) => uuid));
  const answered = new Set(way.flatMap(({ results }) => results));
  const missing = new Map<Link, Link[]>();
  for (const [messageId, last] of lastOf) {
    const blocks = calls.blocksOf(messageId).filter(({ uuid }) => !onWay.has(uuid));
    const results = calls.missingResults(messageId, onWay, answered);
    for (const { uuid } of [...blocks, ...results]) onWay.add(uuid);
    missing.set(last, [...byTime(blocks), ...byTime(results)]);
  }
  return way.flatMap((link) => [link, ...(missing.get(link) ?? [])]);
}

function byTime(links: readonly Link[]): Link[] {
  return links.toSorted((a, b) => a.timestamp.localeCompare(b.timestamp));
}

/** Which blocks belong to which message, and which results to which block. */
class Calls {
  readonly #byUuid: ReadonlyMap<string, Link>;
  readonly #order = new Map<string, number>();
  readonly #blocks = new Map<string, Link[]>();
  /** The block that made a call; null when two messages claim the same call. */
  readonly #caller = new Map<string, Link | null>();
  readonly #results = new Map<string, Set<Link>>();

  constructor(byUuid: ReadonlyMap<string, Link>) {
    this.#byUuid = byUuid;
    for (const link of byUuid.values()) {
      this.#order.set(link.uuid, this.#order.size);
      if (link.messageId !== undefined) this.#addBlock(link, link.messageId);
    }
    for (const link of byUuid.values())
      if (link.hasResult && link.parent !== undefined) this.#addResult(link, link.parent);
  }

  #addBlock(link: Link, messageId: string): void {
    const others = this.#blocks.get(messageId);
    if (others === undefined) this.#blocks.set(messageId, [link]);
    else others.push(link);
    for (const call of link.calls) {
      const other = this.#caller.get(call);
      const claimed = other === null || (other !== undefined && other.messageId !== messageId);
      this.#caller.set(call, claimed ? null : link);
    }
  }

  #addResult(result: Link, parent: string): void {
    this.#attach(parent, result);
    const source = result.answers === undefined ? undefined : this.#byUuid.get(result.answers);
    const callers = [source, ...result.results.map((call) => this.#caller.get(call))];
    for (const caller of callers) if (caller && sameSide(caller, result)) this.#attach(caller.uuid, result);
  }

  #attach(block: string, result: Link): void {
    const results = this.#results.get(block) ?? new Set();
    this.#results.set(block, results.add(result));
  }

  blocksOf(messageId: string): readonly Link[] {
    return this.#blocks.get(messageId) ?? [];
  }

  /** Results that hang on a block of the message, and those that hang elsewhere if nothing else answers the call. */
  missingResults(messageId: string, onWay: ReadonlySet<string>, answeredOnWay: ReadonlySet<string>): Link[] {
    const blocks = new Set(this.blocksOf(messageId).map(({ uuid }) => uuid));
    const missing = this.#resultsOf(blocks).filter(({ uuid }) => !onWay.has(uuid));
    const found = missing.filter(({ parent }) => parent !== undefined && blocks.has(parent));
    const elsewhere = missing.filter(({ parent }) => parent === undefined || !blocks.has(parent));
    if (elsewhere.length === 0) return found;
    const answeredHere = new Set(found.flatMap(({ results }) => results));
    const isOpen = (call: string): boolean => !answeredOnWay.has(call) && !answeredHere.has(call);
    for (const result of elsewhere.toSorted((a, b) => this.#place(a) - this.#place(b))) {
      if (!result.results.some((call) => isOpen(call) && this.#isCallOf(call, blocks))) continue;
      for (const call of result.results) answeredHere.add(call);
      found.push(result);
    }
    return found;
  }

  #resultsOf(blocks: ReadonlySet<string>): Link[] {
    const results = new Set<Link>();
    for (const block of blocks) for (const result of this.#results.get(block) ?? []) results.add(result);
    return [...results];
  }

  #isCallOf(call: string, blocks: ReadonlySet<string>): boolean {
    const caller = this.#caller.get(call);
    return caller !== null && caller !== undefined && blocks.has(caller.uuid);
  }

  #place({ uuid }: Link): number {
    return this.#order.get(uuid) ?? Number.MAX_SAFE_INTEGER;
  }
}

/** Both of the conversation, or both of the same subagent. */
function sameSide(one: Link, other: Link): boolean {
  return one.sidechain === other.sidechain && one.agentId === other.agentId;
}
