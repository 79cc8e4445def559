import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { describe, it } from "node:test";
import { CLI_VERSION } from "../../lib/generated/versions.ts";
import { help } from "../../server/commands/help.ts";
import { startServer } from "../../server/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { runMain } from "../support/server.ts";

const claude = withRealClaude();

describe("The executable", () => {
  it("ends with one line about what is wrong: with 1 when it cannot, with 2 when it is used wrongly", {
    timeout: 60_000,
  }, async () => {
    const model = await claude.started();
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    const { port } = blocker.address() as { port: number };
    const table: [string[], number, RegExp][] = [
      [
        ["serve", "--http", `127.0.0.1:${port}`],
        1,
        new RegExp(`127\\.0\\.0\\.1:${port}: the port is in use; choose another one with --http`),
      ],
      [["dance"], 2, /no command "dance"; see --help/],
    ];
    for (const [args, code, expected] of table) {
      const ended = await runMain(args, model.env(), model.home);
      assert.equal(ended.code, code, `${args.join(" ")}: ${ended.stderr}`);
      assert.match(ended.stderr, expected);
      assert.equal(ended.stderr.trim().split("\n").length, 1, ended.stderr);
    }
    blocker.close();
  });

  it("prints help and its version", { timeout: 60_000 }, async () => {
    const model = await claude.started();
    const { code, stdout } = await runMain(["serve", "--help"], model.env(), model.home);
    assert.deepEqual([code, stdout.trim()], [0, help("serve").trim()]);
    const manifest = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    assert.equal((await runMain(["version"], model.env(), model.home)).stdout.trim(), manifest.version);
  });

  it("doctor says what was found, and that a turn works without a network", {
    timeout: 180_000,
  }, async () => {
    const model = await claude.started();
    const { code, stdout } = await runMain(["doctor"], { ...model.env(), PATH: "/usr/bin:/bin" }, model.home);
    assert.equal(code, 0, stdout);
    for (const expected of [
      /claude +\S+claude/,
      new RegExp(`version +${CLI_VERSION.replaceAll(".", "\\.")}`),
      /credentials +ANTHROPIC_API_KEY in the environment/,
      /offline turn +works/,
    ]) {
      assert.match(stdout, expected);
    }
    const lost = await runMain(["doctor", "--claude", "/nowhere/claude"], model.env(), model.home);
    assert.equal(lost.code, 1);
    assert.match(lost.stdout, /Cannot find Claude Code at "\/nowhere\/claude"/);
  });

  it("makes a token that only its owner can read, once", { timeout: 60_000 }, async () => {
    const model = await claude.started();
    const file = path.join(model.home, "made/token");
    const first = await startServer({ http: "127.0.0.1:0", tokenFile: file, roots: [model.home] });
    const second = await startServer({ http: "127.0.0.1:0", tokenFile: file, roots: [model.home] });
    assert.equal(first.token, second.token);
    assert.ok(first.token.length >= 43);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await Promise.all([first.close(), second.close()]);
  });

  it("demo shows three agents at work and leaves no process", { timeout: 180_000 }, async () => {
    const model = await claude.started();
    const { ANTHROPIC_API_KEY: _key, ANTHROPIC_BASE_URL: _url, ...env } = model.env();
    const { code, stdout, stderr } = await runMain(["demo"], env, model.home);
    assert.equal(code, 0, stdout + stderr);
    for (const expected of [
      /Model +offline/,
      /8 tools/,
      /There are 3 files/,
      /It was lighthouse\./,
      /keeper-1 +ended \(terminated\) +2/,
      /Processes left: 0/,
    ]) {
      assert.match(stdout, expected);
    }
  });
});
