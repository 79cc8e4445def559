// Finds the executable and starts it with a session's environment.
import type { ClaudeError } from "../errors/claude-error.ts";
import { CLIVersionError } from "../errors/start.ts";
import type { Options } from "../options/options.ts";
import { childEnv } from "../process/env.ts";
import { guard } from "../process/guardian.ts";
import { locateClaude } from "../process/locate.ts";
import type { Process, ProcessOutput } from "../process/process.ts";
import { currentDirectory, spawnProcess } from "../process/spawn.ts";
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

/** @throws {ClaudeError} A start error that says what is missing: executable, directory, permission or resources. */
export async function startProcess(
  options: Options,
  args: readonly string[],
  cookie: string,
  output: ProcessOutput,
): Promise<Started> {
  const cwd = options.cwd ?? currentDirectory();
  const { env, dropped } = childEnv(options.env, options.allowDangerousEnv ?? [], cookie);
  const path = options.pathToClaudeCodeExecutable;
  const { path: executable } = await locateClaude({
    path,
    env: options.env === undefined ? undefined : env,
    cwd,
  });
  const release = guard(cookie);
  try {
    const process = await spawnProcess({ executable, args, cwd, env }, output);
    return { process, executable, env, droppedEnv: dropped, release };
  } catch (error) {
    await release();
    throw error;
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
