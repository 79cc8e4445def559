// Finds single fields in raw bytes of a transcript, without parsing every line of it.
import type { Buffer } from "node:buffer";
import { parsedJson } from "../json-object.ts";
import { BACKSLASH, NEWLINE, parseEntry, QUOTE, SPACE } from "./entry-line.ts";

/** The first text that a field of this name has, on whatever line and however deep. */
export function firstText(bytes: Buffer, field: string): string | undefined {
  const name = `"${field}":`;
  for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1)) {
    const text = textBehind(bytes, at + name.length);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The last text that a field of this name has, on whatever line and however deep. */
export function lastText(bytes: Buffer, field: string): string | undefined {
  const name = `"${field}":`;
  for (let at = bytes.lastIndexOf(name); at !== -1; at = at === 0 ? -1 : bytes.lastIndexOf(name, at - 1)) {
    const text = textBehind(bytes, at + name.length);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The text behind a field's name, as JSON.stringify writes it, or with a space before it; undefined when it is cut off. */
function textBehind(bytes: Buffer, colon: number): string | undefined {
  const start = bytes[colon] === SPACE ? colon + 1 : colon;
  if (bytes[start] !== QUOTE) return undefined;
  let escaped = false;
  for (let end = start + 1; end < bytes.length; end += 1) {
    if (bytes[end] === QUOTE) {
      const raw = bytes.toString("utf8", start + 1, end);
      // Not JSON's escapes: what stands there is the best there is.
      return escaped ? ((parsedJson(`"${raw}"`) as string | undefined) ?? raw) : raw;
    }
    if (bytes[end] === BACKSLASH) {
      escaped = true;
      end += 1;
    }
  }
  return undefined;
}

/** Lines as byte ranges, the first one first. */
export function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

/** The text that a field has directly on the first line that has it. */
export function firstLineText(bytes: Buffer, field: string): string | undefined {
  const name = `"${field}":`;
  for (const line of linesOf(bytes)) {
    const value = line.includes(name) ? parseEntry(line)?.[field] : undefined;
    if (typeof value === "string") return value;
  }
  return undefined;
}

/** The text that a field has directly on the last line that has it, of lines of one type if one is given. */
export function lastLineText(bytes: Buffer, field: string, type?: string): string | undefined {
  const name = `"${field}":`;
  // Capitals are rare in JSON, so that one is looked for many times faster than a quote.
  const capital = /[A-Z].*/.exec(name)?.[0];
  let at = capital === undefined || bytes.includes(capital) ? bytes.lastIndexOf(name) : -1;
  while (at !== -1) {
    const start = bytes.lastIndexOf(NEWLINE, at) + 1;
    const newline = bytes.indexOf(NEWLINE, at);
    const text = textOnLine(bytes.subarray(start, newline === -1 ? bytes.length : newline), field, type);
    if (text !== undefined) return text;
    at = start === 0 ? -1 : bytes.lastIndexOf(name, start - 1);
  }
  return undefined;
}

function textOnLine(line: Buffer, field: string, type: string | undefined): string | undefined {
  if (type !== undefined && !line.includes(`"${type}"`)) return undefined;
  const first = parseEntry(line);
  const entry = type === undefined || first?.["type"] === type ? first : lastOnLine(line, type);
  const value = entry?.[field];
  return typeof value === "string" && (type === undefined || entry?.["type"] === type) ? value : undefined;
}

/** A writer left its line unfinished, and the next one wrote behind it: its entry is whole all the same. */
function lastOnLine(line: Buffer, type: string): Record<string, unknown> | undefined {
  const at = line.lastIndexOf(`{"type":"${type}"`);
  return at > 0 ? parseEntry(line.subarray(at)) : undefined;
}
