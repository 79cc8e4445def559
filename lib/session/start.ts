// Finds the executable and starts it with a session's environment.
import type { ClaudeError } from "../errors/claude-error.ts";
import { ClockError } from "../errors/clocks.ts";
import { CLIVersionError } from "../errors/start.ts";
import type { Launch } from "../options/launch.ts";
import type { Options } from "../options/options.ts";
import { isInline } from "../options/sandbox-settings.ts";
import { spawnCustom } from "../process/custom.ts";
import { childEnv } from "../process/env.ts";
import { guard } from "../process/guardian.ts";
import { locateClaude } from "../process/locate.ts";
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

/** @throws {ClaudeError} A start error that says what is missing: executable, directory, permission or resources. */
export async function startProcess(
  options: Options,
  launch: Launch,
  cookie: string,
  output: ProcessOutput,
): Promise<Started> {
  const cwd = options.cwd ?? currentDirectory();
  const { env, dropped } = childEnv(options.env, options.allowDangerousEnv ?? [], cookie);
  Object.assign(env, launch.env);
  const executable = await findExecutable(options, env, cwd);
  const settings = await settingsArguments(launch.settings, options.spawnClaudeCodeProcess !== undefined);
  const unguard = guard(cookie);
  const release = async (): Promise<void> => void (await Promise.all([unguard(), settings.remove()]));
  const { executable: runtime, executableArgs: runtimeArgs } = options;
  const command = { executable, args: [...launch.args, ...settings.args], cwd, env, runtime, runtimeArgs };
  try {
    const process = await spawnInTime(options, command, output);
    return { process, executable, env, droppedEnv: dropped, release };
  } catch (error) {
    await release();
    throw error;
  }
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

async function spawnInTime(
  { spawnClaudeCodeProcess, cwd, spawnTimeoutMs = DEFAULT_SPAWN_TIMEOUT_MS }: Options,
  command: SpawnCommand,
  output: ProcessOutput,
): Promise<Process> {
  if (spawnClaudeCodeProcess !== undefined) {
    // It may be another machine: what is only known of this one is not said.
    const { file, args } = commandLine({ ...command, runtime: command.runtime ?? runtimeName() });
    return spawnCustom(spawnClaudeCodeProcess, { executable: file, args, cwd, env: command.env }, output);
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const expire = (): void =>
      reject(new ClockError("spawn", spawnTimeoutMs, "the operating system is slow"));
    timer = setTimeout(expire, spawnTimeoutMs);
  });
  const spawned = spawnProcess(command, output);
  try {
    return await Promise.race([spawned, late]);
  } catch (error) {
    // It may still come: it must not stay.
    if (error instanceof ClockError)
      void spawned.then(
        (process) => process.kill("SIGKILL"),
        () => undefined,
      );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A CLI that ended before it was ready may simply be too old; its version then says more than its exit code. */
export async function explainStartFailure(error: ClaudeError, started: Started): Promise<ClaudeError> {
  if (error.code === "aborted" || error.code === "result_error" || error.code === "cli_version") return error;
  try {
    requireVersion(await readVersion(started.executable, started.env));
    return error;
  } catch (tooOld) {
    if (tooOld instanceof CLIVersionError) return tooOld;
    throw tooOld;
  }
}
