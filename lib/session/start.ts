// Finds the executable and starts it with a session's environment.
import type { ClaudeError } from "../errors/claude-error.ts";
import { CLIVersionError } from "../errors/start.ts";
import { TimeoutError } from "../errors/timeouts.ts";
import type { Launch } from "../options/launch.ts";
import type { Options } from "../options/options.ts";
import { isInline } from "../options/sandbox-settings.ts";
import { spawnCustom } from "../process/custom.ts";
import { childEnv } from "../process/env.ts";
import { guard } from "../process/guardian.ts";
import { locateClaude } from "../process/locate.ts";
import { isForeign, notForThisMachine } from "../process/machine.ts";
import type { Process, ProcessOutput } from "../process/process.ts";
import { writeSettingsFile } from "../process/settings-file.ts";
import {
  commandLine,
  currentDirectory,
  runtimeName,
  type SpawnCommand,
  spawnProcess,
} from "../process/spawn.ts";
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
/** Short settings without variables go as an argument, as the official SDK sends them. */
const MAX_SETTINGS_ARGUMENT = 2_000;

/** @throws {ClaudeError} A start error that says what is missing: executable, directory, permission, resources, time. */
export async function startProcess(
  options: Options,
  launch: Launch,
  cookie: string,
  output: ProcessOutput,
): Promise<Started> {
  const { spawnTimeoutMs = DEFAULT_SPAWN_TIMEOUT_MS } = options;
  let doing = "looking for the executable";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const expire = (): void => reject(new TimeoutError("spawn", spawnTimeoutMs, `it was still ${doing}`));
    timer = setTimeout(expire, spawnTimeoutMs);
  });
  const starting = start({ options, launch, cookie, output, onPhase: (next) => (doing = next) });
  try {
    return await Promise.race([starting, late]);
  } catch (error) {
    // It may still come: it must not stay.
    if (error instanceof TimeoutError) void starting.then(discard, () => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

interface StartRequest {
  readonly options: Options;
  readonly launch: Launch;
  readonly cookie: string;
  readonly output: ProcessOutput;
  readonly onPhase: (doing: string) => void;
}

async function start({ options, launch, cookie, output, onPhase }: StartRequest): Promise<Started> {
  const cwd = options.cwd ?? currentDirectory();
  const { env, dropped } = childEnv(options.env, options.allowDangerousEnv ?? [], cookie);
  Object.assign(env, launch.env);
  const executable = await findExecutable(options, env, cwd);
  onPhase(`starting "${executable}" in "${cwd}"`);
  const settings = await settingsArguments(launch.settings, options.spawnClaudeCodeProcess !== undefined);
  const unguard = guard(cookie);
  const release = async (): Promise<void> => void (await Promise.all([unguard(), settings.remove()]));
  const { executable: runtime, executableArgs: runtimeArgs } = options;
  const command = { executable, args: [...launch.args, ...settings.args], cwd, env, runtime, runtimeArgs };
  try {
    const process = await spawnHere(options, command, output);
    return { process, executable, env, droppedEnv: dropped, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function discard({ process, release }: Started): Promise<void> {
  process.kill("SIGKILL");
  await process.exited;
  await release();
}

/** Where the caller starts the process, the executable is a name there, not a file here. */
async function findExecutable(options: Options, env: Record<string, string>, cwd: string): Promise<string> {
  const { pathToClaudeCodeExecutable: path, spawnClaudeCodeProcess } = options;
  if (spawnClaudeCodeProcess !== undefined && path !== undefined) return path;
  const found = locateClaude({ path, env: options.env === undefined ? undefined : env, cwd });
  if (spawnClaudeCodeProcess === undefined) return (await found).path;
  return found.then(
    (located) => located.path,
    () => "claude",
  );
}

async function settingsArguments(
  settings: string | undefined,
  elsewhere: boolean,
): Promise<{ args: string[]; remove(): Promise<void> }> {
  const remove = (): Promise<void> => Promise.resolve();
  if (settings === undefined) return { args: [], remove };
  const short = settings.length <= MAX_SETTINGS_ARGUMENT && !settings.includes('"env"');
  // A file of this machine is of no use to a process on another one.
  if (elsewhere || short || !isInline(settings)) return { args: ["--settings", settings], remove };
  const file = await writeSettingsFile(settings);
  return { args: ["--settings", file.path], remove: file.remove };
}

async function spawnHere(
  { spawnClaudeCodeProcess, cwd }: Options,
  command: SpawnCommand,
  output: ProcessOutput,
): Promise<Process> {
  if (spawnClaudeCodeProcess === undefined) return spawnProcess(command, output);
  // It may be another machine: what is only known of this one is not said.
  const { file, args } = commandLine({ ...command, runtime: command.runtime ?? runtimeName() });
  return spawnCustom(spawnClaudeCodeProcess, { executable: file, args, cwd, env: command.env }, output);
}

/** Why a CLI ended before it was ready: what its file or its version says may tell more than its exit code. */
export async function explainStartFailure(error: ClaudeError, started: Started): Promise<ClaudeError> {
  if (error.code === "aborted" || error.code === "result_error" || error.code === "cli_version") return error;
  const { executable, env } = started;
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
