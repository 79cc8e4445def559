// What an agent has said, at absolute positions: in memory while it has a process, in a file while it has none.
import { Ring, type RingBounds } from "../events/ring.ts";
import type { KeptLine, SpilledLines, SpillFolder } from "./spill.ts";

export class AgentLines {
  readonly #bounds: RingBounds;
  #ring: Ring<KeptLine>;
  #spilled: SpilledLines | undefined;
  #first = 0;
  #forgotten = false;

  constructor(bounds: RingBounds) {
    this.#bounds = bounds;
    this.#ring = new Ring(bounds);
  }

  /** The position of the oldest line that is kept; equal to `next` when there is none. */
  get first(): number {
    return this.#spilled === undefined ? this.#ring.first : this.#first;
  }

  /** How many lines there have been. */
  get next(): number {
    return this.#ring.next;
  }

  /** @returns The line's position. */
  push(line: string, bytes: number): number {
    this.#load();
    return this.#ring.push({ line, receivedAt: Date.now() }, bytes);
  }

  /** Those of the positions that are kept. */
  range(from: number, to: number): KeptLine[] {
    if (this.#spilled !== undefined) return this.#readSpilled(this.#spilled, from, to);
    const lines: KeptLine[] = [];
    for (let position = Math.max(from, this.first); position < Math.min(to, this.next); position += 1) {
      const line = this.#ring.at(position);
      if (line !== undefined) lines.push(line);
    }
    return lines;
  }

  /** Keep them in a file from now on; they stay in memory if the disk does not take them. */
  async spill(folder: SpillFolder): Promise<void> {
    const { first, next } = this;
    if (this.#spilled !== undefined || first === next) return;
    const spilled = await folder.write(this.range(first, next));
    // Somebody has spoken meanwhile.
    if (this.#forgotten || this.#spilled !== undefined || next !== this.next) return spilled.remove();
    this.#first = first;
    this.#spilled = spilled;
    this.#ring = new Ring(this.#bounds, next);
  }

  /** Let go of them: nobody reads them any more. */
  forget(): void {
    this.#forgotten = true;
    this.#removeFile();
  }

  #removeFile(): void {
    this.#spilled?.remove();
    this.#spilled = undefined;
  }

  #readSpilled(spilled: SpilledLines, from: number, to: number): KeptLine[] {
    try {
      return spilled.read(from - this.#first, to - this.#first);
    } catch {
      // Somebody has cleared the folder for temporary files: the lines are gone, and pages say how many.
      this.#removeFile();
      return [];
    }
  }

  #load(): void {
    if (this.#spilled === undefined) return;
    const lines = this.range(this.#first, this.next);
    this.#ring = new Ring(this.#bounds, this.next - lines.length);
    for (const line of lines) this.#ring.push(line, Buffer.byteLength(line.line));
    this.#removeFile();
  }
}
