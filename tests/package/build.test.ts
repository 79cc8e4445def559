import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "../../scripts/gate/command.ts";

const run = promisify(execFile);

/** When dist/ was last written, if it is there at all. */
const changed = (): number | undefined =>
  statSync(path.join(ROOT, "dist"), { throwIfNoEntry: false })?.mtimeMs;

describe("scripts/build.ts", () => {
  it("leaves nothing of an older build, and touches no other folder", async () => {
    const before = changed();
    const out = await mkdtemp(path.join(os.tmpdir(), "kodegen-build-"));
    try {
      await mkdir(path.join(out, "lib"));
      await writeFile(path.join(out, "lib/deleted-since.js"), "export const stale = true;");
      await writeFile(path.join(out, "lib/index.js"), "export const stale = true;");
      await run(process.execPath, ["--import", "tsx", "scripts/build.ts", out], { cwd: ROOT });
      assert.equal(existsSync(path.join(out, "lib/deleted-since.js")), false);
      assert.match(readFileSync(path.join(out, "lib/index.js"), "utf8"), /\bquery\b/);
      assert.equal(changed(), before);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });
});
