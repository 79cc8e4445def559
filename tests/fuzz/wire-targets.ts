// Fuzz targets: the line splitter, against one that anybody can read; and the decoder, against JSON.parse.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import path from "node:path";
import { decodeLine } from "../../lib/wire/decode.ts";
import { LineSplitter } from "../../lib/wire/lines.ts";
import { decodePiece } from "../../lib/wire/piece.ts";
import type { Target } from "./target.ts";

const RECORDED = [
  "01-simple-multiturn",
  "03b-partial-messages-tool",
  "04-permissions-allow-deny",
  "10-sdk-mcp-tool",
];
/** Lines of real sessions, the longest left out. */
const LINES: readonly string[] = RECORDED.flatMap((name) =>
  readFileSync(path.join(import.meta.dirname, `../recorded/${name}.jsonl`), "utf8").split("\n"),
).filter((line) => line !== "" && line.length < 4_000);
const MOST_BYTES = 200;
const KINDS = new Set(["message", "request", "response", "cancel", "ignored", "fault"]);

interface Split {
  readonly lines: string[];
  readonly skipped: number[];
  readonly partial: number;
}

/** In as many pieces as the first byte says. */
function split(bytes: Buffer, size: number): Split {
  const lines: string[] = [];
  const skipped: number[] = [];
  const splitter = new LineSplitter({
    maxLineBytes: MOST_BYTES,
    onLine: (line) => void lines.push(line),
    onTooLong: (length) => void skipped.push(length),
    onEndless: (length) => void skipped.push(-length),
  });
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  return { lines, skipped, partial: splitter.end().partialBytes };
}

function plainSplit(bytes: Buffer): Split {
  const lines: string[] = [];
  const skipped: number[] = [];
  const all: Buffer[] = [];
  for (let at = 0; at <= bytes.length; ) {
    const end = bytes.indexOf(10, at);
    all.push(bytes.subarray(at, end < 0 ? bytes.length : end));
    at = end < 0 ? bytes.length + 1 : end + 1;
  }
  const last = all.pop() ?? Buffer.alloc(0);
  const textOf = (line: Buffer): string =>
    line
      .toString("utf8")
      .replace(/\r$/, "")
      .replace(/^\ufeff/, "");
  for (const line of all)
    if (line.length > MOST_BYTES) skipped.push(line.length);
    else lines.push(textOf(line));
  if (last.length > MOST_BYTES) return { lines, skipped: [...skipped, last.length], partial: 0 };
  if (last.length === 0) return { lines, skipped, partial: 0 };
  try {
    // As it stands, with a mark at its beginning: that is no JSON.
    JSON.parse(last.toString("utf8"));
    return { lines: [...lines, textOf(last)], skipped, partial: 0 };
  } catch {
    return { lines, skipped, partial: last.length };
  }
}

export const splitter: Target = {
  corpus: [
    Buffer.from(`\x07${LINES.slice(0, 3).join("\n")}\n`),
    Buffer.from('\x01\ufeff{"a":1}\r\n\r\n{"b":"äöü 😀\u2028"}\n{"c":1}'),
    Buffer.from(`\x20${"x".repeat(MOST_BYTES)}\n${"y".repeat(MOST_BYTES + 1)}\n{"z":1}\r`),
  ],
  run(input) {
    const bytes = input.subarray(1);
    assert.deepEqual(split(bytes, 1 + (input[0] ?? 0)), plainSplit(bytes));
  },
};

export const decoder: Target = {
  corpus: [
    ...LINES,
    "",
    " ",
    "null",
    '{"type":"keep_alive"}',
    '{"type":"control_cancel_request","request_id":"1"}',
  ].map((line) => Buffer.from(line)),
  run(input) {
    const line = input.toString("utf8").replaceAll("\n", " ");
    const frame = decodeLine(line);
    assert.ok(KINDS.has(frame.kind), frame.kind);
    if (frame.kind === "message") {
      assert.equal(typeof frame.message.type, "string");
      assert.ok(!Object.hasOwn(frame.message, "__proto__"), "__proto__");
    }
    if (frame.kind === "fault") assert.ok(frame.detail.length < 300, "the fault holds the line");
    const piece = decodePiece(line);
    if (piece !== undefined) assert.deepEqual(piece, JSON.parse(line));
    assert.equal(Reflect.get({}, "polluted"), undefined);
  },
};
