// Settings of `serve`: flags and the configuration file say the same things, and neither says what it may not.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { limitsOf } from "../../lib/manager/limits.ts";
import { optionsFrom } from "../../server/commands/serve-options.ts";
import { UsageError } from "../../server/config/arguments.ts";
import { FLAGS } from "../../server/config/flags.ts";
import { type ReadSettings, readSettings } from "../../server/config/settings.ts";
import { ServerStartError } from "../../server/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { runMain } from "../support/server.ts";

const claude = withRealClaude();
const folder = mkdtempSync(path.join(os.tmpdir(), "config-"));
process.env["XDG_CONFIG_HOME"] = path.join(folder, "empty");
after(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function fileWith(content: unknown, mode = 0o600): string {
  const file = path.join(folder, `${(count += 1)}.json`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  chmodSync(file, mode);
  return file;
}
const read = (content: unknown, ...flags: string[]): Promise<ReadSettings> =>
  readSettings(["--config", fileWith(content), ...flags]);

describe("The configuration file", () => {
  it("says what flags say, and flags win over it", async () => {
    const kept = {
      http: "127.0.0.1:1",
      "max-agents": 3,
      "max-memory": "1G",
      "allow-tool": ["Bash", "Monitor"],
    };
    const flags = ["--http", "127.0.0.1:1", "--max-agents", "3", "--max-memory", "1G"];
    const tools = ["--allow-tool", "Bash", "--allow-tool", "Monitor"];
    const { settings } = await read(kept);
    assert.deepEqual(settings, (await readSettings([...flags, ...tools])).settings);
    assert.equal(optionsFrom(settings).managerOptions?.maxMemoryBytes, 2 ** 30);
    const other = await read(kept, "--max-agents", "5", "--allow-tool", "Monitor");
    assert.deepEqual([other.settings["max-agents"], other.settings["allow-tool"]], [5, ["Monitor"]]);
    assert.equal(other.settings.http, "127.0.0.1:1");
  });

  it("gives way as a whole to a flag that excludes what it says", async () => {
    const { settings } = await read({ http: "127.0.0.1:1", "no-journal": true }, "--stdio", "--journal", "j");
    assert.deepEqual(
      [settings.http, settings["no-journal"], settings.stdio, settings.journal],
      [undefined, undefined, true, "j"],
    );
    await assert.rejects(read({ http: "127.0.0.1:1", stdio: true }), /"stdio" and "http" exclude each other/);
  });

  it("has paths that count from its folder, or from the home", async () => {
    const { settings } = await read({
      root: ["work", "~/notes", "/srv"],
      claude: "claude",
      "tls-cert": "c.pem",
    });
    assert.deepEqual(settings.root, [path.join(folder, "work"), path.join(os.homedir(), "notes"), "/srv"]);
    assert.equal(settings["tls-cert"], path.join(folder, "c.pem"));
    assert.equal(settings.claude, "claude", "a bare name is looked up on PATH");
  });

  it("refuses what is no setting, and names the nearest; and whatever a value may not be", async () => {
    const table: [unknown, RegExp][] = [
      [{ rot: ["/"] }, /"rot" is no setting; did you mean "root"\?/],
      [{ maxAgents: 3 }, /"maxAgents" is no setting; did you mean "max-agents"\?/],
      [{ allow_tools: ["Bash"] }, /"allow_tools" is no setting; did you mean "allow-tool"\?/],
      [{ config: "x" }, /"config" is no setting/],
      [{ token: "x" }, /a secret does not belong here: use "token-file"/],
      [{ "keep-alive": "soon" }, /"keep-alive" takes a whole number of seconds/],
      [{ "keep-alive": 1.5, root: "/" }, /"keep-alive" takes .*; "root" takes a list of paths/],
      [{ root: [] }, /"root" takes a list of paths/],
      [{ "allow-permission-mode": ["yolo"] }, /takes acceptEdits, bypassPermissions, auto/],
      [{ "max-body-size": "4MB" }, /takes a number of bytes, or one with K, M or G/],
      [{ "max-agents": 0 }, /takes a whole number of at least 1/],
      ["[]", /must hold an object/],
      ["{", /is not JSON/],
    ];
    for (const [content, text] of table)
      await assert.rejects(read(content), (error: Error) => {
        assert.ok(error instanceof ServerStartError && error.code === "config_invalid", String(error));
        assert.match(error.message, text);
        return true;
      });
  });

  it("is read from the user's folder, never from the directory of the start, and --no-config reads none", async () => {
    const home = path.join(folder, "home");
    const start = path.join(folder, "start");
    for (const [where, agents] of [
      [path.join(home, "kodegen-claude-agent"), 7],
      [start, 9],
    ] as const) {
      mkdirSync(where, { recursive: true });
      writeFileSync(path.join(where, "kodegen-claude-agent.json"), JSON.stringify({ "max-agents": agents }), {
        mode: 0o600,
      });
    }
    const model = await claude.started();
    const env = { ...model.env(), XDG_CONFIG_HOME: home, KODEGEN_CLAUDE_AGENT_TOKEN: "canary-canary-canary" };
    const agentsOf = async (args: string[]): Promise<unknown> => {
      const { code, stdout, stderr } = await runMain(["serve", "--print-config", ...args], env, start);
      assert.deepEqual([code, stderr], [0, ""]);
      return (JSON.parse(stdout) as Record<string, unknown>)["max-agents"];
    };
    assert.equal(await agentsOf([]), 7);
    assert.equal(await agentsOf(["--no-config"]), 16);
  });

  const onUnix = process.platform === "win32" ? "file modes are those of Unix" : false;
  it("is refused when others may write it, and missed when it was named", { skip: onUnix }, async () => {
    for (const mode of [0o620, 0o602, 0o666])
      await assert.rejects(readSettings(["--config", fileWith({}, mode)]), /can be written by others/);
    await assert.rejects(readSettings(["--config", path.join(folder, "none")]), /does not exist/);
    await assert.rejects(readSettings(["--config", "x", "--no-config"]), UsageError);
  });
});

describe("--print-config", () => {
  it("prints a configuration file that says the same again, without secrets", async () => {
    const model = await claude.started();
    const env = { ...model.env(), KODEGEN_CLAUDE_AGENT_TOKEN: "canary-canary-canary-canary-canary-00" };
    const flags = [
      "--root",
      "/",
      "--max-agents",
      "2",
      "--allow-origin",
      "https://me:hunter2hunter2@example.org",
    ];
    const printed = await runMain(["serve", "--no-config", "--print-config", ...flags], env, model.home);
    assert.deepEqual([printed.code, printed.stderr], [0, ""]);
    assert.doesNotMatch(printed.stdout, /canary|hunter2/);
    const { settings } = await readSettings(["--config", fileWith(printed.stdout)]);
    assert.deepEqual(settings, JSON.parse(printed.stdout));
    assert.deepEqual([settings["max-agents"], settings["keep-alive"], settings.root], [2, 1800, ["/"]]);
  });
});

describe("The table of settings", () => {
  it("knows what the guide has as an example", async () => {
    const guide = readFileSync(path.join(import.meta.dirname, "../../docs/server.md"), "utf8");
    const [, example] = /```json\n(\{\n {2}"\$schema"[\s\S]*?)```/.exec(guide) ?? [];
    const { settings } = await read(example);
    assert.deepEqual([settings["max-agents"], settings["allow-tool"]], [8, ["Bash"]]);
  });

  it("has the defaults that a manager has", async () => {
    const { managerOptions = {} } = optionsFrom((await readSettings(["--no-config"])).settings);
    assert.deepEqual(limitsOf(managerOptions), limitsOf({}));
  });

  it("has a schema for editors that knows every key, and no other", () => {
    const schema = JSON.parse(
      readFileSync(path.join(import.meta.dirname, "../../server/generated/config.schema.json"), "utf8"),
    ) as { properties: object; additionalProperties: boolean };
    assert.deepEqual(Object.keys(schema.properties), ["$schema", ...Object.keys(FLAGS)]);
    assert.equal(schema.additionalProperties, false);
  });
});
