// What belongs to the directory that an agent works in, which may hold anybody's files.
import { realpathSync } from "node:fs";
import os from "node:os";
import nodePath from "node:path";
import process from "node:process";

/** What it takes to judge a path. */
export interface WorkFolder {
  readonly platform: string;
  /** Where the session works, links followed. */
  readonly cwd: string;
  /** The home directory of the user's account, whatever HOME says; links followed. */
  readonly account: string;
  /** Where a path really leads, links followed. */
  readonly real: (path: string) => string;
}

/** On this machine; looked at when it is asked for. @param cwd Where the session works. */
export function workFolder(cwd: string): WorkFolder {
  return {
    platform: process.platform,
    get cwd() {
      return realPath(nodePath.resolve(cwd));
    },
    get account() {
      return realPath(accountHome());
    },
    real: realPath,
  };
}

/** Where installers and version managers put what they install, below the home directory. */
const INSTALLERS =
  ".local .claude/local .npm-global .yarn .bun .nvm .fnm .volta .asdf .nodenv .nix-profile .linuxbrew".split(
    " ",
  );

/** True for a file or folder that whoever fills the working directory may have put there, links followed. */
export function isInWork(path: string, { platform, cwd, account, real }: WorkFolder): boolean {
  const place = real(path);
  // A directory that the home directory lies in, such as "/", is no repository.
  if (!isWithin(place, cwd, platform) || (cwd !== account && isWithin(account, cwd, platform))) return false;
  // Who works right in the home directory has executables there too.
  const own = INSTALLERS.map((folder) => pathOf(platform).join(account, folder));
  return cwd !== account || !own.some((folder) => isWithin(place, folder, platform));
}

/**
 * The folders of PATH for a process that works in `cwd`: no relative ones, and the launchers of its own packages after
 * all others. npm and npx put these first unasked, where they would take the place of `node` itself; whatever else is
 * in PATH, such as an environment of Python, is there because somebody has put it there.
 */
export function foldersFor(value: string, work: WorkFolder): string[] {
  const { delimiter, isAbsolute } = pathOf(work.platform);
  const folders = value.split(delimiter).filter((folder) => isAbsolute(folder));
  const inside = folders.filter((folder) => isLaunchers(folder, work.platform) && isInWork(folder, work));
  return inside.length === 0 ? folders : [...folders.filter((folder) => !inside.includes(folder)), ...inside];
}

/** True for a folder of npm's launchers, in whatever way it is written. */
export function isLaunchers(folder: string, platform: string): boolean {
  if (!folder.includes(".bin")) return false;
  const { join, resolve } = pathOf(platform);
  return resolve(folder).endsWith(join("node_modules", ".bin"));
}

/** The rules for paths of a platform. */
export function pathOf(platform: string): typeof nodePath.posix {
  return platform === "win32" ? nodePath.win32 : nodePath.posix;
}

function isWithin(inner: string, outer: string, platform: string): boolean {
  const { relative, isAbsolute, sep } = pathOf(platform);
  const way = relative(outer, inner);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** Not from HOME, which may be set to a folder of the project. */
function accountHome(): string {
  try {
    return os.userInfo().homedir || os.homedir();
  } catch {
    // In a container the user may have no account, and under Deno no permission to read it.
    return os.homedir();
  }
}

function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    // What does not exist leads nowhere else.
    return nodePath.resolve(file);
  }
}
