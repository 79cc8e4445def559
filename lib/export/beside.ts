// What a transcript holds beside the conversation that goes on: branches that were given up, subagents, lost replies.

import { text } from "../stores/unchecked.ts";
import { addTo, groupBy, isMessage, type Link } from "../transcripts/entry-link.ts";
import { Forest } from "../transcripts/forest.ts";
import type { SessionBranch } from "./session-export.ts";

type ByUuid = ReadonlyMap<string, Link>;

/** Entries that hang together, in the order of the file. */
export interface LinkBranch extends Pick<SessionBranch, "from" | "after"> {
  readonly links: readonly Link[];
}

export interface Beside {
  /** What belongs into the conversation, by the message that it comes behind. */
  readonly extras: ReadonlyMap<string, readonly Link[]>;
  readonly branches: readonly LinkBranch[];
  /** Subagents in the session's own file, as older versions of the CLI wrote them. */
  readonly asides: readonly (readonly Link[])[];
}

export interface Transcript {
  readonly byUuid: ByUuid;
  /** The uuids of the conversation, in its order. */
  readonly shown: readonly string[];
  /** Whether an entry has something to show. */
  readonly isVisible: (link: Link) => boolean;
  readonly isAside: (link: Link) => boolean;
}

/** Takes time in proportion to the number of entries, whatever hangs on what. */
export function findBeside({ byUuid, shown, isVisible, isAside }: Transcript): Beside {
  const conversation = new Set(shown);
  const rest = [...byUuid.values()].filter((link) => isVisible(link) && !conversation.has(link.uuid));
  const inConversation = shown.flatMap((uuid) => byUuid.get(uuid) ?? []);
  const above = ancestors(byUuid, (link) => conversation.has(link.uuid) || isVisible(link));
  const main = rest.filter((link) => !isAside(link));
  const callerOf = callers(inConversation, main);
  const byMessage = groupBy([...inConversation, ...main], ({ messageId }) => messageId);
  // Blocks of one message and the results of their calls are one step of a branch, although they may be many entries.
  const leadOf = (link: Link): Link => {
    const block = callerOf(link) ?? link;
    return byMessage.get(block.messageId ?? "")?.[0] ?? block;
  };
  const isExtra = (link: Link): boolean => conversation.has(leadOf(link).uuid);
  const extras = groupBy(main.filter(isExtra), (link) => (callerOf(link) ?? leadOf(link)).uuid);
  const branches = branchesOf(
    main.filter((link) => !isExtra(link)),
    leadOf,
    above,
    conversation,
    messagesBefore(byUuid, conversation),
  );
  const isReply = repliesNobodyReplaced(shown, byUuid);
  for (const { from, links } of branches.filter(isReply))
    for (const link of links) addTo(extras, from ?? "", link);
  return {
    extras,
    branches: branches.filter((branch) => !isReply(branch)),
    asides: asidesOf(rest.filter(isAside), above),
  };
}

/** Finds the nearest entry above one that counts; chains of others may be long and shared. */
function ancestors(byUuid: ByUuid, counts: (link: Link) => boolean): (link: Link) => Link | undefined {
  const links = [...byUuid.values()];
  const places = new Map(links.map(({ uuid }, place) => [uuid, place]));
  const forest = new Forest(links.length);
  for (const [place, link] of links.entries()) {
    const parent = places.get(link.parent ?? "");
    if (parent !== undefined && !counts(link)) forest.hang(place, parent);
  }
  return (link) => {
    const parent = places.get(link.parent ?? "");
    const found = parent === undefined ? undefined : links[forest.rootOf(parent)];
    return found && counts(found) ? found : undefined;
  };
}

/** Finds the block whose call an entry is the result of, unless the conversation has another result of it. */
function callers(inConversation: readonly Link[], rest: readonly Link[]): (link: Link) => Link | undefined {
  const byCall = new Map<string, Link>();
  // Of several with the same call, the first counts.
  for (const link of [...inConversation, ...rest].toReversed())
    for (const call of link.calls) byCall.set(call, link);
  const answered = new Set(inConversation.flatMap(({ results }) => results));
  return ({ results }) => byCall.get(results.find((call) => byCall.has(call) && !answered.has(call)) ?? "");
}

/** From the end of each branch, the newest first, up to what another one or the conversation has already. */
function branchesOf(
  rest: readonly Link[],
  leadOf: (link: Link) => Link,
  above: (link: Link) => Link | undefined,
  conversation: ReadonlySet<string>,
  before: ReadonlyMap<string, string | undefined>,
): LinkBranch[] {
  const members = groupBy(rest, (link) => leadOf(link).uuid);
  const taken = new Map<string, LinkBranch | undefined>();
  const branches: LinkBranch[] = [];
  for (const end of rest.filter(isMessage).toReversed()) {
    const steps: Link[] = [];
    let fork: Link | undefined = end;
    let at: Link | undefined = leadOf(end);
    while (at !== undefined && !conversation.has(at.uuid) && !taken.has(at.uuid)) {
      taken.set(at.uuid, undefined);
      steps.push(at);
      fork = above(at);
      at = fork && leadOf(fork);
    }
    const links = steps.toReversed().flatMap(({ uuid }) => members.get(uuid) ?? []);
    const [first] = links;
    if (first === undefined) continue;
    const anchor = [fork, at].find((link) => link !== undefined && conversation.has(link.uuid))?.uuid;
    const after = anchor ?? taken.get(at?.uuid ?? "")?.after ?? before.get(first.uuid) ?? null;
    const branch = { from: fork?.uuid ?? null, after, links };
    for (const { uuid } of steps) taken.set(uuid, branch);
    branches.push(branch);
  }
  return branches.toSorted(({ links: [a] }, { links: [b] }) => (a?.position ?? 0) - (b?.position ?? 0));
}

/** For each entry, the message of the conversation that the file has last before it. */
function messagesBefore(byUuid: ByUuid, conversation: ReadonlySet<string>): Map<string, string | undefined> {
  const before = new Map<string, string | undefined>();
  let last: string | undefined;
  for (const uuid of byUuid.keys()) {
    before.set(uuid, last);
    if (conversation.has(uuid)) last = uuid;
  }
  return before;
}

/** A reply that nothing but the next prompt follows was not given up: a note of a hook has taken its place in the file. */
function repliesNobodyReplaced(shown: readonly string[], byUuid: ByUuid): (branch: LinkBranch) => boolean {
  const next = new Map(shown.map((uuid, index) => [uuid, shown[index + 1]]));
  const isPrompt = (uuid: string): boolean => {
    const link = byUuid.get(uuid);
    return link === undefined || (link.type === "user" && !link.hasResult);
  };
  return ({ from, links }) => {
    const follows = next.get(from ?? "");
    return follows !== undefined && isPrompt(follows) && !links.some(({ uuid }) => isPrompt(uuid));
  };
}

/** One for each agent, or for each first message where the CLI did not say which agent it was. */
function asidesOf(links: readonly Link[], above: (link: Link) => Link | undefined): (readonly Link[])[] {
  const keys = new Map<Link | undefined, string>();
  const groups = groupBy(links, (link) => {
    const key = text(link.agentId) ?? keys.get(above(link)) ?? link.uuid;
    keys.set(link, key);
    return key;
  });
  return [...groups.values()];
}
