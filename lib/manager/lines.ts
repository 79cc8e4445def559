// What an agent has said, at absolute positions: in memory while it has a process, in a file while it has none.
import type { RingBounds } from "../events/ring.ts";
import { type KeptLine, LineBlocks } from "./line-blocks.ts";
import type { LineFile, LinesInFile } from "./line-file.ts";
import type { SpilledLines, SpillFolder } from "./spill.ts";

export class AgentLines {
  readonly #bounds: RingBounds;
  #kept: LineBlocks;
  /** All that is kept, while that is in a file. */
  #spilled: SpilledLines | LinesInFile | undefined;
  /** What is kept goes there as well. */
  #file: LineFile | undefined;
  #forgotten = false;

  /** @param said How many there have been, of which none is kept. */
  constructor(bounds: RingBounds, said = 0) {
    this.#bounds = bounds;
    this.#kept = new LineBlocks(bounds, said);
  }

  /** The position of the oldest line that is kept; equal to `next` when there is none. */
  get first(): number {
    return this.next - (this.#spilled?.count ?? this.next - this.#kept.first);
  }

  /** How many lines there have been. */
  get next(): number {
    return this.#kept.next;
  }

  /** @returns The line's position. */
  push(line: string): number {
    this.#load();
    const position = this.#kept.push(line, Date.now());
    void this.#file?.write(this);
    return position;
  }

  /** Have all that is said from now on in a file, and read what is in it already. */
  keepIn(file: LineFile): void {
    this.#file = file;
    if (this.next > 0) this.#spilled = file.read(this.next);
  }

  /** Resolves when its file has everything so far, or cannot. */
  async written(): Promise<void> {
    await this.#file?.write(this);
  }

  /** Write no more into its file, which stays. */
  letGo(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  /** Nothing more is expected for a while: take no more memory than the lines need. */
  compact(): void {
    this.#kept.compact();
  }

  /** Those of the positions that are kept. */
  range(from: number, to: number): KeptLine[] {
    if (this.#spilled === undefined) return this.#kept.range(from, to);
    const { first } = this;
    try {
      return this.#spilled.read(from - first, to - first);
    } catch {
      // Somebody has cleared the folder for temporary files: the lines are gone, and pages say how many.
      this.#removeFile();
      return [];
    }
  }

  /** Keep them in a file from now on; they stay in memory if the disk does not take them. */
  async spill(folder: SpillFolder): Promise<void> {
    const { first, next } = this;
    if (this.#spilled !== undefined || first === next) return;
    await this.written();
    const spilled = this.#file?.read(next) ?? (await folder.write(this.#kept.pack()));
    // Somebody has spoken meanwhile.
    if (this.#forgotten || this.#spilled !== undefined || next !== this.next) return spilled.remove();
    this.#spilled = spilled;
    this.#kept = new LineBlocks(this.#bounds, next);
  }

  /** Let go of them: nobody reads them any more. */
  forget(): void {
    this.#forgotten = true;
    this.#removeFile();
    this.#file?.remove();
    this.#file = undefined;
  }

  #removeFile(): void {
    this.#spilled?.remove();
    this.#spilled = undefined;
  }

  #load(): void {
    if (this.#spilled === undefined) return;
    const lines = this.range(this.first, this.next);
    this.#kept = new LineBlocks(this.#bounds, this.next - lines.length);
    for (const { line, receivedAt } of lines) this.#kept.push(line, receivedAt);
    this.#removeFile();
  }
}
