// The first and the last 64 KiB of a transcript: enough to say what it is about, however long it is.
import { Buffer } from "node:buffer";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { READ_FLAGS } from "../regular-file.ts";

const END_BYTES = 64 * 1024;
/** A transcript whose first message is further down is not looked through. */
const LOOK_THROUGH_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/** What a file begins and ends with; the same bytes when the file is short. */
export interface Ends {
  readonly head: Buffer;
  readonly tail: Buffer;
  /** Bytes in all. */
  readonly size: number;
  /** When it was last written, in whole milliseconds since 1970. */
  readonly mtime: number;
}

/**
 * Reads one file after another into the same memory: what it returns is good until the next call.
 *
 * It reads while the caller waits. Both ends of a file take some ten microseconds so, and ten times as long with a
 * promise for each step; see `inSlices()` for how others get their turn.
 */
export class EndsReader {
  readonly #head: Buffer = Buffer.allocUnsafeSlow(END_BYTES);
  readonly #tail: Buffer = Buffer.allocUnsafeSlow(END_BYTES);

  /** Undefined when there is no such file, when it is empty, or when it is not a plain file. */
  read(file: string): Ends | undefined {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(file, READ_FLAGS);
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return undefined;
      const start = fill(descriptor, this.#head, 0);
      if (start.length === 0) return undefined;
      const marked = start.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
      const head = marked ? start.subarray(BYTE_ORDER_MARK.length) : start;
      const rest = stat.size - END_BYTES;
      const tail = rest > 0 ? fill(descriptor, this.#tail, rest) : head;
      return { head, tail, size: stat.size, mtime: stat.mtime.getTime() };
    } catch {
      // Deleted since it was listed, or not ours to read: to a list it does not exist.
      return undefined;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}

function fill(descriptor: number, into: Buffer, from: number): Buffer {
  let filled = 0;
  while (filled < into.length) {
    const bytes = readSync(descriptor, into, filled, into.length - filled, from + filled);
    if (bytes === 0) break;
    filled += bytes;
  }
  return into.subarray(0, filled);
}

/** The same of entries that are in memory, as if they were a file. */
export function endsOfEntries(entries: readonly unknown[], mtime: number): Ends {
  const all = Buffer.concat(entries.map((entry) => Buffer.from(`${JSON.stringify(entry)}\n`)));
  const head = all.subarray(0, END_BYTES);
  const tail = all.length > END_BYTES ? all.subarray(-END_BYTES) : head;
  return { head, tail, size: all.length, mtime };
}

/** Whether one of these texts is in a file, at its end or as far as it is looked through; its beginning is known. */
export function fileHolds(file: string, { head, tail, size }: Ends, wanted: readonly string[]): boolean {
  if (size <= head.length) return false;
  if (wanted.some((text) => tail.includes(text))) return true;
  const overlap = Math.max(...wanted.map((text) => text.length));
  const descriptor = openSync(file, READ_FLAGS);
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    // Chunks overlap, so that what lies across a border is found.
    for (let from = 0; from < LOOK_THROUGH_BYTES; from += CHUNK_BYTES - overlap) {
      const bytes = readSync(descriptor, chunk, 0, CHUNK_BYTES, from);
      if (wanted.some((text) => chunk.subarray(0, bytes).includes(text))) return true;
      if (bytes < CHUNK_BYTES) return false;
    }
    return false;
  } finally {
    closeSync(descriptor);
  }
}
