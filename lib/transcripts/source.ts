// Entries of one transcript, from a file or from a store: read through once, then again by position.
import { Buffer } from "node:buffer";
import type { FileHandle } from "node:fs/promises";
import { openRegularFile } from "../regular-file.ts";
import type { SessionStoreEntry } from "../stores/store.ts";
import { parseEntry } from "./entry-line.ts";

/** One line of a transcript. */
export type Entry = SessionStoreEntry;

/** A transcript that may be far larger than what one wants to hold of it. */
export interface TranscriptSource {
  /**
   * Read it through once.
   *
   * @param onEntry Called for each entry in order, with its position.
   * @param mayMatter Lines for which this is false need not be parsed.
   */
  scan(
    onEntry: (entry: Entry, position: number) => void,
    mayMatter: (line: Buffer) => boolean,
  ): Promise<void>;
  /** Read some entries again, one at a time, each with its index in `positions`; those that are gone are left out. */
  read(positions: readonly number[]): AsyncIterable<[entry: Entry, index: number]>;
}

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from("\ufeff");

/** A JSONL file. A position is where a line starts, in bytes. */
export class FileSource implements TranscriptSource {
  protected readonly file: string;
  /** Of what was found, by positions. */
  protected readonly lengths: Map<number, number> = new Map();
  readonly #parse: (bytes: Buffer) => Entry | undefined;

  constructor(file: string, parse: (bytes: Buffer) => Entry | undefined = parseEntry) {
    this.file = file;
    this.#parse = parse;
  }

  async scan(
    onEntry: (entry: Entry, position: number) => void,
    mayMatter: (line: Buffer) => boolean,
  ): Promise<void> {
    for await (const [line, position] of linesIn(this.file)) {
      const entry = mayMatter(line) ? this.#parse(line) : undefined;
      if (entry === undefined) continue;
      this.lengths.set(position, line.length);
      onEntry(entry, position);
    }
  }

  async *read(positions: readonly number[]): AsyncGenerator<[entry: Entry, index: number]> {
    const handle = await openRegularFile(this.file);
    if (handle === undefined) return;
    try {
      for (const [index, position] of positions.entries()) {
        const line = Buffer.allocUnsafe(this.lengths.get(position) ?? 0);
        const { bytesRead } = await handle.read(line, 0, line.length, position);
        const entry = this.#parse(line.subarray(0, bytesRead));
        if (entry !== undefined) yield [entry, index];
      }
    } finally {
      await handle.close();
    }
  }
}

/** Every entry of a transcript, as the CLI would read it; none when there is no such file. */
export async function* entriesOf(file: string): AsyncGenerator<Entry> {
  for await (const [line] of linesIn(file)) {
    const entry = parseEntry(line);
    if (entry !== undefined) yield entry;
  }
}

/** Entries that are in memory. A position is an index. */
export class EntriesSource implements TranscriptSource {
  readonly #entries: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  async scan(onEntry: (entry: Entry, position: number) => void): Promise<void> {
    for (const [position, entry] of this.#entries.entries())
      if (typeof entry === "object" && entry !== null) onEntry(entry, position);
  }

  async *read(positions: readonly number[]): AsyncGenerator<[entry: Entry, index: number]> {
    for (const [index, position] of positions.entries()) {
      const entry = this.#entries[position];
      if (entry !== undefined) yield [entry, index];
    }
  }
}

/** Lines with where they start; a line is good until the next one is asked for. */
export async function* linesIn(file: string): AsyncGenerator<[line: Buffer, position: number]> {
  const handle = await openRegularFile(file);
  if (handle === undefined) return;
  try {
    const memory = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    let parts: Buffer[] = [];
    let position = await afterByteOrderMark(handle);
    for (let offset = position; ; ) {
      const { bytesRead } = await handle.read(memory, 0, CHUNK_BYTES, offset);
      if (bytesRead === 0) break;
      const chunk = memory.subarray(0, bytesRead);
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        const rest = chunk.subarray(start, end);
        yield [parts.length === 0 ? rest : Buffer.concat([...parts, rest]), position];
        parts = [];
        start = end + 1;
        position = offset + start;
      }
      // The next chunk comes into the same memory.
      if (start < bytesRead) parts.push(Buffer.from(chunk.subarray(start)));
      offset += bytesRead;
    }
    if (parts.length > 0) yield [Buffer.concat(parts), position];
  } finally {
    await handle.close();
  }
}

/** At the start of the file alone: elsewhere it makes its line one that nobody can read. */
async function afterByteOrderMark(handle: FileHandle): Promise<number> {
  const { buffer } = await handle.read(Buffer.alloc(BYTE_ORDER_MARK.length), 0, BYTE_ORDER_MARK.length, 0);
  return buffer.equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
}
