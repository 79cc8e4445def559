// Finds the `claude` executable, or reports where it was looked for.
import { statSync } from "node:fs";
import { access, constants, realpath, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { CLINotExecutableError, CLINotFoundError, type LocateAttempt } from "../errors/start.ts";
import type { Env } from "./env.ts";
import { installed, onPath, type Place, type Surroundings } from "./places.ts";
import { workFolder } from "./work-folder.ts";

/** Where to look for the executable. */
export interface LocateOptions {
  /** A path, or a bare name to look up on PATH. Default: `KODEGEN_CLAUDE_PATH`, else all usual places. */
  readonly path?: string | undefined;
  /** The environment from which `KODEGEN_CLAUDE_PATH`, PATH and HOME are read. Default: `process.env`. */
  readonly env?: Env | undefined;
  /** The agent's working directory; what PATH finds inside it is ignored. Default: `process.cwd()`. */
  readonly cwd?: string | undefined;
}

/** An executable that was found. */
export interface Located {
  readonly path: string;
  /** The places that were tried before and refused. */
  readonly attempts: readonly LocateAttempt[];
}

const SCRIPT = /\.(?:[cm]?js|[cm]?ts|[jt]sx)$/;
const BATCH = /\.(?:cmd|bat)$/i;

/** True for executables that a JavaScript runtime has to run. */
export function isScript(file: string): boolean {
  return SCRIPT.test(file);
}

/**
 * Find the Claude Code executable.
 *
 * Order: the given path; else `KODEGEN_CLAUDE_PATH`, PATH, the npm package near this library and near the
 * program that uses it, and the places that installers use. `cwd` may hold untrusted files, so entries of
 * PATH that are relative or lie inside `cwd`, and links that lead there, are skipped. A path that is given is
 * used wherever it leads.
 *
 * @throws {CLINotFoundError} With every place that was tried; also if the given path does not exist.
 * @throws {CLINotExecutableError} If `path` or `KODEGEN_CLAUDE_PATH` names a file that cannot be run.
 */
export async function locateClaude(options: LocateOptions = {}): Promise<Located> {
  const env = options.env ?? process.env;
  const named = options.path ?? (env["KODEGEN_CLAUDE_PATH"] === "" ? undefined : env["KODEGEN_CLAUDE_PATH"]);
  if (named !== undefined && (named.includes("/") || named.includes(path.sep))) {
    // Relative to this program, as its author meant it, not to where the agent works.
    return { path: await requireExecutable(path.resolve(named), options.path !== undefined), attempts: [] };
  }
  const surroundings = look(env, options.cwd);
  const name = named ?? "claude";
  const attempts: LocateAttempt[] = [];
  const found =
    (await firstOf(onPath(name, surroundings), attempts)) ??
    (named === undefined ? await firstOf(installed(surroundings, target()), attempts) : undefined);
  if (found !== undefined) return { path: found, attempts };
  throw new CLINotFoundError(
    `Cannot find Claude Code ("${name}"): looked in ${attempts.length} places, from PATH to the npm package; ` +
      'install it with "npm install -g @anthropic-ai/claude-code" or pass "pathToClaudeCodeExecutable"',
    attempts,
  );
}

/** So many files are remembered. */
const REMEMBERED = 64;
/** Files that were given by their path and can be run, as they were then. */
const fit = new Map<string, string>();

/** The same, at once for a path that has been given before, as long as the file there is the same one. */
export function locateAgain(options: LocateOptions): string | Promise<string> {
  const { path: given = "" } = options;
  if (path.isAbsolute(given) && fit.has(given) && fit.get(given) === fileAt(given)) return given;
  return locateClaude(options).then(({ path: place }) => {
    const file = fileAt(place);
    if (place !== given || file === "") return place;
    if (fit.size >= REMEMBERED) fit.clear();
    fit.set(given, file);
    return place;
  });
}

/** Another text for another file, or for the same one with other contents or rights. */
function fileAt(file: string): string {
  try {
    // Not every runtime knows all of these.
    const { dev, ino, size, mode, mtimeMs, ctimeMs } = statSync(file);
    return [dev, ino, size, mode, mtimeMs, ctimeMs].join();
  } catch {
    // The search will say what is wrong with it.
    return "";
  }
}

/**
 * Find the program that is to run Claude Code, by a path or by its bare name on PATH, by the same rules.
 *
 * @throws {CLINotFoundError} If there is none.
 */
export async function locateRuntime(name: string, env: Env, cwd: string): Promise<string> {
  if (name.includes("/") || name.includes(path.sep)) return path.resolve(name);
  const attempts: LocateAttempt[] = [];
  const found = await firstOf(onPath(name, look(env, cwd)), attempts);
  if (found !== undefined) return found;
  const text = `Cannot find "${name}" (from "executable") on PATH, to run Claude Code with it; give its path`;
  throw new CLINotFoundError(text, attempts);
}

function look(env: Env, cwd = process.cwd()): Surroundings {
  const { argv } = process;
  const home = env["HOME"] ?? env["USERPROFILE"] ?? os.homedir();
  const library = import.meta.url.startsWith("file:") ? [fileURLToPath(import.meta.url)] : [];
  const program = argv[1] !== undefined && path.isAbsolute(argv[1]) ? [argv[1]] : [];
  return { ...workFolder(cwd), env, home, near: [...library, ...program] };
}

/** What npm calls this machine. */
function target(): string {
  const report = process.report?.getReport?.() as { header?: { glibcVersionRuntime?: string } } | undefined;
  const musl =
    process.platform === "linux" &&
    report?.header !== undefined &&
    report.header.glibcVersionRuntime === undefined;
  return `${process.platform}-${process.arch}${musl ? "-musl" : ""}`;
}

async function firstOf(places: readonly Place[], attempts: LocateAttempt[]): Promise<string | undefined> {
  for (const { path: file, refused } of places) {
    const reason = refused ?? (await whyNot(file))?.reason;
    if (reason === undefined) return file;
    attempts.push({ path: file, reason });
  }
  return undefined;
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
    if (!found.isFile()) return { errno: "ENOEXEC", reason: "it is no file" };
    if (found.size === 0) return { errno: "ENOEXEC", reason: "it is empty" };
    if (BATCH.test(file))
      return { errno: "ENOEXEC", reason: "it is a batch file, which only a shell can run; use claude.exe" };
    await access(file, isScript(file) ? constants.R_OK : constants.X_OK);
    // The npm package holds a short text in place of the executable until its install script has run.
    const windows = process.platform === "win32";
    if (path.basename(await realpath(file)) === "claude.exe" && !windows && found.size < 100_000)
      return { errno: "ENOEXEC", reason: "it is a placeholder: the package's install script has not run" };
    return undefined;
  } catch (error) {
    const errno = (error as { code?: string }).code ?? "EIO";
    if (errno === "ENOENT" || errno === "ENOTDIR") return { errno, reason: "it does not exist" };
    if (errno === "EACCES") return { errno, reason: "it is not executable" };
    // The file cannot be looked at now, which says nothing about it: starting it will report what is short.
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
