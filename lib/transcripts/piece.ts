// An entry of a damaged transcript, and which entry is meant by a uuid when several have it.
import { groupBy, type Link } from "./entry-link.ts";

export interface Piece {
  readonly link: Link;
  readonly line: number;
  /** The session that it says it is of. */
  readonly sessionId: string | undefined;
  /** Whether it is the summary that a compaction left. */
  readonly isSummary: boolean;
}

/** Uuids of the pieces, each for one piece alone; a piece is its place among them. */
export class Uuids {
  readonly #pieces: readonly Piece[];
  readonly #places: ReadonlyMap<string, readonly number[]>;
  readonly #aliases: ReadonlyMap<string, string | undefined>;
  readonly #new = new Map<number, string>();
  /** Of pieces with the same uuid and the same parent, what comes behind each. */
  readonly #next = new Map<number, number>();
  readonly #before = new Map<number, number>();

  /** @param aliases What a uuid stands for that is of no piece. */
  constructor(pieces: readonly Piece[], aliases: ReadonlyMap<string, string | undefined>) {
    this.#pieces = pieces;
    this.#aliases = aliases;
    this.#places = groupBy(pieces.keys(), (place) => pieces[place]?.link.uuid);
    for (const places of this.#places.values()) {
      for (const [index, place] of places.entries()) {
        const next = places[index + 1];
        if (next === undefined) continue;
        this.#new.set(place, crypto.randomUUID());
        if (pieces[place]?.link.parent !== pieces[next]?.link.parent) continue;
        this.#next.set(place, next);
        this.#before.set(next, place);
      }
    }
  }

  /** Of a piece in the copy. */
  uuidOf(place: number): string {
    return this.#new.get(place) ?? this.#pieces[place]?.link.uuid ?? "";
  }

  /** Pieces whose uuid another one has kept. */
  get renamed(): readonly Piece[] {
    return this.#pieces.filter((_, place) => this.#new.has(place));
  }

  parentOf(place: number): number | undefined {
    const uuid = this.#pieces[place]?.link.parent;
    return this.#before.get(place) ?? (uuid === undefined ? undefined : this.#meant(uuid, place));
  }

  /** The last one before that which refers to it. */
  #meant(uuid: string, by: number): number | undefined {
    const seen = new Set<string>();
    let named: string | undefined = uuid;
    while (named !== undefined && this.#aliases.has(named) && !seen.has(named)) {
      seen.add(named);
      named = this.#aliases.get(named);
    }
    const places = this.#places.get(named ?? "") ?? [];
    let meant = places.findLast((place) => place < by) ?? places[0];
    for (let next = meant; next !== undefined; next = this.#next.get(next)) meant = next;
    return meant;
  }
}
