// Finds the executable and starts it with a session's environment.
import type { ClaudeError } from "../errors/claude-error.ts";
import { ResultError } from "../errors/result.ts";
import { TimeoutError } from "../errors/timeouts.ts";
import { within } from "../errors/within.ts";
import type { FileFlag } from "../options/command-line.ts";
import { prepareIsolated } from "../options/isolated-session.ts";
import type { Launch } from "../options/launch.ts";
import type { Options } from "../options/options.ts";
import { newCookie } from "../process/cookie.ts";
import { spawnCustom } from "../process/custom.ts";
import { childEnv, type Env } from "../process/env.ts";
import { guard } from "../process/guardian.ts";
import { locateAgain } from "../process/locate.ts";
import { isForeign, notForThisMachine } from "../process/machine.ts";
import { createPrivateFolder } from "../process/private-folder.ts";
import type { Process, ProcessOutput } from "../process/process.ts";
import {
  commandLine,
  currentDirectory,
  runtimeName,
  type SpawnCommand,
  spawnProcess,
} from "../process/spawn.ts";
import { STOP_TIMES, stopTree } from "../process/stop.ts";
import { readVersion, tooOld } from "../process/version.ts";
import type { Session } from "./session.ts";

export interface Started {
  readonly process: Process;
  readonly executable: string;
  readonly env: Record<string, string>;
  /** Variables of `options.env` that the process did not get. */
  readonly droppedEnv: readonly string[];
  /** Call it when nothing of the session is left. */
  readonly release: () => Promise<void>;
}

/** @throws {ClaudeError} A start error that says what is missing: executable, directory, permission, resources, time. */
export async function startProcess(session: Session, launch: Launch): Promise<Started> {
  const { spawnTimeoutMs } = session.options;
  let doing = "looking for the executable";
  // First of all, because the process takes longest.
  const starting = start(session, launch, (next) => (doing = next));
  const started = await within(starting, spawnTimeoutMs);
  if (started !== undefined) return started;
  // It may still come: it must not stay. A start that fails as well has nothing to end.
  void starting.then(discard, () => undefined);
  throw new TimeoutError("spawn", spawnTimeoutMs, `it was still ${doing}`);
}

async function start(session: Session, launch: Launch, onPhase: (doing: string) => void): Promise<Started> {
  const { options } = session;
  const cwd = options.cwd ?? currentDirectory();
  const cookie = newCookie();
  const { env, dropped } = childEnv(options.env, options.allowDangerousEnv ?? [], cookie, cwd);
  const found = findExecutable(options, env, cwd);
  // Nothing is awaited that is known: a later query starts its process at once.
  const executable = typeof found === "string" ? found : await found;
  onPhase(`starting "${executable}" in "${cwd}"`);
  const { executable: runtime, executableArgs: runtimeArgs } = options;
  const made: Pick<Files, "remove">[] = [];
  const clear = async (): Promise<void> => {
    for (const each of made) await each.remove();
  };
  try {
    const isolated = options.isolation ? await prepareIsolated(session.given, options) : undefined;
    if (isolated !== undefined) made.push(isolated);
    // Not before: the executable may be in the home folder that an isolated session does not have.
    Object.assign(env, isolated?.env, launch.env);
    const files = launch.files.length === 0 ? NO_FILES : await writeFiles(launch.files);
    made.push(files);
    const command = { executable, args: [...launch.args, ...files.args], cwd, env, runtime, runtimeArgs };
    const process = await spawnHere(options, command, session.output);
    // All that takes time comes after the start, when the process has read nothing yet, nor started anything.
    const unguard = guard(cookie, (replaced) => session.warn("guardian_lost", guardianLost(replaced)));
    const release = (): Promise<void> => {
      unguard();
      return clear();
    };
    return { process, executable, env, droppedEnv: [...dropped, ...(isolated?.withheld ?? [])], release };
  } catch (error) {
    await clear();
    throw error;
  }
}

function guardianLost(replaced: boolean): string {
  const then = replaced
    ? "another one has taken over"
    : "if this program is killed, what the session runs may stay";
  return `The guardian, which ends sessions when this program dies, has ended; ${then}`;
}

/** The process, once something else is ready as well; it does not stay when that fails. */
export async function withProcess(starting: Promise<Started>, other: Promise<unknown>): Promise<Started> {
  const ready = other.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const [started, failed] = await Promise.all([starting, ready]);
  if (failed === undefined) return started;
  await discard(started);
  throw failed.error;
}

async function discard({ process, release }: Started): Promise<void> {
  await stopTree(process, { ...STOP_TIMES, inputMs: 0 });
  await release();
}

/** Where the caller starts the process, the executable is a name there, not a file here. */
function findExecutable(options: Options, env: Env, cwd: string): string | Promise<string> {
  const { pathToClaudeCodeExecutable: path, spawnClaudeCodeProcess } = options;
  if (spawnClaudeCodeProcess !== undefined && path !== undefined) return path;
  const found = locateAgain({ path, env: options.env === undefined ? undefined : env, cwd });
  return spawnClaudeCodeProcess === undefined || typeof found === "string"
    ? found
    : found.catch(() => "claude");
}

/** The arguments that name the files, until these are not needed any more. */
interface Files {
  readonly args: readonly string[];
  remove(): Promise<void>;
}

const NO_FILES: Files = { args: [], remove: () => Promise.resolve() };

async function writeFiles(files: readonly FileFlag[]): Promise<Files> {
  const folder = await createPrivateFolder();
  const args: string[] = [];
  try {
    for (const [index, { flag, text }] of files.entries())
      args.push(flag, await folder.write(`${flag.slice(2)}-${index + 1}.json`, text));
    return { args, remove: () => folder.remove() };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function spawnHere(
  { spawnClaudeCodeProcess, cwd }: Options,
  command: SpawnCommand,
  output: ProcessOutput,
): Promise<Process> {
  if (spawnClaudeCodeProcess === undefined) return spawnProcess(command, output);
  // Whoever has just made a query has it in hand by then.
  await undefined;
  // It may be another machine: what is only known of this one is not said.
  const { file, args } = commandLine({ ...command, runtime: command.runtime ?? runtimeName() });
  const place = cwd === undefined ? {} : { cwd };
  return spawnCustom(spawnClaudeCodeProcess, { command: file, args, ...place, env: command.env }, output);
}

/** Why a CLI ended before it was ready: what its file or its version says may be more than its exit code. */
export async function explainStartFailure(
  error: ClaudeError,
  { executable, env }: Started,
  { spawnClaudeCodeProcess }: Options,
  signal: AbortSignal,
): Promise<ClaudeError> {
  const { code } = error;
  if (code === "aborted" || code === "cli_version" || error instanceof ResultError) return error;
  // What the caller started may be on another machine: a file of that name here is another one, and is not run.
  if (spawnClaudeCodeProcess !== undefined) return error;
  // Looked at only now, because a system may well be set up to run the binaries of another one.
  if (await isForeign(executable)) return notForThisMachine(executable, error);
  return tooOld(await readVersion(executable, env, signal)) ?? error;
}
