import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { help } from "../../server/commands/help.ts";
import { runServe } from "../../server/commands/serve-command.ts";
import "../support/leaks.ts";

describe("runServe()", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-serve-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const refused = async (args: readonly string[], names: RegExp, text: RegExp): Promise<void> => {
    const file = ["--token-file", path.join(folder, "token")];
    await assert.rejects(
      runServe(args.includes("--token-file") ? args : [...args, ...file]),
      (error: Error) => {
        assert.match(error.constructor.name, names);
        assert.match(error.message, text);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      },
    );
  };

  it("refuses what it cannot serve, names the way out, and leaves nothing half open", async () => {
    const bad = path.join(folder, "bad-token");
    await writeFile(bad, "short", { mode: 0o600 });
    delete process.env["KODEGEN_CLAUDE_AGENT_TOKEN"];
    // Whatever is wrong with a start, nothing of it reaches the real home.
    process.env["XDG_STATE_HOME"] = folder;
    process.env["XDG_CONFIG_HOME"] = folder;
    const table: [string[], RegExp][] = [
      [["--http", "nonsense"], /"nonsense": give HOST:PORT/],
      [["--http", "0.0.0.0:0"], /without TLS.*--tls-cert and --tls-key/],
      [["--http", "127.0.0.1:0", "--tls-cert", "no.pem", "--tls-key", "no.pem"], /Cannot read "no\.pem"/],
      [["--http", "127.0.0.1:0", "--root", "/nowhere"], /"\/nowhere": it does not exist/],
      [["--http", "127.0.0.1:0", "--token-file", bad], /holds no token of at least 32/],
    ];
    for (const [args, text] of table) await refused(args, /^(?:ServerStartError|CwdError)$/, text);
    const listening = process.getActiveResourcesInfo().filter((name) => name.startsWith("TCPServer"));
    assert.deepEqual(listening, []);
    assert.deepEqual((await readdir(folder)).toSorted(), ["bad-token"], "a refused start makes no journal");
  });

  it("refuses flags that are none, or that have no sense, as a matter of usage", async () => {
    const table: [string[], RegExp][] = [
      [["--tls-cert", "x.pem"], /--tls-cert needs --tls-key/],
      [["--journal", "x", "--no-journal"], /--journal and --no-journal exclude each other/],
      [["--keep-alive", "soon"], /--keep-alive takes a whole number of seconds, not "soon"/],
      [["--allow-permission-mode", "yolo"], /takes acceptEdits, bypassPermissions, auto/],
      [["--nonsense"], /'--nonsense'/],
    ];
    for (const [args, text] of table) await refused(args, /^UsageError$/, text);
  });
});

describe("help()", () => {
  it("begins with the usage of each command, in 80 columns", () => {
    for (const command of [undefined, "serve", "demo", "doctor"] as const) {
      const text = help(command);
      assert.match(text, /^Usage: kodegen-claude-agent/);
      assert.ok(
        text.split("\n").every((line) => line.length < 80),
        command,
      );
    }
  });
});
