import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, it } from "node:test";
import { getSessionInfo, listSessions } from "../../lib/index.ts";
import { worktreesOf } from "../../lib/transcripts/worktrees.ts";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";

let home = "";
beforeEach(() => void (home = realpathSync(mkdtempSync(path.join(os.tmpdir(), "worktrees-")))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

function git(cwd: string, ...args: string[]): string {
  const config = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "protocol.file.allow=always"];
  return execFileSync("git", [...config, ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function listed(cwd: string): string[] {
  return git(cwd, "worktree", "list", "--porcelain")
    .split("\n")
    .filter((line) => line.startsWith("worktree "))
    .map((line) => line.slice("worktree ".length));
}

function repository(name: string): string {
  const folder = path.join(home, name);
  mkdirSync(path.join(folder, "deep", "er"), { recursive: true });
  git(folder, "init");
  git(folder, "commit", "--allow-empty", "-m", "first");
  return folder;
}

describe("worktreesOf() finds what git lists, without running git", () => {
  it("a repository alone, from wherever in it", async () => {
    const main = repository("main");
    for (const dir of [main, path.join(main, "deep", "er"), path.join(main, "not-there")])
      assert.deepEqual(await worktreesOf(dir), [main]);
  });

  it("linked worktrees, from each of them, deleted ones included", async () => {
    const main = repository("main");
    for (const name of ["z", "a", "m"]) git(main, "worktree", "add", "-b", name, path.join(home, name));
    rmSync(path.join(home, "m"), { recursive: true });
    const all = listed(main);
    assert.equal(all.length, 4);
    for (const dir of [main, path.join(home, "z")]) assert.deepEqual(await worktreesOf(dir), all);
  });

  it("worktrees of a bare repository", async () => {
    const main = repository("main");
    const bare = path.join(home, "place", ".bare");
    git(home, "clone", "--bare", main, bare);
    writeFileSync(path.join(home, "place", ".git"), "gitdir: ./.bare\n");
    git(bare, "worktree", "add", "-b", "work", path.join(home, "place", "work"));
    const dir = path.join(home, "place", "work");
    assert.deepEqual(await worktreesOf(dir), listed(dir));
  });

  it("a worktree whose pointer is relative", async () => {
    const main = repository("main");
    const linked = path.join(home, "linked");
    git(main, "worktree", "add", "-b", "linked", linked);
    const pointer = path.join(main, ".git", "worktrees", "linked", "gitdir");
    assert.equal(readFileSync(pointer, "utf8").trim(), path.join(linked, ".git"));
    writeFileSync(pointer, "../../../../linked/.git\n");
    assert.deepEqual(await worktreesOf(main), [main, linked]);
  });

  it("nothing outside of repositories, and nothing of what only looks like one", async () => {
    assert.deepEqual(await worktreesOf(home), []);
    writeFileSync(path.join(home, ".git"), "not a pointer");
    assert.deepEqual(await worktreesOf(home), []);
  });
});

describe("sessions of other worktrees", () => {
  const kept = withConfigFolder();

  it("are listed as they are found by their ids, also where the environment names the folder for new ones", async () => {
    const main = repository("main");
    const linked = path.join(home, "linked");
    git(main, "worktree", "add", "-b", "linked", linked);
    const id = uuid(1);
    kept.write(linked, id, conversation(id, ["Hello", "Good day"], { cwd: linked }));
    process.env["CLAUDE_CODE_PROJECT_DIR_NAME"] = "all-of-them";
    try {
      assert.equal((await getSessionInfo(id, { dir: main }))?.sessionId, id);
      assert.deepEqual(
        (await listSessions({ dir: main })).map(({ sessionId }) => sessionId),
        [id],
      );
    } finally {
      delete process.env["CLAUDE_CODE_PROJECT_DIR_NAME"];
    }
  });
});
