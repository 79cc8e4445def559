import assert from "node:assert/strict";
import { chmod, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { locateAgain, locateClaude } from "../../lib/process/locate.ts";
import { withPrograms } from "../support/programs.ts";

const programs = withPrograms();

describe("locateClaude()", () => {
  it("locateClaude() takes a path as it is and says what is wrong with it", async () => {
    const fine = await programs.script("my-claude", "exit 0");
    assert.equal((await locateClaude({ path: fine })).path, fine);
    await assert.rejects(locateClaude({ path: path.join(programs.folder, "none") }), {
      code: "cli_not_found",
      message: /pathToClaudeCodeExecutable/,
    });
    await assert.rejects(locateClaude({ path: programs.folder }), {
      code: "cli_not_executable",
      errno: "EISDIR",
    });
    const plain = path.join(programs.folder, "plain");
    await writeFile(plain, "text");
    await assert.rejects(locateClaude({ path: plain }), { code: "cli_not_executable", errno: "EACCES" });
  });

  it("locateClaude() looks a bare name up on the PATH of the given environment, past what cannot run", async () => {
    const first = path.join(programs.folder, "first");
    const second = path.join(programs.folder, "second");
    await mkdir(first);
    await mkdir(second);
    await writeFile(path.join(first, "claude"), "not executable");
    await symlink(await programs.script("target", "exit 0"), path.join(second, "claude"));
    const env = { PATH: `${first}${path.delimiter}${second}`, HOME: programs.folder };
    for (const name of [undefined, "claude"]) {
      const located = await locateClaude({ path: name, env });
      assert.equal(located.path, path.join(second, "claude"));
      assert.deepEqual(located.attempts, [
        { path: path.join(first, "claude"), reason: "it is not executable" },
      ]);
    }
  });

  it("locateAgain() gives at once the path that it was given before, while that is the same file", async () => {
    const file = await programs.script("again/claude", "exit 0");
    assert.equal(await locateAgain({ path: file }), file);
    assert.equal(locateAgain({ path: file }), file);
    await chmod(file, 0o644);
    await assert.rejects(async () => locateAgain({ path: file }), { code: "cli_not_executable" });
    await rm(file);
    await assert.rejects(async () => locateAgain({ path: file }), { code: "cli_not_found" });
    await assert.rejects(async () => locateAgain({ path: file }), { code: "cli_not_found" });
  });

  it("locateAgain() searches PATH each time, and never in the directory that the agent works in", async () => {
    const [first, second] = [path.join(programs.folder, "early"), path.join(programs.folder, "late")];
    const env = { PATH: `${first}${path.delimiter}${second}`, HOME: programs.folder };
    const late = await programs.script("late/claude", "exit 0");
    assert.equal(await locateAgain({ env }), late);
    const early = await programs.script("early/claude", "exit 0");
    assert.equal(await locateAgain({ env }), early);
    assert.equal(await locateAgain({ env, cwd: first }), late);
  });

  it("locateClaude() finds the platform's npm package when PATH has none", async () => {
    const located = await locateClaude({ env: { PATH: "", HOME: programs.folder } });
    assert.match(located.path, /@anthropic-ai/);
  });

  it("locateClaude() lists every place when there is none", async () => {
    await assert.rejects(
      locateClaude({ path: "no-such-claude", env: { PATH: programs.folder } }),
      (error: Error & { attempts: unknown[] }) => {
        assert.match(error.message, /no-such-claude/);
        assert.deepEqual(error.attempts, [
          { path: path.join(programs.folder, "no-such-claude"), reason: "it does not exist" },
        ]);
        return true;
      },
    );
  });

  it("locateClaude() takes nothing that lies where the agent works, by whatever way it would be found", async () => {
    const work = path.join(programs.folder, "repository");
    const platform = `${process.platform}-${process.arch}`;
    const planted = [
      "claude",
      "bin/claude",
      "node_modules/.bin/claude",
      "deep/er/claude",
      `node_modules/@anthropic-ai/claude-code-${platform}/claude`,
      `node_modules/@anthropic-ai/claude-code-${platform}-musl/claude`,
      "node_modules/@anthropic-ai/claude-code/bin/claude.exe",
    ];
    for (const file of planted) await programs.script(`repository/${file}`, "exit 1");
    await symlink(path.join(work, "bin"), path.join(programs.folder, "link-into-it"));
    const good = await programs.script("home/.local/bin/claude", "exit 0");
    const home = path.join(programs.folder, "home");
    const relative = ["", ".", "bin", "./deep/er", "node_modules/.bin", "../repository/bin"];
    const inside = ["bin", "node_modules/.bin", "deep/er", "."].map((folder) => path.join(work, folder));
    const folders = [...relative, ...inside, path.join(programs.folder, "link-into-it")];
    // Near the library there is an executable too, which would be found before the home directory's.
    const name = "claude";
    const PATH = [...folders, path.dirname(good)].join(path.delimiter);
    for (const cwd of [work, path.join(work, "."), path.join(programs.folder, "repository/../repository")]) {
      const located = await locateClaude({ path: name, env: { PATH, HOME: home }, cwd });
      assert.equal(located.path, good, cwd);
      assert.equal(located.attempts.length, new Set(folders).size);
    }
    const rest = await locateClaude({ env: { PATH: folders.join(path.delimiter), HOME: home }, cwd: work });
    assert.ok(!rest.path.startsWith(work), rest.path);
  });

  it("locateClaude() takes nothing from the working directory because HOME lies in it, or by a link", async () => {
    const work = path.join(programs.folder, "project");
    await programs.script("project/bin/claude", "exit 1");
    await programs.script("project/.agent-home/.local/bin/claude", "exit 1");
    const good = await programs.script("system/claude", "exit 0");
    await mkdir(path.join(programs.folder, "links"));
    await symlink(path.join(work, "bin/claude"), path.join(programs.folder, "links/claude"));
    const folders = [
      `${work}/bin`,
      `${work}/.agent-home/.local/bin`,
      `${programs.folder}/links`,
      path.dirname(good),
    ];
    for (const HOME of [path.join(work, ".agent-home"), work]) {
      const env = { PATH: folders.join(path.delimiter), HOME, KODEGEN_CLAUDE_PATH: "" };
      assert.equal((await locateClaude({ env, cwd: work })).path, good, HOME);
    }
  });

  it("locateClaude() reads a relative path from where this program runs, not from where the agent works", async () => {
    const file = await programs.script("elsewhere/claude", "exit 0");
    const relative = path.relative(process.cwd(), file);
    assert.equal((await locateClaude({ path: relative, cwd: programs.folder })).path, file);
    const inside = { path: "./elsewhere/claude", cwd: programs.folder };
    await assert.rejects(locateClaude(inside), { code: "cli_not_found" });
  });
});
