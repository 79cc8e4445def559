// Finds the whole entries in damaged lines of a transcript: several on one line, one over several lines, among garbage.
import type { Buffer } from "node:buffer";
import { endOfObject, NEWLINE, OPEN, parseObject, QUOTE, SPACE } from "./entry-line.ts";
import type { Entry } from "./transcript-source.ts";

/** Every object that is open where a line is torn is looked through to its end; a line that is made to be slow has more. */
const MOST_OPEN = 200;
/** How often damaged lines are looked through for entries that go over several. */
const MOST_LOOKS = 8;
const NUL = /\0/g;
const CONTROL = /\p{Cc}/gu;
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"/gs;

/** An entry, and where it stands in the bytes. */
export interface Salvaged {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
}

/** @param bytes Lines none of which is an entry. */
export function* salvage(bytes: Buffer): Generator<Salvaged> {
  let budget = bytes.length * MOST_LOOKS;
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, at);
    const lineEnd = newline === -1 ? bytes.length : newline;
    const own = onLine(bytes.subarray(0, lineEnd), at);
    const start = own.length === 0 && budget > 0 ? nextObject(bytes, at) : -1;
    if (start !== -1 && start < lineEnd) {
      const end = endOfObject(bytes, start);
      const entry = end !== undefined && end > lineEnd ? entryIn(bytes.subarray(start, end)) : undefined;
      if (entry !== undefined && end !== undefined) {
        yield { entry, start, end };
        at = end;
        continue;
      }
      budget -= (end ?? bytes.length) - start;
    }
    yield* own;
    at = lineEnd + 1;
  }
}

function onLine(line: Buffer, from: number): Salvaged[] {
  const found: Salvaged[] = [];
  let failures = 0;
  for (let start = nextObject(line, from); start !== -1 && failures < MOST_OPEN; ) {
    const end = endOfObject(line, start);
    const object = end === undefined ? undefined : parseDamaged(line.subarray(start, end));
    if (object === undefined || end === undefined) {
      failures += 1;
      start = nextObject(line, start + 1);
      continue;
    }
    if (isEntry(object)) found.push({ entry: object, start, end });
    // What is inside of a whole object belongs to it.
    start = nextObject(line, end);
  }
  return found;
}

function entryIn(bytes: Buffer): Entry | undefined {
  const object = parseDamaged(bytes);
  return object !== undefined && isEntry(object) ? object : undefined;
}

/** The object that these bytes are, even with NUL bytes or raw control characters inside. */
export function parseDamaged(bytes: Buffer): Entry | undefined {
  return parseObject(bytes) ?? parseObject(withoutControls(bytes.toString()));
}

function withoutControls(json: string): string {
  const escaped = (text: string): string =>
    text.replaceAll(CONTROL, (character) => JSON.stringify(character).slice(1, -1));
  return json.replaceAll(NUL, "").replaceAll(TEXT, escaped);
}

/** Where an object begins; a brace inside of a text has no bare quote behind it. */
function nextObject(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(OPEN, from); at !== -1; at = bytes.indexOf(OPEN, at + 1)) {
    let next = at + 1;
    while ((bytes[next] ?? QUOTE) <= SPACE) next += 1;
    if (bytes[next] === QUOTE) return at;
  }
  return -1;
}

/** Parts of an entry, such as the blocks of its message, have a type as well, but no session. */
function isEntry({ type, sessionId }: Entry): boolean {
  return typeof type === "string" && typeof sessionId === "string";
}
