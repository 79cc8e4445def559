// A server whose Claude Code is missing, or too old, says so when it starts, and serves all the same.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { createScriptedClaude } from "../../lib/testing/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { runMain, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();

describe("serve", { timeout: 120_000 }, () => {
  async function said(executable: string): Promise<string> {
    const server = await startServerProcess(await claude.started(), ["--claude", executable]);
    return (await server.stop()).stderr;
  }

  it("says which Claude Code agents are run with", async (t) => {
    const script = await createScriptedClaude({ version: "2.1.300 (Claude Code)" });
    t.after(() => script.close());
    assert.match(await said(script.path), new RegExp(`Claude +${script.path}, 2\\.1\\.300\n`));
  });

  it("warns of one that is missing, cannot be run, or is too old, with the way to find out more", async (t) => {
    const old = await createScriptedClaude({ version: "2.0.99 (Claude Code)" });
    t.after(() => old.close());
    const silent = path.join((await claude.started()).home, "silent.mjs");
    await writeFile(silent, "process.exit(0);\n");
    for (const [file, why] of [
      ["/nowhere/claude", /Cannot find Claude Code/],
      [silent, /does not answer "--version"/],
      [old.path, /2\.0\.99/],
    ] as const) {
      const text = await said(file);
      const [, warning = ""] = /^Warning +no agent can start: (.*)$/m.exec(text) ?? [];
      assert.match(warning, why, text);
      assert.match(warning, /kodegen-claude-agent doctor/);
      assert.doesNotMatch(text, /^Claude /m);
    }
  });

  it("says it over stdio as well, where it does not disturb", async () => {
    const model = await claude.started();
    const args = ["serve", "--stdio", "--claude", "/nowhere/claude"];
    const { stdout, stderr } = await runMain(args, model.env(), model.home);
    assert.equal(stdout, "");
    assert.match(stderr, /^Warning +no agent can start: .*doctor/m);
  });
});
