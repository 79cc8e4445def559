// Gives each entry of a damaged transcript its place: behind the entry that it names, or else behind the one before it.

import type { Link } from "./entry-link.ts";
import { Forest } from "./forest.ts";
import type { Piece, Uuids } from "./piece.ts";

/** Why an entry does not follow the one that it names. */
export type BridgeReason = "missing_parent" | "no_parent" | "circle";

/** An entry that follows another one than it names; without `after`, the conversation begins with it. */
export interface Bridge {
  readonly piece: Piece;
  readonly reason: BridgeReason;
  readonly after: Piece | undefined;
}

/** How far a gap looks back for an entry that is not itself behind the gap. */
const MOST_STEPS = 1_000;

export class MendedTree {
  readonly bridged: Bridge[] = [];
  /** The pieces as they were written: a transcript that was turned round is read from its end. */
  readonly order: readonly number[];
  readonly #pieces: readonly Piece[];
  readonly #uuids: Uuids;
  readonly #forest: Forest;
  readonly #parents = new Map<number, number>();
  /** What pieces now hang on whose parent is missing, by that parent. */
  readonly #gaps = new Map<string, number>();

  /** @param pieces In the order of the transcript. */
  constructor(pieces: readonly Piece[], uuids: Uuids) {
    this.#pieces = pieces;
    this.#uuids = uuids;
    this.#forest = new Forest(pieces.length);
    const places = [...pieces.keys()];
    const turned = places.reduce(
      (sum, place) => sum + Math.sign((uuids.parentOf(place) ?? place) - place),
      0,
    );
    this.order = turned > 0 ? places.toReversed() : places;
    this.#hangOnParents();
    for (const [index, place] of this.order.entries())
      if (!this.#parents.has(place)) this.#bridge(place, index);
  }

  /** The uuid of what a piece follows. */
  parentOf(place: number): string | null {
    const parent = this.#parents.get(place);
    return parent === undefined ? null : this.#uuids.uuidOf(parent);
  }

  /** Of a circle, what refers to a later piece is what is wrong: the others come first. */
  #hangOnParents(): void {
    const ranks = new Map(this.order.map((place, rank) => [place, rank]));
    const late: [number, number][] = [];
    for (const place of this.order) {
      const parent = this.#uuids.parentOf(place);
      if (parent === undefined) continue;
      if ((ranks.get(parent) ?? 0) < (ranks.get(place) ?? 0)) this.#hang(place, parent);
      else late.push([place, parent]);
    }
    for (const [place, parent] of late) this.#hang(place, parent);
  }

  #hang(place: number, on: number): boolean {
    const done = this.#forest.hang(place, on);
    if (done) this.#parents.set(place, on);
    return done;
  }

  #bridge(place: number, index: number): void {
    const piece = this.#pieces[place];
    const reason = piece && this.#reason(piece, place);
    if (piece === undefined || reason === undefined) return;
    // The history that a summary stands for is not to be sent as well.
    const after = piece.isSummary ? undefined : this.#before(piece, place, index);
    if (after !== undefined) this.#gaps.set(piece.link.parent ?? "", after);
    if (after !== undefined || reason !== "no_parent")
      this.bridged.push({ piece, reason, after: after === undefined ? undefined : this.#pieces[after] });
  }

  #reason({ link }: Piece, place: number): BridgeReason | undefined {
    if (link.parent !== undefined)
      return this.#uuids.parentOf(place) === undefined ? "missing_parent" : "circle";
    // A prompt without a parent was typed after going back to the start. An answer has something that it answers.
    return link.type === "assistant" || link.hasResult ? "no_parent" : undefined;
  }

  /** What hung on the same piece is hung up together again, so that branches stay branches. */
  #before({ link }: Piece, place: number, index: number): number | undefined {
    const sibling = link.parent === undefined ? undefined : this.#gaps.get(link.parent);
    if (sibling !== undefined && this.#hang(place, sibling)) return sibling;
    for (let at = index - 1; at >= Math.max(0, index - MOST_STEPS); at -= 1) {
      const other = this.order[at] ?? 0;
      if (isPassable(this.#pieces[other]?.link) && this.#hang(place, other)) return other;
    }
    return undefined;
  }
}

function isPassable(link: Link | undefined): boolean {
  return link !== undefined && !link.aside && !link.snapshot && link.type !== "progress";
}
