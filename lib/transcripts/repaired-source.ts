// A damaged transcript, read as if it had been mended: what a copy is made from.

import { record } from "../stores/unchecked.ts";
import { linkOf } from "./entry-link.ts";
import type { Change } from "./mend.ts";
import type { Recovered, RecoveringSource } from "./recover.ts";
import type { Entry, TranscriptSource } from "./transcript-source.ts";

const LISTS_OF_KEPT = ["uuids", "allUuids"];

export class RepairedSource implements TranscriptSource {
  readonly #source: RecoveringSource;
  readonly #changes: ReadonlyMap<number, Change>;
  readonly #uuids: ReadonlySet<unknown>;

  constructor(source: RecoveringSource, changes: ReadonlyMap<number, Change>) {
    this.#source = source;
    this.#changes = changes;
    this.#uuids = new Set([...changes.values()].map(({ uuid }) => uuid));
  }

  async scan(onEntry: (entry: Entry, position: number) => void): Promise<void> {
    const positions = [...this.#changes.keys()];
    const isInOrder = positions.every((position, index) => position > (positions[index - 1] ?? -1));
    const onFound = ({ entry, position }: Recovered): void => {
      const change = this.#changes.get(position);
      if (change !== undefined && isInOrder) onEntry(this.#changed(entry, change), position);
      if (linkOf(entry, position) === undefined) onEntry(entry, position);
    };
    await this.#source.recover(onFound, () => undefined);
    if (isInOrder) return;
    // A transcript that was turned round is copied the right way round: what is written last counts as the newest.
    for await (const [entry, index] of this.read(positions)) onEntry(entry, positions[index] ?? -1);
  }

  async *read(positions: readonly number[]): AsyncGenerator<[entry: Entry, index: number]> {
    for await (const [entry, index] of this.#source.read(positions)) {
      const change = this.#changes.get(positions[index] ?? -1);
      yield [change === undefined ? entry : this.#changed(entry, change), index];
    }
  }

  #changed(entry: Entry, { uuid, parent, timestamp }: Change): Entry {
    const compact = record(entry["compactMetadata"]);
    const kept = compact && record(compact["preservedMessages"]);
    const changed = { ...entry, uuid, parentUuid: parent, timestamp };
    if (compact === undefined || kept === undefined) return changed;
    // A list with one uuid that is missing counts for nothing.
    const lists = LISTS_OF_KEPT.filter((name) => Array.isArray(kept[name])).map((name) => [
      name,
      (kept[name] as unknown[]).filter((id) => this.#uuids.has(id)),
    ]);
    return {
      ...changed,
      compactMetadata: { ...compact, preservedMessages: { ...kept, ...Object.fromEntries(lists) } },
    };
  }
}
