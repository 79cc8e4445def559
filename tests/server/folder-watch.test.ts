// A folder that is watched: each change is told once, whatever becomes of it, and a listener that throws stops nothing.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { FolderWatch } from "../../server/tools/folder-watch.ts";
import "../support/leaks.ts";
import { LONG_MS, until } from "../support/until.ts";

describe("A folder that is watched", { timeout: 8 * LONG_MS }, () => {
  const parent = mkdtempSync(path.join(os.tmpdir(), "watch-"));
  after(() => rmSync(parent, { recursive: true, force: true }));

  it("tells what comes, changes and goes, also of itself, until it is stopped", async () => {
    const folder = path.join(parent, "folder");
    const file = (name: string): string => path.join(folder, name);
    mkdirSync(folder);
    writeFileSync(file("a.md"), "1");
    const watch = new FolderWatch(folder, ".md");
    await watch.start();
    let told = 0;
    let others = 0;
    watch.onChange(() => {
      throw new Error("on purpose");
    });
    watch.onChange(() => (told += 1));
    const forget = watch.onChange(() => (others += 1));
    const deeds: Readonly<Record<string, () => void>> = {
      "a new file": () => writeFileSync(file("b.md"), "1"),
      "another content": () => writeFileSync(file("b.md"), "22"),
      "another file in its place": () => {
        writeFileSync(file("new"), "33");
        renameSync(file("new"), file("b.md"));
      },
      "a file that is gone": () => rmSync(file("a.md")),
      "no folder": () => rmSync(folder, { recursive: true }),
      "a file in its place": () => writeFileSync(folder, "x"),
      "a folder again": () => {
        rmSync(folder);
        mkdirSync(folder);
      },
    };
    let before = told;
    for (const [what, deed] of Object.entries(deeds)) {
      before = told;
      deed();
      await until(() => told > before, `not told: ${what}`);
    }
    assert.equal(others, told);
    forget();
    before = told;
    writeFileSync(file("c.md"), "1");
    await until(() => told > before, "not told");
    assert.ok(others < told);
    watch.stop();
  });
});
