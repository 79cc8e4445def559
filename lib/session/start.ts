// Finds the executable and starts it with a session's environment.
import type { ClaudeError } from "../errors/claude-error.ts";
import { ResultError } from "../errors/session.ts";
import { CLIVersionError } from "../errors/start.ts";
import { TimeoutError } from "../errors/timeouts.ts";
import type { FileFlag } from "../options/command-line.ts";
import type { Launch } from "../options/launch.ts";
import type { Options } from "../options/options.ts";
import { spawnCustom } from "../process/custom.ts";
import { childEnv } from "../process/env.ts";
import { guard } from "../process/guardian.ts";
import { locateClaude } from "../process/locate.ts";
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
import type { SessionMark } from "../process/tree.ts";
import { readVersion, requireVersion } from "../process/version.ts";

export interface Started {
  readonly process: Process;
  readonly executable: string;
  readonly env: Record<string, string>;
  /** Variables of `options.env` that the process did not get. */
  readonly droppedEnv: readonly string[];
  /** Call it when nothing of the session is left. */
  readonly release: () => Promise<void>;
}

const DEFAULT_SPAWN_TIMEOUT_MS = 10_000;

/** What a process is started for. */
export interface StartRequest {
  readonly options: Options;
  readonly launch: Launch;
  readonly mark: SessionMark;
  readonly output: ProcessOutput;
  /** The guardian has ended; false when there is no other now. */
  readonly onGuardianLost: (replaced: boolean) => void;
}

/** @throws {ClaudeError} A start error that says what is missing: executable, directory, permission, resources, time. */
export async function startProcess(request: StartRequest): Promise<Started> {
  const { spawnTimeoutMs = DEFAULT_SPAWN_TIMEOUT_MS } = request.options;
  let doing = "looking for the executable";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const expire = (): void => reject(new TimeoutError("spawn", spawnTimeoutMs, `it was still ${doing}`));
    timer = setTimeout(expire, spawnTimeoutMs);
  });
  const starting = start(request, (next) => (doing = next));
  try {
    return await Promise.race([starting, late]);
  } catch (error) {
    // It may still come: it must not stay. A start that fails as well has nothing to end.
    if (error instanceof TimeoutError)
      void starting.then(
        (started) => discard(started, request.mark),
        () => undefined,
      );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function start(request: StartRequest, onPhase: (doing: string) => void): Promise<Started> {
  const { options, launch, mark, onGuardianLost } = request;
  const cwd = options.cwd ?? currentDirectory();
  const { env, dropped } = childEnv(options.env, options.allowDangerousEnv ?? [], mark.cookie, cwd);
  Object.assign(env, launch.env);
  const executable = await findExecutable(options, env, cwd);
  onPhase(`starting "${executable}" in "${cwd}"`);
  const files = await writeFiles(launch.files);
  const unguard = guard({ cookie: mark.cookie, onLost: onGuardianLost });
  const release = async (): Promise<void> => {
    unguard();
    await files.remove();
  };
  const { executable: runtime, executableArgs: runtimeArgs } = options;
  const command = { executable, args: [...launch.args, ...files.args], cwd, env, runtime, runtimeArgs };
  try {
    const process = await spawnHere(options, command, request.output);
    return { process, executable, env, droppedEnv: dropped, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** The process, once something else is ready as well; it does not stay when that fails. */
export async function withProcess(
  starting: Promise<Started>,
  other: Promise<unknown>,
  mark: SessionMark,
): Promise<Started> {
  const ready = other.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const [started, failed] = await Promise.all([starting, ready]);
  if (failed === undefined) return started;
  await discard(started, mark);
  throw failed.error;
}

async function discard({ process, release }: Started, mark: SessionMark): Promise<void> {
  await stopTree(process, mark, { ...STOP_TIMES, inputMs: 0 });
  await release();
}

/** Where the caller starts the process, the executable is a name there, not a file here. */
async function findExecutable(options: Options, env: Record<string, string>, cwd: string): Promise<string> {
  const { pathToClaudeCodeExecutable: path, spawnClaudeCodeProcess } = options;
  if (spawnClaudeCodeProcess !== undefined && path !== undefined) return path;
  const found = locateClaude({ path, env: options.env === undefined ? undefined : env, cwd });
  const located = spawnClaudeCodeProcess === undefined ? found : found.catch(() => ({ path: "claude" }));
  return (await located).path;
}

async function writeFiles(files: readonly FileFlag[]): Promise<{ args: string[]; remove(): Promise<void> }> {
  if (files.length === 0) return { args: [], remove: () => Promise.resolve() };
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
): Promise<ClaudeError> {
  const { code } = error;
  if (code === "aborted" || code === "cli_version" || error instanceof ResultError) return error;
  // What the caller started may be on another machine: a file of that name here is another one, and is not run.
  if (spawnClaudeCodeProcess !== undefined) return error;
  // Looked at only now, because a system may well be set up to run the binaries of another one.
  if (await isForeign(executable)) return notForThisMachine(executable, error);
  try {
    requireVersion(await readVersion(executable, env));
    return error;
  } catch (tooOld) {
    if (tooOld instanceof CLIVersionError) return tooOld;
    throw tooOld;
  }
}
