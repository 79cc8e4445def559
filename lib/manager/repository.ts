// A git repository that worktrees are made from, and what is to be known of each of them.
import { GitError } from "../errors/agent.ts";
import { gitIn, rootOf } from "./git.ts";

/** A repository, seen from a folder in it. */
export interface Repository {
  /** The folder that it is checked out in. */
  readonly root: string;
  /** Where in it the folder is; "" for the root. */
  readonly prefix: string;
  /** Its `.git`, which all of its worktrees have in common. */
  readonly common: string;
  /** What worktrees are made from: a hash. */
  readonly commit: string;
}

/** A git worktree that an agent works in. */
export interface AgentWorktree {
  readonly path: string;
  /** Where in it the agent works: the same folder of the repository as the one that was asked for. */
  readonly cwd: string;
  /** The folder in which the repository is checked out. */
  readonly repository: string;
  /** The repository's `.git`, which may be elsewhere. */
  readonly gitFolder: string;
  /** What it was made from: a hash. */
  readonly commit: string;
}

/** What has to be known of a worktree to find it again. */
export interface KeptWorktree {
  readonly repository: Repository;
  readonly path: string;
  /** Git's own files for it. */
  readonly admin: string;
}

/** @throws {GitError} If there is no git, no repository, or no such commit. */
export async function openRepository(cwd: string, base: string): Promise<Repository> {
  const git = await gitIn({ cwd, root: rootOf(cwd) });
  const ask = async (...args: string[]): Promise<string> => lineOf(await git(["rev-parse", ...args]));
  const root = await ask("--show-toplevel");
  const prefix = await ask("--show-prefix");
  const common = await ask("--path-format=absolute", "--git-common-dir");
  const commit = await ask("--verify", "--quiet", "--end-of-options", `${base}^{commit}`).catch(
    (cause: unknown) => {
      const text = `There is no commit "${base}" in "${root}": correct "base", or commit something first`;
      throw new GitError("unknown_base", text, cause);
    },
  );
  return { root, prefix, common, commit };
}

/** The only line of what git says. */
export function lineOf(output: Buffer): string {
  return output.toString().replace(/\r?\n$/, "");
}
