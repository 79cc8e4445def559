// The files of all agents of a journal that hold what they have said.
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { RingBounds } from "../events/ring.ts";
import type { Fleet } from "./fleet.ts";
import { EMPTY, findTail, LineFile, type Tail } from "./line-file.ts";
import type { AgentRecord } from "./record.ts";

export class LineFolder {
  readonly #folder: string;
  readonly #bounds: RingBounds;
  readonly #tails = new Map<string, Tail>();

  private constructor(folder: string, bounds: RingBounds) {
    this.#folder = folder;
    this.#bounds = bounds;
  }

  /** @throws If the folder cannot be made. */
  static async open(folder: string, bounds: RingBounds): Promise<LineFolder> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new LineFolder(folder, bounds);
  }

  /** @returns How many lines there have been of an agent of the journal, as far as its file knows. */
  async find(id: string, createdAt: number): Promise<number> {
    const name = nameOf(id, createdAt);
    // One that cannot be read begins anew.
    const tail = await findTail(path.join(this.#folder, name)).catch(() => EMPTY);
    this.#tails.set(name, tail);
    return tail.next;
  }

  /** Remove the files of agents that were not looked for: the journal does not know them any more. */
  async removeOthers(): Promise<void> {
    for (const name of await readdir(this.#folder))
      if (!this.#tails.has(name)) await rm(path.join(this.#folder, name), { force: true, recursive: true });
  }

  /** From now on what it says is in its file as well. */
  keep(record: AgentRecord, fleet: Fleet): void {
    const { id, createdAt, lines } = record;
    const name = nameOf(id, createdAt);
    const onFailed = (cause: unknown): void => {
      const message = `What agent "${id}" says is not in its file: make room on the journal's disk`;
      fleet.note(record, { type: "warning", warning: { code: "lines_failed", message, cause } });
    };
    const file = path.join(this.#folder, name);
    lines.keepIn(new LineFile(file, this.#bounds, this.#tails.get(name) ?? EMPTY, onFailed));
    this.#tails.delete(name);
  }
}

/** A conversation may have one agent after the other. */
function nameOf(id: string, createdAt: number): string {
  return `${encodeURIComponent(id)}-${createdAt}`;
}
