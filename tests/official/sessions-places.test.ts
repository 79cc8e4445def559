import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { getSessionInfo, getSessionMessages, listSessions } from "../../lib/index.ts";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";
import { assertSame } from "./kept.ts";

const config = withConfigFolder();
const home = realpathSync(mkdtempSync(path.join(os.tmpdir(), "places-")));
after(() => rmSync(home, { recursive: true, force: true }));

describe("Both libraries find the sessions of a directory", () => {
  it("two directories whose paths make the same name", async () => {
    const [one, other] = [path.join(home, "a-b"), path.join(home, "a", "b")];
    mkdirSync(one);
    mkdirSync(other, { recursive: true });
    config.write(one, uuid(1), conversation(uuid(1), ["one"], { cwd: one }));
    config.write(other, uuid(2), conversation(uuid(2), ["other"], { cwd: other }));
    config.write(other, uuid(3), conversation(uuid(3), ["gone"], { cwd: path.join(home, "a.b") }));
    for (const dir of [one, other]) await assertSame(dir, (library) => library.listSessions({ dir }));
    assert.deepEqual(
      (await listSessions({ dir: one })).map(({ sessionId }) => sessionId),
      [uuid(3), uuid(1)],
    );
    rmSync(path.join(config.folder, "projects"), { recursive: true });
  });

  it("git worktrees, from each of them and from a folder inside", async () => {
    const git = (cwd: string, ...args: string[]): void =>
      void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
        cwd,
        stdio: "ignore",
      });
    const main = path.join(home, "repo");
    const inside = path.join(main, "inside");
    mkdirSync(inside, { recursive: true });
    git(main, "init");
    git(main, "commit", "--allow-empty", "-m", "first");
    const linked = [path.join(home, "tree-b"), path.join(home, "tree-a")];
    for (const [index, tree] of linked.entries()) git(main, "worktree", "add", "-b", `branch-${index}`, tree);
    const places = [main, inside, ...linked];
    for (const [index, cwd] of places.entries())
      config.write(cwd, uuid(index), conversation(uuid(index), [`in ${cwd}`], { cwd }));
    rmSync(linked[1] ?? "", { recursive: true });
    for (const dir of places) {
      await assertSame(dir, (library) => library.listSessions({ dir }));
      await assertSame(`${dir} alone`, (library) => library.listSessions({ dir, includeWorktrees: false }));
      for (const index of places.keys())
        await assertSame(`${index} from ${dir}`, (library) => library.getSessionInfo(uuid(index), { dir }));
    }
    assert.equal((await listSessions({ dir: main })).length, 3);
    rmSync(path.join(config.folder, "projects"), { recursive: true });
  });

  it("a path of more than 200 characters, whose folder's hash is another runtime's", async () => {
    const dir = `/${"deep/".repeat(60)}end`;
    const cut = dir.replaceAll("/", "-").slice(0, 200);
    for (const [index, name] of [`${cut}-abcdef`, `${cut}-other`].entries()) {
      const folder = path.join(config.folder, "projects", name);
      mkdirSync(folder, { recursive: true });
      const cwd = index === 0 ? dir : `${dir}/not-this`;
      const [line] = conversation(uuid(index), ["deep"], { cwd });
      writeFileSync(path.join(folder, `${uuid(index)}.jsonl`), `${JSON.stringify(line)}\n`);
    }
    await assertSame("list", (library) => library.listSessions({ dir }));
    await assertSame("info", (library) => library.getSessionInfo(uuid(0), { dir }));
    assert.deepEqual(
      (await listSessions({ dir })).map(({ sessionId }) => sessionId),
      [uuid(0)],
    );
    rmSync(path.join(config.folder, "projects"), { recursive: true });
  });

  it("no configuration folder at all", async () => {
    await assertSame("list", (library) => library.listSessions());
    await assertSame("subagents", (library) => library.listSubagents(uuid(1)));
    assert.equal(await getSessionInfo(uuid(1)), undefined);
    assert.deepEqual(await getSessionMessages(uuid(1)), []);
  });
});
