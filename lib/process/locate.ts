// Finds the `claude` executable, or says where it was looked for.
import { access, constants, realpath, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { CLINotExecutableError, CLINotFoundError, type LocateAttempt } from "../errors/start.ts";
import type { Env } from "./env.ts";

/** Where to look for the executable. */
export interface LocateOptions {
  /** A path, or a bare name to look up on PATH. Without it the usual places are searched. */
  readonly path?: string | undefined;
  /** Where PATH and HOME are read from; the process's own environment by default. */
  readonly env?: Env | undefined;
  readonly cwd?: string | undefined;
}

/** An executable that was found. */
export interface Located {
  readonly path: string;
  /** The places that were tried before and refused. */
  readonly attempts: readonly LocateAttempt[];
}

const WINDOWS = process.platform === "win32";
const SCRIPT = /\.(?:[cm]?js|[cm]?ts|[jt]sx)$/;

/** True for executables that a JavaScript runtime has to run. */
export function isScript(file: string): boolean {
  return SCRIPT.test(file);
}

/**
 * Find the Claude Code executable.
 *
 * Order: the given path; else `KODEGEN_CLAUDE_PATH`, PATH, the npm package near the working directory
 * and near this library, and the places that installers use.
 *
 * @throws {CLINotFoundError} With every place that was tried.
 * @throws {CLINotExecutableError} If a path was given and names something that cannot be run.
 */
export async function locateClaude(options: LocateOptions = {}): Promise<Located> {
  const env = options.env ?? process.env;
  const cwd = options.cwd ?? process.cwd();
  const named = options.path ?? env["KODEGEN_CLAUDE_PATH"];
  if (named !== undefined && (named.includes("/") || named.includes(path.sep))) {
    return {
      path: await requireExecutable(path.resolve(cwd, named), options.path !== undefined),
      attempts: [],
    };
  }
  const attempts: LocateAttempt[] = [];
  for (const candidate of candidates(named ?? "claude", env, cwd, named === undefined)) {
    const problem = await whyNot(candidate);
    if (problem === undefined) return { path: candidate, attempts };
    attempts.push({ path: candidate, reason: problem.reason });
  }
  throw new CLINotFoundError(
    `Cannot find Claude Code ("${named ?? "claude"}"): looked in ${attempts.length} places, from PATH to the npm package; ` +
      'install it with "npm install -g @anthropic-ai/claude-code" or pass "pathToClaudeCodeExecutable"',
    attempts,
  );
}

function* candidates(name: string, env: Env, cwd: string, usualPlaces: boolean): Generator<string> {
  const names = WINDOWS ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const folder of new Set((env["PATH"] ?? env["Path"] ?? "").split(path.delimiter))) {
    // npm puts its own launcher into node_modules/.bin, a placeholder where install scripts may not run;
    // the platform package beside it is the real thing and is tried below.
    if (folder === "" || folder.endsWith(path.join("node_modules", ".bin"))) continue;
    for (const file of names) yield path.resolve(cwd, folder, file);
  }
  if (!usualPlaces) return;
  yield* npmPackages(cwd);
  const home = env["HOME"] ?? env["USERPROFILE"] ?? os.homedir();
  const folders = [
    path.join(home, ".local", "bin"),
    path.join(home, ".claude", "local"),
    path.join(home, ".npm-global", "bin"),
    path.join(home, ".yarn", "bin"),
    path.join(home, ".bun", "bin"),
    ...(WINDOWS ? [] : ["/usr/local/bin", "/opt/homebrew/bin"]),
  ];
  for (const folder of folders) for (const file of names) yield path.join(folder, file);
}

function* npmPackages(cwd: string): Generator<string> {
  const musl = process.platform === "linux" && isMusl() ? "-musl" : "";
  const platform = `${process.platform}-${process.arch}${musl}`;
  const file = WINDOWS ? "claude.exe" : "claude";
  const seen = new Set<string>();
  for (const from of [path.join(cwd, "package.json"), import.meta.url]) {
    for (const folder of createRequire(from).resolve.paths("@anthropic-ai/claude-code") ?? []) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      for (const product of ["claude-code", "claude-agent-sdk"]) {
        yield path.join(folder, "@anthropic-ai", `${product}-${platform}`, file);
      }
      yield path.join(folder, "@anthropic-ai", "claude-code", "bin", "claude.exe");
    }
  }
}

function isMusl(): boolean {
  const report = process.report?.getReport?.() as { header?: { glibcVersionRuntime?: string } } | undefined;
  return report?.header !== undefined && report.header.glibcVersionRuntime === undefined;
}

interface Problem {
  readonly errno: string;
  readonly reason: string;
}

const SHORTAGES = new Set(["EMFILE", "ENFILE", "ENOMEM", "EAGAIN"]);

async function whyNot(file: string): Promise<Problem | undefined> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return { errno: "EISDIR", reason: "it is a directory" };
    if (found.size === 0) return { errno: "ENOEXEC", reason: "it is empty" };
    await access(file, isScript(await realpath(file)) ? constants.R_OK : constants.X_OK);
    // The npm package holds a short text in place of the executable until its install script has run.
    if (path.basename(await realpath(file)) === "claude.exe" && !WINDOWS && found.size < 100_000) {
      return { errno: "ENOEXEC", reason: "it is a placeholder: the package's install script has not run" };
    }
    return undefined;
  } catch (error) {
    const errno = (error as { code?: string }).code ?? "EIO";
    if (errno === "ENOENT" || errno === "ENOTDIR") return { errno, reason: "it does not exist" };
    if (errno === "EACCES") return { errno, reason: "it is not executable" };
    // The file cannot be looked at now, which says nothing about it: starting it will tell what is short.
    if (SHORTAGES.has(errno)) return undefined;
    return { errno, reason: (error as Error).message };
  }
}

async function requireExecutable(file: string, byOption: boolean): Promise<string> {
  const problem = await whyNot(file);
  if (problem === undefined) return file;
  const source = byOption ? '"pathToClaudeCodeExecutable"' : "KODEGEN_CLAUDE_PATH";
  if (problem.errno === "ENOENT" || problem.errno === "ENOTDIR") {
    throw new CLINotFoundError(
      `Cannot find Claude Code at "${file}" (from ${source}): ${problem.reason}; correct the path`,
      [{ path: file, reason: problem.reason }],
    );
  }
  throw new CLINotExecutableError(
    file,
    problem.errno,
    `Cannot run "${file}" (from ${source}): ${problem.reason} (${problem.errno}); give the path of the claude executable`,
  );
}
