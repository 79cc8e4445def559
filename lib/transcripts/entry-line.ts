// The entry on a line of a transcript, with what damage leaves of it.
import type { Buffer } from "node:buffer";
import { isObject, parsedJson } from "../json-object.ts";
import type { SessionStoreEntry } from "../stores/store.ts";

export const NEWLINE = 0x0a;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Read a line as the CLI does: the first object on it counts, whatever comes behind (another entry of a writer that
 * did not end its line, NUL bytes of a disk that was not written to in time).
 *
 * @returns Undefined for what begins with something else: a torn line, a blank one, or JSON of another kind.
 */
export function parseEntry(line: Buffer): SessionStoreEntry | undefined {
  const whole = parseObject(line);
  if (whole !== undefined) return whole;
  const end = endOfObject(line, line.indexOf(OPEN));
  return end === undefined || end === line.length ? undefined : parseObject(line.subarray(0, end));
}

/** The object that these bytes are, from the first to the last. */
export function parseObject(bytes: Buffer | string): SessionStoreEntry | undefined {
  const value = parsedJson(bytes.toString());
  return isObject(value) ? (value as SessionStoreEntry) : undefined;
}

/** Behind the brace that closes the object that is opened here; undefined when nothing closes it. */
export function endOfObject(line: Buffer, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at !== -1 && at < line.length; at += 1) {
    const byte = line[at];
    if (byte === QUOTE) at = endOfText(line, at);
    else if (byte === OPEN) depth += 1;
    else if (byte === CLOSE) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** Where the quote is that ends a text; the end of the line when it is cut off. */
function endOfText(line: Buffer, start: number): number {
  for (let at = start + 1; at < line.length; at += 1) {
    if (line[at] === QUOTE) return at;
    if (line[at] === BACKSLASH) at += 1;
  }
  return line.length;
}
