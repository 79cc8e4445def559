import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { LineBlocks } from "../../lib/manager/line-blocks.ts";
import { AgentLines } from "../../lib/manager/lines.ts";
import { SpillFolder } from "../../lib/manager/spill.ts";

const BOUNDS = { items: 100, bytes: 1 << 20 };
// Other programs make such folders as well.
const TEMPORARY = mkdtempSync(path.join(os.tmpdir(), "lines-test-"));
process.env["TMPDIR"] = TEMPORARY;
after(() => rmSync(TEMPORARY, { recursive: true, force: true }));

const folders = (): string[] => readdirSync(os.tmpdir()).filter((name) => name.startsWith("kodegen-agents-"));
const texts = (lines: AgentLines, from: number, to: number): string[] =>
  lines.range(from, to).map(({ line }) => line);

describe("LineBlocks", () => {
  it("LineBlocks keeps what a plain list would, within its bounds, whatever the lines' lengths", () => {
    const short = fc.string({ unit: "binary", maxLength: 30 });
    const long = fc.tuple(short, fc.nat({ max: 9_000 })).map(([text, times]) => `${text}é`.repeat(times));
    const bounds = fc.record({
      items: fc.integer({ min: 1, max: 60 }),
      bytes: fc.integer({ min: 1, max: 200_000 }),
    });
    const all = fc.array(fc.oneof({ weight: 9, arbitrary: short }, { weight: 1, arbitrary: long }), {
      maxLength: 90,
    });
    fc.assert(
      fc.property(
        bounds,
        all,
        fc.nat({ max: 5 }),
        fc.nat({ max: 99 }),
        fc.nat({ max: 99 }),
        (most, said, start, from, to) => {
          const blocks = new LineBlocks(most, start);
          const kept: string[] = [];
          const bytes = (): number => Buffer.byteLength(kept.join(""));
          for (const [index, line] of said.entries()) {
            assert.equal(blocks.push(line, index), start + index);
            kept.push(line);
            if (index % 7 === start) blocks.compact();
            while (kept.length > 1 && (kept.length > most.items || bytes() > most.bytes)) kept.shift();
          }
          const next = start + said.length;
          const first = next - kept.length;
          assert.deepEqual([blocks.first, blocks.next], [first, next]);
          const part = kept.slice(Math.max(0, from - first), Math.max(0, to - first));
          assert.deepEqual(
            blocks.range(from, to).map(({ line }) => line),
            part,
          );
          assert.deepEqual(
            blocks.range(0, next).map(({ receivedAt }) => start + receivedAt),
            kept.map((_, index) => first + index),
          );
          const pack = blocks.pack();
          const { ends, times } = pack;
          const packed = Buffer.concat(pack.texts);
          assert.deepEqual(
            ends.map((end, index) => packed.toString("utf8", ends[index - 1] ?? 0, end)),
            kept,
          );
          assert.equal(times.length, ends.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("AgentLines", () => {
  it("AgentLines gives the same lines at the same positions, in memory, in a file, and back in memory", async () => {
    const folder = new SpillFolder();
    const text = fc.string({ unit: "grapheme", maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 150 }),
        fc.nat(),
        fc.nat(),
        async (all, a, b) => {
          const lines = new AgentLines(BOUNDS);
          for (const line of all) lines.push(line);
          const [from, to] = [Math.min(a, b) % 160, Math.max(a, b) % 160];
          const before = [lines.first, lines.next, texts(lines, from, to), lines.range(0, 1_000)];
          await lines.spill(folder);
          assert.deepEqual([lines.first, lines.next, texts(lines, from, to), lines.range(0, 1_000)], before);
          const position = lines.push("more");
          assert.equal(position, all.length);
          assert.deepEqual(texts(lines, position - 1, position + 1), [all.at(-1), "more"]);
          lines.forget();
        },
      ),
      { numRuns: 100 },
    );
    await folder.remove();
    assert.deepEqual(folders(), []);
  });

  it("AgentLines keeps its file from other users, and removes it when it is forgotten", async () => {
    const folder = new SpillFolder();
    const lines = new AgentLines(BOUNDS);
    lines.push("secret");
    await lines.spill(folder);
    const [name = ""] = folders();
    const files = readdirSync(path.join(os.tmpdir(), name));
    assert.equal(files.length, 1);
    if (process.platform !== "win32")
      assert.equal(statSync(path.join(os.tmpdir(), name, files[0] ?? "")).mode & 0o777, 0o600);
    lines.forget();
    assert.deepEqual(readdirSync(path.join(os.tmpdir(), name)), []);
    await folder.remove();
    assert.deepEqual(folders(), []);
  });

  it("AgentLines has lost what was in a file that somebody has removed, and says so by its first position", async () => {
    const folder = new SpillFolder();
    const lines = new AgentLines(BOUNDS);
    for (const line of ["a", "b"]) lines.push(line);
    await lines.spill(folder);
    for (const name of folders()) rmSync(path.join(os.tmpdir(), name), { recursive: true });
    assert.deepEqual(lines.range(0, 2), []);
    assert.deepEqual([lines.first, lines.next], [2, 2]);
    assert.equal(lines.push("c"), 2);
    assert.deepEqual(texts(lines, 0, 9), ["c"]);
    await folder.remove();
  });

  it("AgentLines stays in memory when somebody speaks while the file is written", async () => {
    const folder = new SpillFolder();
    const lines = new AgentLines(BOUNDS);
    lines.push("a");
    const spilling = lines.spill(folder);
    lines.push("b");
    await spilling;
    assert.deepEqual(texts(lines, 0, 9), ["a", "b"]);
    await folder.remove();
  });
});
