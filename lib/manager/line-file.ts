// What an agent has said, in a file that outlives its host: a line for each message, with its position and its time.
import { readFileSync, rmSync } from "node:fs";
import { appendFile, open } from "node:fs/promises";
import type { RingBounds } from "../events/ring.ts";
import { replace } from "../journal/journal-file.ts";
import type { KeptLine } from "./line-blocks.ts";
import type { AgentLines } from "./lines.ts";

/** A file that is twice as long as what is kept of the agent, and so much more, is written anew. */
const WASTE_BYTES = 64 * 1024;
/** Of the end of a file, at first; twice as much each time. */
const STEP_BYTES = 4 * 1024;
const NEWLINE = 0x0a;
/** Before each line. */
const HEAD = /^(\d+) (\d+) /;
const HEAD_BYTES = 40;

export class LineFile {
  readonly #file: string;
  readonly #bounds: RingBounds;
  readonly #onFailed: (cause: unknown) => void;
  #lines: AgentLines | undefined;
  /** The position of the next line. */
  #next: number;
  #end: number;
  /** Since it was last written anew. */
  #added = 0;
  #torn = false;
  #failed = false;
  #writing: Promise<void> | undefined;

  /** @param onFailed Called once when the disk takes no more; what it has not taken is written when it does again. */
  constructor(file: string, bounds: RingBounds, { next, end }: Tail, onFailed: (cause: unknown) => void) {
    this.#file = file;
    this.#bounds = bounds;
    this.#next = next;
    this.#end = end;
    this.#onFailed = onFailed;
  }

  /** Write what these have that the file has not; resolves when that is done, or cannot be. */
  write(lines: AgentLines): Promise<void> {
    this.#lines = lines;
    this.#writing ??= this.#drain(lines);
    return this.#writing;
  }

  /** What is in it, if that is all there is up to a position. */
  read(next: number): LinesInFile | undefined {
    return this.#next === next ? new LinesInFile(this.#file, this.#bounds, next) : undefined;
  }

  remove(): void {
    this.close();
    void (this.#writing ?? Promise.resolve()).then(() => rmSync(this.#file, { force: true }));
  }

  /** It is another manager's from now on. */
  close(): void {
    this.#lines = undefined;
  }

  async #drain(lines: AgentLines): Promise<void> {
    // What is said in the same moment is written together.
    await Promise.resolve();
    try {
      while (this.#lines === lines && this.#next < lines.next) await this.#append(lines);
      this.#failed = false;
    } catch (cause) {
      if (!this.#failed) this.#onFailed(cause);
      this.#failed = true;
    }
    // Not later: what is said next begins the next one.
    this.#writing = undefined;
  }

  async #append(lines: AgentLines): Promise<void> {
    const { first, next } = lines;
    const bytes = encode(lines, Math.max(this.#next, first), next);
    const { items, bytes: most } = this.#bounds;
    // Also when a write has failed: nobody knows how much of it is there.
    if (this.#torn || this.#end + bytes.length > 2 * most + WASTE_BYTES || this.#added > items) {
      const all = encode(lines, first, next);
      await (await replace(this.#file, all)).close();
      [this.#end, this.#added, this.#torn] = [all.length, 0, false];
    } else {
      this.#torn = true;
      await appendFile(this.#file, bytes, { mode: 0o600 });
      this.#torn = false;
      this.#end += bytes.length;
      this.#added += next - this.#next;
    }
    this.#next = next;
  }
}

function encode(lines: AgentLines, from: number, to: number): Buffer {
  const kept = lines.range(from, to);
  return Buffer.from(
    kept.map(({ line, receivedAt }, index) => `${from + index} ${receivedAt} ${line}\n`).join(""),
  );
}

/** Where a file's last whole line ends, and the position behind it. */
export interface Tail {
  readonly next: number;
  readonly end: number;
}

export const EMPTY: Tail = { next: 0, end: 0 };

/** Look at the end of a file, and remove a line that was cut off. */
export async function findTail(file: string): Promise<Tail> {
  const handle = await open(file, "r+");
  try {
    const { size } = await handle.stat();
    for (let length = STEP_BYTES; ; length *= 2) {
      const from = Math.max(0, size - length);
      const { buffer } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
      const last = buffer.lastIndexOf(NEWLINE);
      const start = last < 1 ? -1 : buffer.lastIndexOf(NEWLINE, last - 1);
      if (start === -1 && from > 0) continue;
      const end = from + last + 1;
      if (end < size) await handle.truncate(end);
      const [, position = "-1"] =
        HEAD.exec(buffer.toString("latin1", start + 1, start + 1 + HEAD_BYTES)) ?? [];
      return { next: Number(position) + 1, end };
    }
  } finally {
    await handle.close();
  }
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly receivedAt: number;
}

/** The lines of a file to which nothing is added meanwhile, as they were kept in memory. */
export class LinesInFile {
  readonly #file: string;
  readonly #bounds: RingBounds;
  readonly #next: number;
  #places: Place[] | undefined;

  constructor(file: string, bounds: RingBounds, next: number) {
    this.#file = file;
    this.#bounds = bounds;
    this.#next = next;
  }

  get count(): number {
    return this.#found().length;
  }

  /** Lines by their place among those that are kept, from 0. @throws If the file is gone, or another one by now. */
  read(from: number, to: number): KeptLine[] {
    const bytes = readFileSync(this.#file);
    const places = this.#found(bytes);
    const first = this.#next - places.length;
    return places.slice(Math.max(0, from), Math.max(0, to)).map((place, index) => {
      const position = Math.max(0, from) + index + first;
      const head = `${position} ${place.receivedAt} `;
      if (bytes.toString("latin1", place.from - head.length, place.from) !== head)
        throw new Error("A file with kept lines of an agent has been changed");
      return { line: bytes.toString("utf8", place.from, place.to), receivedAt: place.receivedAt };
    });
  }

  remove(): void {
    this.#places = [];
  }

  #found(bytes?: Buffer): readonly Place[] {
    this.#places ??= bounded(scan(bytes ?? bytesOf(this.#file), this.#next), this.#bounds);
    return this.#places;
  }
}

/** None of a file that is not there. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** The lines before a position without a gap between them. */
function scan(bytes: Buffer, next: number): Place[] {
  let places: Place[] = [];
  let expected = -1;
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
    const [head, position, receivedAt] =
      HEAD.exec(bytes.toString("latin1", start, Math.min(end, start + HEAD_BYTES))) ?? [];
    if (head === undefined || Number(position) !== expected) places = [];
    if (head !== undefined)
      places.push({ from: start + head.length, to: end, receivedAt: Number(receivedAt) });
    expected = Number(position) + 1;
    start = end + 1;
  }
  return expected === next ? places : [];
}

/** As many of the newest as are kept in memory. */
function bounded(places: readonly Place[], { items, bytes }: RingBounds): Place[] {
  let first = places.length;
  for (let sum = 0; first > 0 && places.length - first < items; first -= 1) {
    const { from, to } = places[first - 1] as Place;
    sum += to - from;
    if (sum > bytes && first < places.length) break;
  }
  return places.slice(first);
}
