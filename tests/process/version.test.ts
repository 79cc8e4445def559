import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { parseVersion, readVersion, requireVersion } from "../../lib/process/version.ts";

describe("readVersion()", { skip: process.platform === "win32" ? "needs /bin/sh" : false }, () => {
  it("readVersion() starts the executable outside of this program's directory, where a repository may be", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-version-"));
    const file = path.join(folder, "claude");
    await writeFile(file, `#!/bin/sh\npwd > '${folder}/where'\necho '2.1.99 (Claude Code)'\n`);
    await chmod(file, 0o755);
    assert.equal(await readVersion(file, { PATH: "/usr/bin:/bin" }), "2.1.99");
    assert.equal((await readFile(path.join(folder, "where"), "utf8")).trim(), "/");
    await rm(folder, { recursive: true });
  });
});

describe("requireVersion()", () => {
  it("parseVersion() finds the number past names and colours", () => {
    assert.equal(parseVersion("\u001b[1m2.1.99\u001b[0m (Claude Code)\n"), "2.1.99");
    assert.equal(parseVersion("no number here"), undefined);
  });

  it("requireVersion() refuses older versions, naming both, and nothing else", () => {
    assert.throws(() => requireVersion("2.0.76"), {
      code: "cli_version",
      found: "2.0.76",
      message: /2\.1\.0 or newer/,
    });
    assert.throws(() => requireVersion("1.9.999"), { code: "cli_version" });
    for (const fine of ["2.1.0", "2.10.0", "3.0.0", undefined]) requireVersion(fine);
  });
});
