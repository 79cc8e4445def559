// Where the executable may be: a list made from names alone, in order. Of PATH nothing counts that lies where the agent works.
import type { Env } from "./env.ts";
import { isInWork, isLaunchers, pathOf, type WorkFolder } from "./work-folder.ts";

/** What the list is made from. */
export interface Surroundings extends WorkFolder {
  readonly env: Env;
  /** The home directory that the environment names. */
  readonly home: string;
  /** Files of this library and of the program that uses it; npm packages are looked for near them. */
  readonly near: readonly string[];
}

/** One place, and why it is not looked at. */
export interface Place {
  readonly path: string;
  readonly refused?: string;
}

/** Files called `name` on PATH. */
export function onPath(name: string, surroundings: Surroundings): Place[] {
  const { env, platform } = surroundings;
  const { delimiter, join } = pathOf(platform);
  return [...new Set(pathVariable(env, platform).split(delimiter))].flatMap((folder) => {
    const refused = whyNotIn(folder, surroundings);
    return fileNames(name, platform).map((file) => judged(join(folder, file), surroundings, refused));
  });
}

/**
 * Where installers put `claude`, besides PATH. The npm packages near this library and its program are as trusted as these
 * are themselves, wherever they lie.
 *
 * @param target What the npm packages of this machine are called, such as `linux-x64`.
 */
export function installed(surroundings: Surroundings, target: string): Place[] {
  const { platform, account, near } = surroundings;
  const { join } = pathOf(platform);
  const home = isInWork(surroundings.home, surroundings) ? account : surroundings.home;
  const folders = [
    join(home, ".local", "bin"),
    join(home, ".claude", "local"),
    join(home, ".npm-global", "bin"),
    join(home, ".yarn", "bin"),
    join(home, ".bun", "bin"),
    ...(platform === "win32" ? [] : ["/usr/local/bin", "/opt/homebrew/bin"]),
  ];
  const packages = [...new Set(near.flatMap((file) => packageFolders(file, platform)))].flatMap((folder) => {
    const file = platform === "win32" ? "claude.exe" : "claude";
    const vendor = join(folder, "@anthropic-ai");
    return [
      join(vendor, `claude-code-${target}`, file),
      join(vendor, `claude-agent-sdk-${target}`, file),
      join(vendor, "claude-code", "bin", "claude.exe"),
    ];
  });
  const files = folders.flatMap((folder) => fileNames("claude", platform).map((file) => join(folder, file)));
  return [...packages.map((path) => ({ path })), ...files.map((path) => judged(path, surroundings))];
}

const IN_WORK = "it is in the directory that the agent works in";

function judged(path: string, work: WorkFolder, refused?: string): Place {
  // A link elsewhere may lead into it.
  const why = refused ?? (isInWork(path, work) ? IN_WORK : undefined);
  return why === undefined ? { path } : { path, refused: why };
}

/** Only Windows does not tell `Path` from `PATH`. */
function pathVariable(env: Env, platform: string): string {
  const isPath = (name: string): boolean => name.toUpperCase() === "PATH" && env[name] !== undefined;
  return env[(platform === "win32" && Object.keys(env).find(isPath)) || "PATH"] ?? "";
}

/** Batch files come last: they are not run, only reported. */
function fileNames(name: string, platform: string): string[] {
  return platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
}

function whyNotIn(folder: string, surroundings: Surroundings): string | undefined {
  const { isAbsolute } = pathOf(surroundings.platform);
  // Also "", which stands for the working directory.
  if (!isAbsolute(folder)) return "it is relative, so that it would be looked for wherever an agent works";
  // npm's launcher there is a placeholder where install scripts may not run; the real thing is near it.
  if (isLaunchers(folder, surroundings.platform)) return "npm's launchers are not used";
  return isInWork(folder, surroundings) ? IN_WORK : undefined;
}

/** The `node_modules` folders in which a package that this file imports may be. */
function packageFolders(file: string, platform: string): string[] {
  const { dirname, join, basename } = pathOf(platform);
  const folders: string[] = [];
  for (let at = dirname(file); ; at = dirname(at)) {
    if (basename(at) !== "node_modules") folders.push(join(at, "node_modules"));
    if (at === dirname(at)) return folders;
  }
}
