// Where the executable may be: a list made from names alone, in order; nothing near where the agent works is in it.
import nodePath from "node:path";
import type { Env } from "./env.ts";

/** What the list is made from. */
export interface Surroundings {
  readonly platform: string;
  readonly env: Env;
  /** The user's home directory. */
  readonly home: string;
  /** Where the session works: nothing in it is looked at. */
  readonly cwd: string;
  /** Where a path really leads, links followed. */
  readonly real: (path: string) => string;
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
  const value = env["PATH"] ?? env["Path"] ?? "";
  return [...new Set(value.split(delimiter))].flatMap((folder) => {
    const refused = whyNotIn(folder, surroundings);
    return fileNames(name, platform).map((file) =>
      refused === undefined ? { path: join(folder, file) } : { path: join(folder, file), refused },
    );
  });
}

/**
 * Where installers put `claude`, besides PATH.
 *
 * @param target What the npm packages of this machine are called, such as `linux-x64`.
 */
export function installed({ platform, home, near }: Surroundings, target: string): Place[] {
  const { join } = pathOf(platform);
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
  return [...packages, ...files].map((path) => ({ path }));
}

/** Batch files come last: they are not run, only reported. */
function fileNames(name: string, platform: string): string[] {
  return platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
}

function whyNotIn(folder: string, { platform, cwd, home, real }: Surroundings): string | undefined {
  const { isAbsolute, join } = pathOf(platform);
  // Also "", which stands for the working directory.
  if (!isAbsolute(folder)) return "it is relative, so that it would be looked for wherever an agent works";
  // npm's launcher there is a placeholder where install scripts may not run; the real thing is near it.
  if (folder.endsWith(join("node_modules", ".bin"))) return "npm's launchers are not used";
  const work = real(cwd);
  // Installers put executables under the home directory: a directory above it is no repository.
  if (isWithin(real(folder), work, platform) && !isWithin(real(home), work, platform))
    return "it is in the directory that the agent works in";
  return undefined;
}

function isWithin(inner: string, outer: string, platform: string): boolean {
  const { relative, isAbsolute, sep } = pathOf(platform);
  const way = relative(outer, inner);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way));
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

function pathOf(platform: string): typeof nodePath.posix {
  return platform === "win32" ? nodePath.win32 : nodePath.posix;
}
