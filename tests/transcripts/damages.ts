// Damages of a transcript, and what is left of the conversation: the same for this library and for the CLI.
import { Buffer } from "node:buffer";

export interface Line {
  uuid: string;
  parentUuid: unknown;
  timestamp: string;
  isSidechain?: boolean;
  readonly [field: string]: unknown;
}

export type Change = (lines: string[]) => string[] | string;
type Rewrite = (entries: Line[]) => Line[];

export interface Damage {
  /** Seconds between two entries; the CLI goes over a gap of at most five. */
  readonly apart?: number;
  /** Change entries before they are written. */
  readonly entries?: Rewrite;
  /** Change the lines. */
  readonly lines?: Change;
  /** Change the bytes of the file. */
  readonly bytes?: (bytes: Buffer) => Buffer;
  /** What is left for the CLI: questions Q0 to Q3, answers A0 to A3. */
  readonly left?: string;
  /** What a repaired copy has; all of it, if nothing is said. */
  readonly repaired?: string;
}

export const ALL = "Q0 A0 Q1 A1 Q2 A2 Q3 A3";
const WITHOUT_A1 = "Q0 A0 Q1 Q2 A2 Q3 A3";
const WITHOUT_Q2 = "Q0 A0 Q1 A1 A2 Q3 A3";
const nul = (count: number): string => "\0".repeat(count);
const SLOW = { apart: 60 };

/** Change one line, or put others in its place. */
export function at(index: number, change: (line: string) => string | string[]): Change {
  return (lines) => lines.toSpliced(index, 1, ...[change(lines[index] ?? "")].flat());
}

function join(first: number, between = "", count = 2): Change {
  return (lines) => lines.toSpliced(first, count, lines.slice(first, first + count).join(between));
}

function without(...indexes: number[]): Change {
  return (lines) => lines.filter((_, index) => !indexes.includes(index));
}

export function parents(change: (entries: Line[]) => void): Rewrite {
  return (entries) => {
    change(entries);
    return entries;
  };
}

function parentOf(child: number, parent: (entries: Line[]) => unknown): Rewrite {
  return parents((entries) => {
    const entry = entries[child];
    if (entry !== undefined) entry.parentUuid = parent(entries);
  });
}

export const DAMAGES: Readonly<Record<string, Damage & { readonly left: string }>> = {
  none: { left: ALL },
  "NUL bytes before an entry": { lines: at(3, (line) => nul(700) + line), left: WITHOUT_A1 },
  "NUL bytes inside an entry": {
    lines: at(3, (line) => line.slice(0, 50) + nul(9) + line.slice(50)),
    left: WITHOUT_A1,
  },
  "NUL bytes after an entry": { lines: at(3, (line) => line + nul(30)), left: ALL },
  "NUL bytes in the place of an entry": {
    lines: at(3, (line) => nul(line.length)),
    left: WITHOUT_A1,
    repaired: WITHOUT_A1,
  },
  "NUL bytes between joined entries": {
    lines: join(3, nul(20)),
    left: WITHOUT_Q2,
  },
  "a line of NUL bytes": { lines: at(3, (line) => [nul(40), line]), left: ALL },
  "NUL bytes at the end": { lines: (lines) => [...lines, nul(400)], left: ALL },
  "an answer and a question joined": { lines: join(3), left: WITHOUT_Q2 },
  "an answer and a question joined, slow": { ...SLOW, lines: join(3), left: "A2 Q3 A3" },
  "a question and an answer joined": { lines: join(2), left: WITHOUT_A1 },
  "three entries joined": { lines: join(3, "", 3), left: "Q0 A0 Q1 A1 Q3 A3" },
  "the first two joined": { lines: join(0), left: "Q0 Q1 A1 Q2 A2 Q3 A3" },
  "the last two joined": { lines: join(6), left: "Q0 A0 Q1 A1 Q2 A2 Q3" },
  "joined by a space": { lines: join(3, " "), left: WITHOUT_Q2 },
  "joined by a line separator": { lines: join(3, "\u2028"), left: WITHOUT_Q2 },
  "joined to a torn one": {
    lines: (lines) => lines.toSpliced(3, 2, `${lines[3]}${lines[4]?.slice(0, 90)}`),
    left: WITHOUT_Q2,
    repaired: WITHOUT_Q2,
  },
  "a torn one with another behind it": {
    lines: (lines) => lines.toSpliced(3, 2, `${lines[3]?.slice(0, 90)}${lines[4]}`),
    left: "Q0 A0 Q1 A2 Q3 A3",
    repaired: WITHOUT_A1,
  },
  "all on one line": { lines: (lines) => lines.join("\r"), left: "Q0" },
  "a torn line": { lines: at(3, (line) => line.slice(0, 90)), left: WITHOUT_A1, repaired: WITHOUT_A1 },
  "a torn line, slow": {
    ...SLOW,
    lines: at(3, (line) => line.slice(0, 90)),
    left: "Q2 A2 Q3 A3",
    repaired: WITHOUT_A1,
  },
  "all but the end of a line": {
    lines: at(3, (line) => line.slice(0, -60)),
    left: WITHOUT_A1,
  },
  "the end of a line": { lines: at(3, (line) => line.slice(90)), left: WITHOUT_A1 },
  "a torn first line": {
    lines: at(0, (line) => line.slice(0, 90)),
    left: "A0 Q1 A1 Q2 A2 Q3 A3",
    repaired: "A0 Q1 A1 Q2 A2 Q3 A3",
  },
  "a torn last line": {
    lines: at(7, (line) => line.slice(0, 90)),
    left: "Q0 A0 Q1 A1 Q2 A2 Q3",
    repaired: "Q0 A0 Q1 A1 Q2 A2 Q3",
  },
  "a missing answer": { lines: without(3), left: WITHOUT_A1, repaired: WITHOUT_A1 },
  "a missing answer, slow": { ...SLOW, lines: without(3), left: "Q2 A2 Q3 A3", repaired: WITHOUT_A1 },
  "a missing question": { lines: without(4), left: WITHOUT_Q2, repaired: WITHOUT_Q2 },
  "entries missing in two places": {
    lines: without(2, 5),
    left: "Q0 A0 A1 Q2 Q3 A3",
    repaired: "Q0 A0 A1 Q2 Q3 A3",
  },
  "four missing in a row": { lines: without(2, 3, 4, 5), left: "Q0 A0 Q3 A3", repaired: "Q0 A0 Q3 A3" },
  "nine seconds missing": { apart: 3, lines: without(3, 4), left: "A2 Q3 A3", repaired: "Q0 A0 Q1 A2 Q3 A3" },
  "no parent at all": {
    entries: parentOf(4, () => null),
    left: "Q2 A2 Q3 A3",
    // A prompt that was typed after going back to the start looks the same.
    repaired: "Q2 A2 Q3 A3",
  },
  "a number for a parent": { entries: parentOf(4, () => 7), left: ALL },
  "a number for a parent, slow": { ...SLOW, entries: parentOf(4, () => 7), left: "Q2 A2 Q3 A3" },
  "its own parent": { entries: parentOf(4, (entries) => entries[4]?.uuid), left: ALL },
  "a circle": { entries: parentOf(2, (entries) => entries[5]?.uuid), left: ALL },
  "a circle, slow": {
    ...SLOW,
    entries: parentOf(2, (entries) => entries[5]?.uuid),
    left: "Q1 A1 Q2 A2 Q3 A3",
  },
  "a circle of all": { entries: parentOf(0, (entries) => entries[7]?.uuid), left: ALL },
  "parents that are all missing": {
    entries: parents((entries) => {
      for (const entry of entries) entry.parentUuid = crypto.randomUUID();
    }),
    left: ALL,
  },
  "a missing parent of a note of progress": {
    entries: (entries) =>
      entries.flatMap((entry, index) => {
        const uuid = crypto.randomUUID();
        const note = { ...entry, type: "progress", uuid, parentUuid: crypto.randomUUID() };
        return index === 4 ? [note, { ...entry, parentUuid: uuid }] : [entry];
      }),
    left: ALL,
  },
  "a line twice": { lines: at(3, (line) => [line, line]), left: ALL },
  "an early line again at the end": { lines: (lines) => [...lines, lines[3] ?? ""], left: ALL },
  "everything twice": { lines: (lines) => [...lines, ...lines], left: ALL },
  "an id twice": {
    lines: (lines) => lines.toSpliced(6, 0, (lines[3] ?? "").replace('"A1"', '"A9"')),
    left: "Q0 A0 Q1 A9 Q2 A2 Q3 A3",
    repaired: "Q0 A0 Q1 A1 A9 Q2 A2 Q3 A3",
  },
  "the wrong order": { lines: (lines) => lines.toReversed(), left: ALL },
  "a byte order mark": { lines: (lines) => `\ufeff${lines.join("\n")}`, left: ALL },
  "a byte order mark further down": { lines: at(3, (line) => `\ufeff${line}`), left: WITHOUT_A1 },
  "Windows line ends": { lines: (lines) => lines.map((line) => `${line}\r`), left: ALL },
  "blank lines": { lines: (lines) => lines.flatMap((line) => [line, "", "  "]), left: ALL },
  "indented lines": { lines: (lines) => lines.map((line) => `  ${line}`), left: ALL },
  "a line separator in a text": {
    lines: at(3, (line) => line.replace('"A1"', '"A1 \u2028 and more"')),
    left: ALL,
  },
  "no newline at the end": { lines: (lines) => lines.join("\n"), left: ALL },
  "lines that are no entries": {
    lines: at(3, (line) => ["hello", "7", "null", "[1,2]", '"x"', "{}", line]),
    left: ALL,
  },
  "entries in a list": {
    lines: (lines) => lines.toSpliced(3, 2, `[${lines[3]},${lines[4]}]`),
    left: "Q0 A0 Q1 A2 Q3 A3",
  },
  "bytes that are no UTF-8": {
    bytes: (bytes) => Buffer.from(bytes.toString("latin1").replace('"A1"', '"A1 \xff\xfe"'), "latin1"),
    left: ALL,
  },
  "a clock that was put back": {
    entries: parents((entries) => {
      for (const entry of entries.slice(4)) entry.timestamp = "2026-04-30T08:00:00.000Z";
    }),
    left: ALL,
  },
};

/** A transcript of four questions and answers, damaged. */
export function damaged(sessionId: string, cwd: string, damage: Damage): Buffer {
  const { apart = 1, entries = (all) => all, lines = (all) => all, bytes = (all) => all } = damage;
  const ids = Array.from({ length: 8 }, () => crypto.randomUUID() as string);
  const whole = ids.map((uuid, index): Line => {
    const said = `${index % 2 === 0 ? "Q" : "A"}${Math.floor(index / 2)}`;
    return {
      parentUuid: ids[index - 1] ?? null,
      isSidechain: false,
      type: index % 2 === 0 ? "user" : "assistant",
      message: index % 2 === 0 ? { role: "user", content: said } : answer(said, index),
      uuid,
      timestamp: new Date(Date.parse("2026-05-01T08:00:00Z") + index * apart * 1000).toISOString(),
      userType: "external",
      cwd,
      sessionId,
      version: "2.1.330",
    };
  });
  const written = lines(entries(whole).map((entry) => JSON.stringify(entry)));
  return bytes(Buffer.from(Array.isArray(written) ? `${written.join("\n")}\n` : written));
}

function answer(text: string, index: number): object {
  return {
    id: `msg_${index}`,
    type: "message",
    role: "assistant",
    model: "claude-test",
    content: [{ type: "text", text }],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
}

/** Which questions and answers are in messages, in their order. */
export function saidIn(messages: readonly { readonly content?: unknown }[]): string {
  const texts = messages.flatMap(({ content }) =>
    typeof content === "string"
      ? [content]
      : (content as readonly { text?: string }[]).map(({ text = "" }) => text),
  );
  return texts.flatMap((text) => /^[QA]\d/.exec(text)?.[0] ?? []).join(" ");
}
