import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { ROOT } from "../../scripts/gate/command.ts";
import { workFolder } from "../../scripts/gate/work.ts";

describe("workFolder()", () => {
  it("workFolder() gives each its own, and clears up only after processes that have ended", () => {
    const work = path.join(ROOT, ".gate/work");
    // No system gives out a pid as large.
    const [abandoned, used] = [
      path.join(work, "999999999-docs-x"),
      path.join(work, `${process.ppid}-docs-x`),
    ];
    for (const folder of [abandoned, used]) mkdirSync(folder, { recursive: true });
    const [first, second] = [workFolder("docs"), workFolder("docs")];
    assert.notEqual(first, second);
    const there = [abandoned, used, first, second].map((folder) => existsSync(folder));
    rmSync(used, { recursive: true });
    assert.deepEqual(there, [false, true, true, true]);
  });
});
