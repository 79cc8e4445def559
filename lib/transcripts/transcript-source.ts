// Entries of one transcript, from a file or from a store: read through once, then again by position.
import { Buffer } from "node:buffer";
import { openRegularFile } from "../regular-file.ts";
import type { SessionStoreEntry } from "../stores/store.ts";
import { parseEntry } from "./entry-line.ts";
import { linesIn } from "./file-lines.ts";

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
    for (const [position, entry] of this.#entries.entries()) onEntry(entry, position);
  }

  async *read(positions: readonly number[]): AsyncGenerator<[entry: Entry, index: number]> {
    for (const [index, position] of positions.entries()) {
      const entry = this.#entries[position];
      if (entry !== undefined) yield [entry, index];
    }
  }
}
