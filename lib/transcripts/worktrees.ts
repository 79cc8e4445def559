// The git worktrees that belong to a directory, read from git's own files: no process, no hooks, no configuration.
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";

const POINTER = /^gitdir: (.+)$/m;

/**
 * The main worktree and the linked ones, in git's order.
 *
 * @returns Empty when the directory is in no repository.
 */
export async function worktreesOf(dir: string): Promise<string[]> {
  const gitFolder = await gitFolderAbove(dir);
  if (gitFolder === undefined) return [];
  const shared = await sharedFolder(gitFolder);
  const main = path.basename(shared) === ".git" ? path.dirname(shared) : shared;
  return [main, ...(await linkedWorktrees(shared)).toSorted()];
}

async function gitFolderAbove(dir: string): Promise<string | undefined> {
  for (let at = path.resolve(dir); ; at = path.dirname(at)) {
    const found = await gitFolderIn(at);
    if (found !== undefined || at === path.dirname(at)) return found;
  }
}

async function gitFolderIn(dir: string): Promise<string | undefined> {
  const file = path.join(dir, ".git");
  const found = await stat(file).catch(() => undefined);
  // Not here; perhaps further up.
  if (found === undefined) return undefined;
  if (found.isDirectory()) return file;
  const pointer = POINTER.exec((await textOf(file)) ?? "")?.[1];
  return pointer === undefined ? undefined : path.resolve(dir, pointer);
}

/** A linked worktree has a folder of its own inside the repository's, and says where that is. */
async function sharedFolder(gitFolder: string): Promise<string> {
  const pointer = await textOf(path.join(gitFolder, "commondir"));
  const shared = pointer === undefined ? gitFolder : path.resolve(gitFolder, pointer.trim());
  return realpath(shared).catch(() => shared);
}

async function linkedWorktrees(shared: string): Promise<string[]> {
  const folder = path.join(shared, "worktrees");
  const names = await readdir(folder).catch((): string[] => []);
  const found = names.map(async (name) => {
    const pointer = await textOf(path.join(folder, name, "gitdir"));
    // Newer git may write the path relative to the folder that holds the pointer.
    return pointer === undefined ? [] : path.dirname(path.resolve(folder, name, pointer.trim()));
  });
  return (await Promise.all(found)).flat();
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
