// Damages that go further than those of a line: what the CLI does with them is its own affair, a repaired copy has all.
import { Buffer } from "node:buffer";
import { at, type Damage, type Line, parents } from "./damages.ts";

const OTHER = "99999999-0000-4000-8000-000000000000";

/** Put something between two entries, which then hang together over it. */
function between(index: number, make: (before: Line) => readonly Line[]): (entries: Line[]) => Line[] {
  return (entries) => {
    const before = entries[index];
    const next = entries[index + 1];
    if (before === undefined || next === undefined) return entries;
    const made = make(before);
    next.parentUuid = made.at(-1)?.uuid ?? before.uuid;
    return entries.toSpliced(index + 1, 0, ...made);
  };
}

const compaction = (before: Line): Line[] => {
  const boundary = crypto.randomUUID();
  const { message: _message, ...rest } = before;
  return [
    {
      ...rest,
      type: "system",
      subtype: "compact_boundary",
      content: "Conversation compacted",
      compactMetadata: { trigger: "auto", preTokens: 10 },
      uuid: boundary,
      parentUuid: null,
      logicalParentUuid: before.uuid,
    },
    {
      ...before,
      type: "user",
      message: { role: "user", content: "Q9 is the summary" },
      isCompactSummary: true,
      isVisibleInTranscriptOnly: true,
      uuid: crypto.randomUUID(),
      parentUuid: boundary,
    },
  ];
};

const isOf =
  (part: string) =>
  (line: string): boolean =>
    line.includes(part);

export const MORE_DAMAGES: Readonly<Record<string, Damage>> = {
  "an entry over two lines": { lines: at(3, (line) => line.replace('"A1"', '"A1 \nand more"')) },
  "an entry over many lines": { lines: at(3, (line) => line.replace('"A1"', `"A1 ${"\n".repeat(500)}"`)) },
  "all entries over many lines": {
    lines: (lines) => lines.map((line) => JSON.stringify(JSON.parse(line), null, 2)),
  },
  "a tab in a text": { lines: at(3, (line) => line.replace('"A1"', '"A1 \t and more"')) },
  "two torn ones in a row": {
    lines: (lines) => lines.map((line, index) => (index === 3 || index === 4 ? line.slice(0, 90) : line)),
    repaired: "Q0 A0 Q1 A2 Q3 A3",
  },
  "UTF-16": {
    bytes: (bytes) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(bytes.toString(), "utf16le")]),
  },
  "answers without a parent": {
    entries: parents((entries) => {
      for (const entry of entries) if (entry["type"] === "assistant") entry.parentUuid = null;
    }),
  },
  "an entry of another session at the end": {
    entries: (entries) => {
      const [first] = entries;
      if (first === undefined) return entries;
      const message = { role: "user", content: "Q9" };
      const [uuid, parentUuid] = [crypto.randomUUID(), crypto.randomUUID()];
      return [...entries, { ...first, message, sessionId: OTHER, uuid, parentUuid }];
    },
  },
  "what a copy took along": {
    entries: (entries) => entries.map((entry, index) => (index < 4 ? { ...entry, sessionId: OTHER } : entry)),
  },
  "a uuid that is used again": {
    entries: parents((entries) => {
      const [, , early, , , , late, last] = entries;
      if (early === undefined || late === undefined || last === undefined) return;
      late.uuid = early.uuid;
      last.parentUuid = early.uuid;
    }),
  },
  "turned round, and one missing": {
    apart: 60,
    lines: (lines) => lines.toSpliced(3, 1).toReversed(),
    repaired: "Q0 A0 Q1 Q2 A2 Q3 A3",
  },
  "a compaction": { entries: between(3, compaction), repaired: "Q9 Q2 A2 Q3 A3" },
  "a compaction without its summary": {
    apart: 60,
    entries: between(3, compaction),
    lines: (lines) => lines.filter((line) => !isOf("isCompactSummary")(line)),
  },
  "a summary without its compaction": {
    entries: between(3, compaction),
    lines: (lines) => lines.filter((line) => !isOf("compact_boundary")(line)),
    repaired: "Q9 Q2 A2 Q3 A3",
  },
  "a branch whose beginning is missing": {
    apart: 60,
    // Q2 and A2 were given up: Q3 follows A1, which is lost.
    entries: parents((entries) => {
      const [answer, next] = [entries[3], entries[6]];
      if (answer !== undefined && next !== undefined) next.parentUuid = answer.uuid;
    }),
    lines: (lines) => lines.toSpliced(3, 1),
    repaired: "Q0 A0 Q1 Q3 A3",
  },
};
