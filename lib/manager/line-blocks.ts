// The last lines of an agent as bytes, in blocks: as texts, thousands of them would keep the garbage collector at work.
import type { RingBounds } from "../events/ring.ts";

/** A line as it came, kept unparsed: most are never read again. */
export interface KeptLine {
  readonly line: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Lines without anything between them: where each ends, and when it was received. */
export interface PackedLines {
  readonly texts: readonly Uint8Array[];
  readonly ends: readonly number[];
  readonly times: readonly number[];
}

/** Where an agent's lines are put together; twice as much when it has been full, up to the largest. */
const FIRST_BYTES = 4 * 1024;
const LARGEST_BYTES = 64 * 1024;

const NONE = Buffer.alloc(0);

interface Block {
  /** The position of its first line. */
  readonly start: number;
  /** Where each line ends, and when it was received. */
  readonly ends: number[];
  readonly times: number[];
  /**
   * Its bytes, each as a character; undefined while they are put together. Memory of a buffer's would do as well, but all
   * of that is copied, page by page, whenever a process is started; not so that of texts.
   */
  text: string | undefined;
}

export class LineBlocks {
  readonly #bounds: RingBounds;
  readonly #blocks: Block[] = [];
  /** The bytes of the last block. */
  #open: Buffer = NONE;
  #first: number;
  #next: number;
  #bytes = 0;

  /** @param start The position of the first line. */
  constructor(bounds: RingBounds, start = 0) {
    this.#bounds = bounds;
    this.#first = start;
    this.#next = start;
  }

  /** The position of the oldest line that is kept; equal to `next` when there is none. */
  get first(): number {
    return this.#first;
  }

  /** The position that the next line will have: how many there have been so far. */
  get next(): number {
    return this.#next;
  }

  /** @returns The line's position. The newest line is kept even when it alone is larger than the bound. */
  push(line: string, receivedAt: number): number {
    const bytes = Buffer.byteLength(line);
    const { ends, times } = this.#room(bytes);
    const start = ends.at(-1) ?? 0;
    this.#open.write(line, start);
    ends.push(start + bytes);
    times.push(receivedAt);
    this.#bytes += bytes;
    this.#next += 1;
    const { items, bytes: most } = this.#bounds;
    while (this.#next - this.#first > 1 && (this.#next - this.#first > items || this.#bytes > most))
      this.#drop();
    return this.#next - 1;
  }

  /** Nothing more is expected for a while: what was put together becomes as small as it can be. */
  compact(): void {
    const last = this.#blocks.at(-1);
    if (last !== undefined) last.text ??= this.#open.toString("latin1", 0, last.ends.at(-1));
    this.#open = NONE;
  }

  /** Those of the positions that are kept. */
  range(from: number, to: number): KeptLine[] {
    const lines: KeptLine[] = [];
    const [first, last] = [Math.max(from, this.#first), Math.min(to, this.#next)];
    for (const block of this.#blocks) {
      const { start, ends, times } = block;
      for (let index = Math.max(0, first - start); index < Math.min(ends.length, last - start); index += 1) {
        const line = this.#bytesOf(block, ends[index - 1] ?? 0, ends[index]).toString();
        lines.push({ line, receivedAt: times[index] ?? 0 });
      }
    }
    return lines;
  }

  /** All that is kept. */
  pack(): PackedLines {
    const packed = { texts: [] as Buffer[], ends: [] as number[], times: [] as number[] };
    for (const block of this.#blocks) {
      const { start, ends, times } = block;
      const dropped = Math.max(0, this.#first - start);
      const begin = ends[dropped - 1] ?? 0;
      const before = (packed.ends.at(-1) ?? 0) - begin;
      packed.texts.push(this.#bytesOf(block, begin, ends.at(-1)));
      for (let index = dropped; index < ends.length; index += 1) {
        packed.ends.push(before + (ends[index] ?? 0));
        packed.times.push(times[index] ?? 0);
      }
    }
    return packed;
  }

  /** The last block, with room for a line of so many bytes. */
  #room(bytes: number): Block {
    const last = this.#blocks.at(-1);
    const used = last?.ends.at(-1) ?? 0;
    if (last !== undefined && this.#open.length - used >= bytes) return last;
    if (last !== undefined) last.text ??= this.#open.toString("latin1", 0, used);
    const usual = Math.min(Math.max(FIRST_BYTES, 2 * this.#open.length), LARGEST_BYTES);
    // What a line has needed that was longer than usual is not kept for others.
    if (this.#open.length !== usual || bytes > usual)
      this.#open = Buffer.allocUnsafeSlow(Math.max(usual, bytes));
    const block = { start: this.#next, ends: [], times: [], text: undefined };
    this.#blocks.push(block);
    return block;
  }

  #bytesOf({ text }: Block, from: number, to = 0): Buffer {
    return text === undefined ? this.#open.subarray(from, to) : Buffer.from(text.slice(from, to), "latin1");
  }

  #drop(): void {
    const [{ start, ends } = { start: 0, ends: [] as number[] }] = this.#blocks;
    const index = this.#first - start;
    this.#bytes -= (ends[index] ?? 0) - (ends[index - 1] ?? 0);
    this.#first += 1;
    // The block behind it, if any, begins here.
    if (index === ends.length - 1) this.#blocks.shift();
  }
}
