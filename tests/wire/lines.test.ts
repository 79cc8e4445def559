import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import process from "node:process";
import { describe, it } from "node:test";
import fc from "fast-check";
import { LineSplitter } from "../../lib/wire/lines.ts";

interface Split {
  readonly lines: string[];
  readonly skipped: number[];
  readonly partialBytes: number;
}

function split(chunks: readonly Buffer[], maxLineBytes = 1 << 20): Split {
  const lines: string[] = [];
  const skipped: number[] = [];
  const splitter = new LineSplitter({
    maxLineBytes,
    onLine: (line) => lines.push(line),
    onTooLong: (bytes) => skipped.push(bytes),
    onEndless: (bytes) => skipped.push(bytes),
  });
  for (const chunk of chunks) splitter.push(chunk);
  return { lines, skipped, ...splitter.end() };
}

/** Numbers that are the same in each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function cut(bytes: Buffer, next: () => number): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + Math.floor(next() * 7);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

describe("LineSplitter", () => {
  it("LineSplitter gives the same lines however the bytes are cut", () => {
    const texts = [
      '{"a":"äöü 😀"}',
      '{"b":"\u2028 and \u2029 and \u0085"}',
      "",
      '{"c":"lone \\r inside"}',
      '{"d":1}',
    ];
    for (let seed = 1; seed <= 300; seed += 1) {
      const next = random(seed);
      const lines = Array.from(
        { length: 1 + Math.floor(next() * 8) },
        () => texts[Math.floor(next() * texts.length)] ?? "",
      );
      const bytes = Buffer.from(lines.map((line) => `${line}${next() < 0.3 ? "\r\n" : "\n"}`).join(""));
      assert.deepEqual(split(cut(bytes, next)).lines, lines, `seed ${seed}`);
    }
  });

  it("LineSplitter keeps invalid UTF-8 from breaking anything but its own characters", () => {
    const { lines } = split(cut(Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a, 0x31, 0x0a]), random(7)));
    assert.deepEqual(lines, ["{\ufffd\ufffd}", "1"]);
  });

  it("LineSplitter drops a byte order mark, and carriage returns at the end of a line only", () => {
    assert.deepEqual(split([Buffer.from("\ufeff{}\r\na\rb\r\n")]).lines, ["{}", "a\rb"]);
  });

  it("LineSplitter delivers a last line without newline when it is complete, and counts its bytes when not", () => {
    assert.deepEqual(split([Buffer.from('{"a":1}\n{"b":'), Buffer.from("2}")]), {
      lines: ['{"a":1}', '{"b":2}'],
      skipped: [],
      partialBytes: 0,
    });
    assert.deepEqual(split([Buffer.from('{"a":1}\n{"b":')]), {
      lines: ['{"a":1}'],
      skipped: [],
      partialBytes: 5,
    });
  });

  it("LineSplitter skips a line beyond the limit, says so once, and goes on with the next", () => {
    const long = "x".repeat(5_000);
    for (const size of [1, 7, 999, 100_000]) {
      const bytes = Buffer.from(`{"a":1}\n${long}\n{"b":2}\n`);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      assert.deepEqual(
        split(chunks, 1_024),
        { lines: ['{"a":1}', '{"b":2}'], skipped: [5_000], partialBytes: 0 },
        `chunks of ${size}`,
      );
    }
  });

  it("LineSplitter holds no more of an endless line than the limit", () => {
    const chunk = Buffer.alloc(1 << 20, "x");
    const before = process.memoryUsage().rss;
    const { skipped } = split(
      Array.from({ length: 200 }, () => chunk),
      4 << 20,
    );
    assert.equal(skipped.length, 1);
    assert.ok(process.memoryUsage().rss - before < 100 << 20);
  });

  it("LineSplitter waits for the end of a line as long as there may be one, and gives up one without an end once", () => {
    const chunk = Buffer.alloc(64 << 20, "x");
    const seen: string[] = [];
    const splitter = new LineSplitter({
      maxLineBytes: 1 << 20,
      onLine: (line) => seen.push(line),
      onTooLong: (bytes) => seen.push(`${bytes >> 20} MiB too long`),
      onEndless: (bytes) => seen.push(`${bytes >> 20} MiB without an end`),
    });
    const push = (chunks: number): void => {
      for (let count = 0; count < chunks; count += 1) splitter.push(chunk);
    };
    push(15);
    splitter.push(Buffer.from('\n{"after":1}\n'));
    assert.deepEqual(seen.splice(0), ["960 MiB too long", '{"after":1}']);
    push(20);
    assert.deepEqual(splitter.end(), { partialBytes: 0 });
    assert.deepEqual(seen, ["1024 MiB without an end"]);
  });

  it("LineSplitter joins lines of all sizes from pieces of all sizes, one after the other", () => {
    const sizes = fc.array(fc.oneof(fc.nat(300), fc.nat(200_000), fc.constant((1 << 20) + 1)), {
      maxLength: 6,
    });
    const cuts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(sizes, cuts, fc.constantFrom("\n", "\r\n"), (lengths, pieces, newline) => {
        const lines = lengths.map((length, index) => `${"äb✓😀"[index % 4] ?? ""}${"ü".repeat(length / 2)}`);
        const bytes = Buffer.from(lines.map((line) => `${line}${newline}`).join(""));
        const chunks: Buffer[] = [];
        for (let at = 0, next = 0; at < bytes.length; next += 1) {
          const size = pieces[next % pieces.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(
          split(chunks, 8 << 20).lines,
          lines.map((line) => Buffer.from(line).toString()),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("LineSplitter joins a line of 50 MB from small pieces in linear time", () => {
    const pieces = Array.from({ length: 800 }, () => Buffer.alloc(64 << 10, "x"));
    const best = (join: () => string | undefined): number =>
      Math.min(
        ...[1, 2, 3].map(() => {
          const begun = process.cpuUsage();
          assert.equal(join()?.length, 800 * (64 << 10));
          const { user, system } = process.cpuUsage(begun);
          return user + system;
        }),
      );
    // Joined once, as here, or once for each piece, which is four hundred times as much to copy.
    const once = best(() => Buffer.concat(pieces).toString());
    const ours = best(() => split([...pieces, Buffer.from("\n")], 64 << 20).lines[0]);
    assert.ok(ours < 20 * once, `${ours} and ${once} microseconds of a processor`);
  });
});
