import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, describe, it } from "node:test";
import { openRepository } from "../../lib/manager/repository.ts";
import { Worktree } from "../../lib/manager/worktrees.ts";
import { git, repository, worktreesOf } from "../support/repository.ts";

const windows = process.platform === "win32" && "what is planted here are shell scripts";

describe("Worktree", () => {
  const open: Worktree[] = [];
  afterEach(async () => {
    for (const worktree of open.splice(0)) await worktree.remove();
  });
  const added = async (cwd: string, base = "HEAD"): Promise<Worktree> => {
    const worktree = await Worktree.add(await openRepository(cwd, base));
    open.push(worktree);
    return worktree;
  };

  it("changes() is a patch that gives back every byte: binary, other encodings, line ends, modes, names", async () => {
    const root = await repository({
      "latin.txt": Buffer.from("caf\xe9\n", "latin1"),
      "gone.txt": "gone\n",
      "plain.txt": "diff --git a/x b/x\n",
      "run.sh": "echo\n",
    });
    const worktree = await added(root);
    const { path: place } = worktree;
    const files: Record<string, Buffer> = {
      "latin.txt": Buffer.from("caf\xe9 cr\xe8me\rdiff --git a b\n", "latin1"),
      "plain.txt": Buffer.from("diff --git a/x b/x\ndiff --git a/y b/y\n\u2028diff --git\n"),
      "ünï code\t.txt": Buffer.from("name\r\n"),
      "image.bin": Buffer.from([0, 1, 2, 255, 254, 10, 13]),
      "no-newline": Buffer.from("no newline"),
    };
    for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(place, name), bytes);
    await rm(path.join(place, "gone.txt"));
    await chmod(path.join(place, "run.sh"), 0o755);
    const found = await worktree.changes();
    assert.deepEqual(found.files.toSorted(), [...Object.keys(files), "gone.txt", "run.sh"].toSorted());
    assert.match(
      found.diff,
      /diff --git a\/plain.txt b\/plain.txt\nindex .*\n--- a/,
      "what is text stays readable",
    );
    assert.match(found.diff, /old mode 100644\nnew mode 100755/);
    execFileSync("git", ["apply", "-"], { cwd: root, input: found.diff });
    for (const [name, bytes] of Object.entries(files))
      assert.deepEqual(await readFile(path.join(root, name)), bytes, name);
    assert.ok(!(await readdir(root)).includes("gone.txt"));
  });

  it("changes() has commits, staged, unstaged and new files, and nested repositories as files; no ignored ones", async () => {
    const root = await repository({ "a.txt": "a\n", ".gitignore": "ignored/\n" });
    const worktree = await added(root);
    const { path: place } = worktree;
    assert.equal(worktree.cwd, place);
    await writeFile(path.join(place, "committed.txt"), "1");
    git(place, "add", ".");
    git(place, "commit", "--quiet", "--message", "mine");
    await writeFile(path.join(place, "staged.txt"), "2");
    git(place, "add", ".");
    await writeFile(path.join(place, "new.txt"), "3");
    for (const folder of ["ignored", "app", "app/inner"]) {
      await mkdir(path.join(place, folder));
      await writeFile(path.join(place, folder, "file.txt"), folder);
    }
    git(path.join(place, "app/inner"), "init", "--quiet");
    git(path.join(place, "app"), "init", "--quiet");
    const objects = git(root, "count-objects");
    const { files } = await worktree.changes();
    assert.equal(git(root, "count-objects"), objects, "what is new is not kept in the repository");
    const expected = ["app/file.txt", "app/inner/file.txt", "committed.txt", "new.txt", "staged.txt"];
    assert.deepEqual(files, expected);
    assert.deepEqual((await worktree.changes()).files, expected, "it can be looked at again");
    assert.ok((await readdir(path.join(place, "app"))).includes(".git"), "and is as it was");
  });

  it("Worktree.add() starts from a base, in the same folder of the repository, and many at once do not get in each other's way", async () => {
    const root = await repository({ "a.txt": "a\n", "packages/one/b.txt": "b\n" });
    git(root, "tag", "old");
    await writeFile(path.join(root, "packages/one/c.txt"), "c\n");
    git(root, "add", ".");
    git(root, "commit", "--quiet", "--message", "second");
    const inside = path.join(root, "packages/one");
    const repositories = await Promise.all(Array.from({ length: 8 }, () => openRepository(inside, "old")));
    const worktrees = await Promise.all(repositories.map((each) => Worktree.add(each)));
    open.push(...worktrees);
    for (const { cwd, path: place } of worktrees) {
      assert.equal(path.relative(place, cwd), path.join("packages", "one"));
      assert.deepEqual(await readdir(cwd), ["b.txt"]);
    }
    assert.equal((await worktreesOf(root)).length, 16);
    await Promise.all(open.splice(0).map((worktree) => worktree.remove()));
    assert.deepEqual(await worktreesOf(root), []);
    assert.equal(git(root, "worktree", "prune", "--verbose", "--dry-run"), "");
  });

  it("a repository cannot have us run its programs: hooks, fsmonitor, filters, textconv, its own git", {
    skip: windows,
  }, async () => {
    const root = await repository({ "a.txt": "a\n", ".gitattributes": "*.txt filter=evil diff=evil\n" });
    const proof = path.join(path.dirname(root), "proof");
    const script = path.join(root, "git");
    const say = (name: string): string => `#!/bin/sh\necho ${name} >> ${proof}\ncat\n`;
    await writeFile(script, say("planted"), { mode: 0o755 });
    for (const hook of ["post-checkout", "post-index-change", "reference-transaction", "pre-commit"])
      await writeFile(path.join(root, ".git/hooks", hook), say(hook), { mode: 0o755 });
    const settings: Record<string, string> = { "extensions.worktreeConfig": "true", "diff.external": script };
    for (const key of [
      "core.fsmonitor",
      "filter.evil.smudge",
      "filter.evil.clean",
      "diff.evil.textconv",
      "diff.evil.command",
    ])
      settings[key] = script;
    settings["filter.evil.required"] = "true";
    settings["hook.evil.command"] = script;
    settings["hook.evil.event"] = "post-checkout";
    for (const [key, value] of Object.entries(settings)) git(root, "config", key, value);
    const { PATH } = process.env;
    process.env["PATH"] = `${root}:.:${PATH}`;
    // Only for what is tested: Deno hands a variable on to every program, whatever environment that is given.
    const decoy = path.join(path.dirname(root), "decoy");
    process.env["GIT_DIR"] = decoy;
    try {
      const worktree = await added(root);
      delete process.env["GIT_DIR"];
      const { path: place } = worktree;
      // The agent says that its worktree is another repository, with programs of its own.
      await writeFile(path.join(place, "a.txt"), "b\n");
      await rm(path.join(place, ".git"));
      git(place, "init", "--quiet");
      git(place, "config", "core.fsmonitor", script);
      process.env["GIT_DIR"] = decoy;
      assert.deepEqual((await worktree.changes()).files, ["a.txt"]);
    } finally {
      process.env["PATH"] = PATH;
      delete process.env["GIT_DIR"];
    }
    await assert.rejects(readFile(proof), { code: "ENOENT" }, "nothing of it has run");
  });

  it("without git there is an error that says so", { skip: windows }, async () => {
    const root = await repository({ "a.txt": "a\n" });
    const { PATH } = process.env;
    process.env["PATH"] = root;
    try {
      await assert.rejects(openRepository(root, "HEAD"), { code: "git_failed", problem: "missing" });
    } finally {
      process.env["PATH"] = PATH;
    }
    await assert.rejects(openRepository(os.tmpdir(), "HEAD"), { problem: "no_repository" });
    await assert.rejects(openRepository(root, "--all"), { problem: "unknown_base" });
  });

  it("submodules are left alone", async () => {
    const other = await repository({ "inner.txt": "inner\n" });
    const root = await repository({ "a.txt": "a\n" });
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "sub");
    git(root, "commit", "--quiet", "--message", "submodule");
    const worktree = await added(root);
    const { path: place } = worktree;
    git(path.join(place, "sub"), "init", "--quiet");
    await writeFile(path.join(place, "sub/new.txt"), "new");
    await writeFile(path.join(place, "b.txt"), "b");
    assert.deepEqual((await worktree.changes()).files, ["b.txt"]);
  });
});
