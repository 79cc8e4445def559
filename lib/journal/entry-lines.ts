// An entry of a journal as a line: its checksum, whose it is, its place, and what it says.
import { crc32 } from "node:zlib";
import type { JournalEntry } from "./journal.ts";

/** The first line of a file: who reads another version leaves the file alone. */
export const VERSION = 1;
export const HEADER: string = `kodegen-journal ${VERSION}\n`;

const NEWLINE = 0x0a;
/** `claim` has no entry; `remove` is the agent's last line; `first` is an entry before which nothing counts. */
export type LineKind = "claim" | "entry" | "first" | "remove";
const KINDS: Readonly<Record<string, LineKind>> = { c: "claim", e: "entry", f: "first", r: "remove" };

export interface EntryLine {
  readonly kind: LineKind;
  readonly agent: string;
  readonly epoch: number;
  /** Of an entry. */
  readonly number: number;
}

/** A line of a file, by where it stands. */
export interface FoundLine extends EntryLine {
  readonly offset: number;
  readonly length: number;
}

export interface Scan {
  readonly lines: FoundLine[];
  /** Lines that are none: they were damaged. */
  readonly damaged: number;
  /** Where the last whole line ends; what comes after it was torn off. */
  readonly end: number;
}

/** @returns The line, with its newline. */
export function encodeEntry({ kind, agent, epoch, number }: EntryLine, entry: JournalEntry = {}): string {
  const text = `${kind.charAt(0)} ${encodeURIComponent(agent)} ${epoch} ${number} ${JSON.stringify(entry)}`;
  return `${checksum(text)} ${text}\n`;
}

/** All lines of a file, from behind its header. */
export function scanLines(bytes: Buffer, start: number): Scan {
  const lines: FoundLine[] = [];
  let damaged = 0;
  let offset = start;
  for (let end = bytes.indexOf(NEWLINE, offset); end !== -1; end = bytes.indexOf(NEWLINE, offset)) {
    const line = parseLine(bytes.subarray(offset, end));
    if (line === undefined) damaged += 1;
    else lines.push({ ...line, offset, length: end + 1 - offset });
    offset = end + 1;
  }
  return { lines, damaged, end: offset };
}

/** What a line says that was scanned before. */
export function entryOf(line: Buffer): JournalEntry {
  return JSON.parse(line.toString("utf8", line.indexOf("{"))) as JournalEntry;
}

function parseLine(line: Buffer): EntryLine | undefined {
  if (line.toString("latin1", 0, 8) !== checksum(line.subarray(9))) return undefined;
  const [, kind = "", agent = "", epoch, number] = line.toString("utf8", 0, line.indexOf("{")).split(" ");
  const known = KINDS[kind];
  return (
    known && { kind: known, agent: decodeURIComponent(agent), epoch: Number(epoch), number: Number(number) }
  );
}

function checksum(text: string | Buffer): string {
  return crc32(text).toString(16).padStart(8, "0");
}
