// Runs the user's git in a repository that may be anybody's: none of the programs that the repository names are run.
import { existsSync, realpathSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { GitError, type GitProblem } from "../errors/agent.ts";
import { childProcesses } from "./child-process.ts";
import { childEnv, SESSION_COOKIE } from "./env.ts";
import { locateRuntime } from "./locate.ts";

/** Runs git with these arguments, and this as its input; resolves with what it prints. @throws {GitError} */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

/** Where git runs, and for which repository. */
export interface GitPlace {
  readonly cwd: string;
  /** The repository's folder, in which no program called git is the user's. */
  readonly root: string;
  /** Names the repository and the working tree, where git is not to find them by itself. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A checkout of a large repository takes minutes on a slow disk. */
const TIMEOUT_MS = 10 * 60_000;
const MAX_BYTES = 512 * 1024 * 1024;

/** What holds whatever the repository's configuration says. */
const OWN_CONFIG: Readonly<Record<string, string>> = {
  "core.hooksPath": os.devNull,
  "core.fsmonitor": "false",
  "core.quotePath": "true",
  // It would refuse files that have both kinds of line ends.
  "core.safecrlf": "false",
};
/** Name programs, under names that the repository chooses. */
const NAMES_PROGRAMS = /^(?:filter|hook)\./;

/**
 * Git for a repository.
 *
 * The user's own configuration counts, such as that of git-lfs; of the repository's what names a program does not. Git
 * itself is looked up on PATH, and never in the repository.
 *
 * @throws {GitError}
 */
export async function gitIn({ cwd, root, env: place = {} }: GitPlace): Promise<Git> {
  const { env } = childEnv(undefined, [], "", root);
  delete env[SESSION_COOKIE];
  const file = await locateRuntime("git", env, root).catch((cause: unknown) => {
    throw new GitError("missing", 'There is no "git" on PATH: install it, or leave out "worktree"', cause);
  });
  // No question to a person, no connection, and messages that can be compared.
  Object.assign(env, {
    GIT_TERMINAL_PROMPT: "0",
    GIT_ALLOW_PROTOCOL: "",
    GIT_NO_LAZY_FETCH: "1",
    LC_ALL: "C",
  });
  const own = (config: Readonly<Record<string, string>>): Git => {
    const all = { ...env, ...place, ...configEnv(config) };
    return (args, input = "") => run(file, args, input, { cwd, env: all });
  };
  const listed = await own(OWN_CONFIG)(["config", "--list", "--show-scope", "-z"]);
  return own({ ...OWN_CONFIG, ...programsOf(listed.toString()) });
}

/** The repository's folder that this one is in, looked for without git; itself if there is none. */
export function rootOf(folder: string): string {
  let at = existsSync(folder) ? realpathSync.native(folder) : path.resolve(folder);
  const own = at;
  while (!existsSync(path.join(at, ".git"))) {
    if (at === path.dirname(at)) return own;
    at = path.dirname(at);
  }
  return at;
}

/** What takes the place of the programs that a repository's configuration names: the user's own, or none. */
function programsOf(listed: string): Record<string, string> {
  const own = new Map<string, string>();
  const foreign = new Set<string>();
  const parts = listed.split("\0");
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [scope, entry = ""] = [parts[index], parts[index + 1]];
    const [key = "", ...value] = entry.split("\n");
    if (!NAMES_PROGRAMS.test(key)) continue;
    if (scope === "system" || scope === "global") own.set(key, value.join("\n"));
    else foreign.add(key);
  }
  return Object.fromEntries([...foreign].map((key) => [key, own.get(key) ?? ""]));
}

/** Not as arguments, where a "=" in a name would end it. */
function configEnv(config: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(config);
  const pairs = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    GIT_CONFIG_COUNT: String(entries.length),
    ...(Object.fromEntries(pairs) as Record<string, string>),
  };
}

function run(
  file: string,
  args: readonly string[],
  input: string,
  place: { cwd: string; env: Record<string, string> },
): Promise<Buffer> {
  const limits = { timeout: TIMEOUT_MS, killSignal: "SIGKILL", maxBuffer: MAX_BYTES } as const;
  return new Promise((resolve, reject) => {
    const options = { ...place, ...limits, encoding: "buffer", windowsHide: true } as const;
    const child = childProcesses().execFile(file, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(failure(args, error, stderr.toString().trim()));
    });
    // One that ends without reading says why on stderr.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

const KNOWN: readonly (readonly [RegExp, GitProblem, string])[] = [
  [
    /not a git repository|must be run in a work tree/,
    "no_repository",
    'give a "cwd" inside of one, or leave out "worktree"',
  ],
  [/dubious ownership/, "no_repository", 'the repository is another user\'s: trust it with "safe.directory"'],
];

function failure(args: readonly string[], error: Error & { killed?: boolean }, stderr: string): GitError {
  const said = stderr === "" ? error.message : stderr;
  for (const [pattern, problem, advice] of KNOWN)
    if (pattern.test(said)) return new GitError(problem, `Cannot make a worktree: ${said}; ${advice}`, error);
  const what = `"git ${args.slice(0, 2).join(" ")}"`;
  if (error.killed === true)
    return new GitError("timeout", `${what} was not done within ${TIMEOUT_MS} ms, and was ended`, error);
  return new GitError("failed", `${what} failed: ${said}`, error);
}
