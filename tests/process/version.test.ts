import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { query } from "../../lib/index.ts";
import { parseVersion, readVersion, tooOld } from "../../lib/process/version.ts";
import { createShellClaude, livingOf } from "../support/stand-in.ts";
import { until } from "../support/until.ts";

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

describe("a CLI that cannot start, and does not say its version either", {
  skip: process.platform === "win32" ? "needs /bin/sh" : false,
}, () => {
  const ends = { close: "closed", abort: "aborted", return: "closed" } as const;
  for (const [how, reason] of Object.entries(ends))
    it(`is not waited for after ${how}`, async () => {
      const claude = await createShellClaude('[ "$1" = --version ] || exit 3\nexec sleep 600');
      const abortController = new AbortController();
      const asking = query("hello", { pathToClaudeCodeExecutable: claude.path, abortController });
      const closed = new Promise<{ reason: string }>((resolve) => asking.on("closed", resolve));
      const reading = asking.next().catch((error: unknown) => error);
      await until(async () => (await claude.runs()).length === 2, "its version is not asked for");
      if (how === "abort") abortController.abort();
      else if (how === "close") await asking.close();
      else await asking.return();
      assert.equal((await closed).reason, reason);
      await reading;
      const started = performance.now();
      await until(async () => (await livingOf(claude)).length === 0, "what was asked lives on");
      assert.ok(performance.now() - started < 5_000, "it was left to its time-out");
      await claude.close();
    });
});

describe("a version", () => {
  it("parseVersion() finds the number past names and colours", () => {
    assert.equal(parseVersion("\u001b[1m2.1.99\u001b[0m (Claude Code)\n"), "2.1.99");
    assert.equal(parseVersion("no number here"), undefined);
  });

  it("tooOld() finds older versions, naming both, and nothing else", () => {
    const error = tooOld("2.0.76");
    assert.deepEqual([error?.code, error?.found], ["cli_version", "2.0.76"]);
    assert.match(String(error), /2\.1\.0 or newer/);
    assert.equal(tooOld("1.9.999")?.code, "cli_version");
    for (const fine of ["2.1.0", "2.10.0", "3.0.0", undefined]) assert.equal(tooOld(fine), undefined);
  });
});
