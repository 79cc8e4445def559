// Git repositories in temporary folders, and prompts that tell the offline model what to do in them.
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after } from "node:test";
import type { Step } from "../../lib/testing/index.ts";

const made: string[] = [];
after(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

/** As it was before a test has planted anything. */
const { PATH = "" } = process.env;

/** Run git as a person would, without that person's own configuration. */
export function git(cwd: string, ...args: string[]): string {
  const env = { PATH, GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: "1" };
  const identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"];
  return execFileSync("git", [...identity, ...args], { cwd, env, encoding: "utf8", stdio: "pipe" });
}

/** A repository with one commit of these files. */
export async function repository(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const parent = await realpath(await mkdtemp(path.join(os.tmpdir(), "kodegen-repository-")));
  made.push(parent);
  const root = path.join(parent, "project");
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  git(root, "init", "--quiet");
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message", "first");
  return root;
}

/** What a repository and the folder for temporary files hold of worktrees. */
export async function worktreesOf(root: string): Promise<string[]> {
  const listed = git(root, "worktree", "list", "--porcelain").match(/^worktree .*/gm) ?? [];
  const admin = await readdir(path.join(root, ".git/worktrees")).catch(() => []);
  return [...listed.slice(1), ...admin];
}

/** A prompt that has the offline model take these steps. */
export function steps(...all: Step[]): string {
  return `Do it. [[mock: ${JSON.stringify(all)} ]]`;
}

/** A step that runs a command. */
export function bash(command: string): Step {
  return { tool: "Bash", input: { command, description: "run it" } };
}
