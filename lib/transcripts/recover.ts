// Reads a transcript with all whole entries in it, those on damaged lines too, and says which lines have lost something.
import { Buffer } from "node:buffer";
import { parseObject } from "./entry-line.ts";
import { linesIn } from "./file-lines.ts";
import { parseDamaged, type Salvaged, salvage } from "./salvage.ts";
import { tornEntry } from "./torn-entry.ts";
import { EntriesSource, type Entry, FileSource, type TranscriptSource } from "./transcript-source.ts";

/** Why the CLI cannot read an entry. */
export type Damage = "damaged_line" | "torn" | "control_characters";

/** An entry, and where it stands. */
export interface Recovered {
  readonly entry: Entry;
  readonly position: number;
  /** Counted from 1. */
  readonly line: number;
  readonly damage: Damage | undefined;
}

/** Bytes that are part of no whole entry. */
export interface Lost {
  readonly line: number;
  readonly bytes: Buffer;
}

export interface RecoveringSource {
  recover(onEntry: (found: Recovered) => void, onLost: (lost: Lost) => void): Promise<void>;
  read: TranscriptSource["read"];
}

const NEWLINE = Buffer.from("\n");
/** So much of damaged lines in a row is looked at as one. */
const STRETCH_BYTES = 64 * 1024 * 1024;
/** As JSON has it, so without a byte order mark. */
const BLANK = /^[\t\r ]*$/;
/** What may stand between entries, so that it is no loss when it stands there. */
const BETWEEN = /[\s,[\]\ufeff]/g;

/** A transcript on disk. */
export class RecoveringFile extends FileSource implements RecoveringSource {
  constructor(file: string) {
    super(file, (bytes) => parseDamaged(bytes) ?? tornEntry(bytes));
  }

  async recover(onEntry: (found: Recovered) => void, onLost: (lost: Lost) => void): Promise<void> {
    let line = 0;
    let damaged: Stretch | undefined;
    const take = (found: Recovered, length: number): void => {
      this.lengths.set(found.position, length);
      onEntry(found);
    };
    for await (const [bytes, position] of linesIn(this.file)) {
      line += 1;
      const entry = parseObject(bytes);
      if (entry === undefined) {
        damaged ??= { line, position, lines: [], size: 0 };
        damaged.lines.push(Buffer.from(bytes));
        damaged.size += bytes.length;
        if (damaged.size < STRETCH_BYTES) continue;
      }
      if (damaged !== undefined) readStretch(damaged, take, onLost);
      damaged = undefined;
      if (entry !== undefined) take({ entry, position, line, damage: undefined }, bytes.length);
    }
    if (damaged !== undefined) readStretch(damaged, take, onLost);
  }
}

/** Entries of a store, which are whole; a line is a place in the list. */
export class RecoveringEntries extends EntriesSource implements RecoveringSource {
  recover(onEntry: (found: Recovered) => void): Promise<void> {
    return this.scan((entry, position) =>
      onEntry({ entry, position, line: position + 1, damage: undefined }),
    );
  }
}

/** Lines in a row none of which is an entry. */
interface Stretch {
  readonly line: number;
  readonly position: number;
  readonly lines: Buffer[];
  size: number;
}

function readStretch(
  stretch: Stretch,
  onEntry: (found: Recovered, length: number) => void,
  onLost: (lost: Lost) => void,
): void {
  const bytes = Buffer.concat(stretch.lines.flatMap((line) => [line, NEWLINE]));
  const found = [...salvage(bytes)];
  let next = 0;
  let lineStart = 0;
  let at = 0;
  for (const [index, { length }] of stretch.lines.entries()) {
    const line = stretch.line + index;
    const lineEnd = lineStart + length;
    const take = (entry: Entry, start: number, end: number, damage: Damage | undefined): void =>
      onEntry({ entry, position: stretch.position + start, line, damage }, end - start);
    const lost: Buffer[] = [];
    const leave = (end: number): void => {
      const rest = bytes.subarray(at, end);
      const torn = tornEntry(rest);
      if (torn === undefined) lost.push(rest);
      else take(torn, at, end, "torn");
    };
    for (let entry = found[next]; entry !== undefined && entry.start < lineEnd; entry = found[next]) {
      const isFirst = at === lineStart && BLANK.test(bytes.toString("utf8", at, entry.start));
      leave(entry.start);
      take(entry.entry, entry.start, entry.end, damageOf(bytes, entry, isFirst));
      at = entry.end;
      next += 1;
    }
    if (at < lineEnd) leave(lineEnd);
    const rest = Buffer.concat(lost);
    if (isLoss(rest, rest.length === length)) onLost({ line, bytes: rest });
    lineStart = lineEnd + NEWLINE.length;
    at = Math.max(at, lineStart);
  }
}

/** NUL bytes beside an entry are filling; on a line of their own they may stand for one that is lost. */
function isLoss(rest: Buffer, isWholeLine: boolean): boolean {
  const said = rest.toString().replaceAll(BETWEEN, "");
  return (isWholeLine ? said : said.replaceAll("\0", "")) !== "";
}

/** None when the CLI finds the entry as well: at the start of its line, whatever comes behind. */
function damageOf(bytes: Buffer, { start, end }: Salvaged, isFirst: boolean): Damage | undefined {
  const own = bytes.subarray(start, end);
  if (parseObject(own) === undefined) return "control_characters";
  return isFirst && !own.includes(NEWLINE) ? undefined : "damaged_line";
}
