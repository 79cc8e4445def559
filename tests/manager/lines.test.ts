import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import fc from "fast-check";
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
          for (const line of all) lines.push(line, line.length);
          const [from, to] = [Math.min(a, b) % 160, Math.max(a, b) % 160];
          const before = [lines.first, lines.next, texts(lines, from, to), lines.range(0, 1_000)];
          await lines.spill(folder);
          assert.deepEqual([lines.first, lines.next, texts(lines, from, to), lines.range(0, 1_000)], before);
          const position = lines.push("more", 4);
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
    lines.push("secret", 6);
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
    for (const line of ["a", "b"]) lines.push(line, 1);
    await lines.spill(folder);
    for (const name of folders()) rmSync(path.join(os.tmpdir(), name), { recursive: true });
    assert.deepEqual(lines.range(0, 2), []);
    assert.deepEqual([lines.first, lines.next], [2, 2]);
    assert.equal(lines.push("c", 1), 2);
    assert.deepEqual(texts(lines, 0, 9), ["c"]);
    await folder.remove();
  });

  it("AgentLines stays in memory when somebody speaks while the file is written", async () => {
    const folder = new SpillFolder();
    const lines = new AgentLines(BOUNDS);
    lines.push("a", 1);
    const spilling = lines.spill(folder);
    lines.push("b", 1);
    await spilling;
    assert.deepEqual(texts(lines, 0, 9), ["a", "b"]);
    await folder.remove();
  });
});
