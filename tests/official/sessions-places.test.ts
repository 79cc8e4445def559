// Where the sessions of a directory are: names that clash, worktrees, long paths, no folder at all.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";
import { conversation, uuid, withConfigFolder } from "../support/kept-sessions.ts";
import { compareKept, type KeptScenario } from "./kept.ts";

const config = withConfigFolder();
const home = realpathSync(mkdtempSync(path.join(os.tmpdir(), "places-")));
after(() => rmSync(home, { recursive: true, force: true }));

const SCENARIOS: Readonly<Record<string, KeptScenario>> = {
  "two directories whose paths make the same name": async (ask) => {
    const [one, other] = [path.join(home, "a-b"), path.join(home, "a", "b")];
    mkdirSync(one);
    mkdirSync(other, { recursive: true });
    config.write(one, uuid(1), conversation(uuid(1), ["one"], { cwd: one }));
    config.write(other, uuid(2), conversation(uuid(2), ["other"], { cwd: other }));
    config.write(other, uuid(3), conversation(uuid(3), ["gone"], { cwd: path.join(home, "a.b") }));
    for (const dir of [one, other]) await ask(dir, (library) => library.listSessions({ dir }));
    rmSync(path.join(config.folder, "projects"), { recursive: true });
  },

  "git worktrees, from each of them and from a folder inside": async (ask) => {
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
      await ask(dir, (library) => library.listSessions({ dir }));
      await ask(`${dir} alone`, (library) => library.listSessions({ dir, includeWorktrees: false }));
      for (const index of places.keys())
        await ask(`${index} from ${dir}`, (library) => library.getSessionInfo(uuid(index), { dir }));
    }
    rmSync(path.join(config.folder, "projects"), { recursive: true });
  },

  "a path of more than 200 characters, whose folder's hash is another runtime's": async (ask) => {
    const dir = `/${"deep/".repeat(60)}end`;
    const cut = dir.replaceAll("/", "-").slice(0, 200);
    for (const [index, name] of [`${cut}-abcdef`, `${cut}-other`].entries()) {
      const folder = path.join(config.folder, "projects", name);
      mkdirSync(folder, { recursive: true });
      const cwd = index === 0 ? dir : `${dir}/not-this`;
      const [line] = conversation(uuid(index), ["deep"], { cwd });
      writeFileSync(path.join(folder, `${uuid(index)}.jsonl`), `${JSON.stringify(line)}\n`);
    }
    await ask("list", (library) => library.listSessions({ dir }));
    await ask("info", (library) => library.getSessionInfo(uuid(0), { dir }));
    rmSync(path.join(config.folder, "projects"), { recursive: true });
  },

  "no configuration folder at all": async (ask) => {
    await ask("list", (library) => library.listSessions());
    await ask("subagents", (library) => library.listSubagents(uuid(1)));
    await ask("info", (library) => library.getSessionInfo(uuid(1)));
    await ask("messages", (library) => library.getSessionMessages(uuid(1)));
  },
};

compareKept("sessions/places", SCENARIOS, config.folder, { "<home>": home });
