// What compactions did to a conversation: some messages moved behind the summary, all others are no longer sent.
import type { Link } from "./link.ts";

/** What a compaction kept hangs behind its summary, although it was written before. */
export function applyCompactions(byUuid: Map<string, Link>): void {
  const keeping = [...byUuid.values()].filter(({ boundary }) => boundary?.kept ?? boundary?.segment);
  if (keeping.length === 0) return;
  const tree = new Tree(byUuid);
  for (const { boundary } of keeping) {
    if (boundary?.kept !== undefined) keepMessages(tree, boundary.anchor, boundary.kept);
    else if (boundary?.segment !== undefined) keepSegment(tree, boundary.anchor, boundary.segment);
  }
}

function keepMessages(tree: Tree, anchor: string | undefined, kept: readonly string[]): void {
  const last = kept.at(-1);
  if (last === undefined || kept.some((uuid) => !tree.has(uuid))) return;
  let parent = anchor;
  for (const uuid of kept) {
    tree.setParent(uuid, parent);
    parent = uuid;
  }
  tree.moveChildren(anchor, kept[0], last);
}

function keepSegment(
  tree: Tree,
  anchor: string | undefined,
  { head, tail }: { readonly head: unknown; readonly tail: unknown },
): void {
  if (typeof head === "string") tree.setParent(head, anchor);
  tree.moveChildren(anchor, head, typeof tail === "string" ? tail : undefined);
}

/** Entries that can be hung up elsewhere. */
class Tree {
  readonly #byUuid: Map<string, Link>;
  readonly #children = new Map<string, Set<string>>();

  constructor(byUuid: Map<string, Link>) {
    this.#byUuid = byUuid;
    for (const { uuid, parent } of byUuid.values()) this.#childrenOf(parent)?.add(uuid);
  }

  has(uuid: string): boolean {
    return this.#byUuid.has(uuid);
  }

  setParent(uuid: string, parent: string | undefined): void {
    const link = this.#byUuid.get(uuid);
    if (link === undefined) return;
    this.#childrenOf(link.parent)?.delete(uuid);
    this.#childrenOf(parent)?.add(uuid);
    this.#byUuid.set(uuid, { ...link, parent });
  }

  moveChildren(from: string | undefined, but: unknown, to: string | undefined): void {
    if (from === to) return;
    for (const uuid of this.#childrenOf(from) ?? []) if (uuid !== but) this.setParent(uuid, to);
  }

  #childrenOf(parent: string | undefined): Set<string> | undefined {
    if (parent === undefined) return undefined;
    const children = this.#children.get(parent) ?? new Set();
    this.#children.set(parent, children);
    return children;
  }
}

/** An entry as if nothing had been compacted: a boundary is a notice in the middle of one long conversation. */
export function uncompacted(link: Link): Link {
  const { boundary, parent } = link;
  return boundary === undefined
    ? link
    : { ...link, parent: parent ?? boundary.logicalParent, boundary: undefined };
}
