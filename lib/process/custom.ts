// A process that the caller starts: in a container, in a virtual machine, on another computer.
import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { SpawnError } from "../errors/start.ts";
import { toError } from "../errors/to-error.ts";
import { childProcesses } from "./child-process.ts";
import { type Exit, PipedProcess, type Process, type ProcessOutput } from "./process.ts";
import { createMark } from "./tree.ts";

/** The command that `spawnClaudeCodeProcess` has to start; the executable need not be on this machine. */
export interface SpawnOptions {
  command: string;
  args: string[];
  cwd?: string;
  env: Record<string, string | undefined>;
  /** Aborted together with SIGKILL, once the process has had its time to exit on its own. */
  signal: AbortSignal;
}

/** What `spawnClaudeCodeProcess` returns: a running process, such as a Node `ChildProcess`; no promise. */
export interface SpawnedProcess {
  stdin: Writable;
  stdout: Readable;
  readonly killed: boolean;
  readonly exitCode: number | null;
  readonly signalCode?: NodeJS.Signals | null;
  kill(signal: NodeJS.Signals): boolean;
  on(event: "exit", listener: (code: number | null, signal: NodeJS.Signals | null) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  once(event: "exit", listener: (code: number | null, signal: NodeJS.Signals | null) => void): void;
  once(event: "error", listener: (error: Error) => void): void;
  off(event: "exit", listener: (code: number | null, signal: NodeJS.Signals | null) => void): void;
  off(event: "error", listener: (error: Error) => void): void;
}

/**
 * Have the caller start the process, and take it as it is: it may be anywhere, and behave in any way.
 *
 * @throws {SpawnError} If the caller's function throws, or returns something that is not a process.
 */
export function spawnCustom(
  spawn: (options: SpawnOptions) => SpawnedProcess,
  command: Omit<SpawnOptions, "signal">,
  output: ProcessOutput,
): Process {
  const killer = new AbortController();
  let spawned: SpawnedProcess;
  try {
    spawned = spawn({ ...command, signal: killer.signal });
  } catch (error) {
    throw customStartFailed(error);
  }
  if (!isProcess(spawned)) {
    dismiss(spawned);
    throw new SpawnError(
      undefined,
      '"spawnClaudeCodeProcess" must give a process with stdin, stdout, on() and kill(), and not a promise of one',
    );
  }
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<Error>((resolve) => {
    fail = (error) => resolve(toError(error));
  });
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    try {
      // Some ask another machine, and answer with a promise.
      if (!neverStarted(spawned)) await spawned.kill(signal);
    } catch (error) {
      fail(error);
    }
  };
  const { env } = command;
  const isChild = spawned instanceof childProcesses().ChildProcess;
  return new PipedProcess(
    {
      // Only of a child of this program: a number that somebody else calls a pid may be that of another machine.
      pid: isChild ? (spawned as ChildProcess).pid : undefined,
      stdin: spawned.stdin,
      stdout: spawned.stdout,
      stderr: (spawned as { stderr?: Readable | null }).stderr ?? undefined,
      // A child process whose signal we have aborted reports that, and its exit follows.
      exit: exitOf(spawned, (error) => killer.signal.aborted || fail(error)),
      failed,
      env,
      mark: createMark(env),
      kill: (signal) => {
        void kill(signal);
        // Not before: what was given the signal ends at once when it is aborted, without the time that it is due.
        if (signal === "SIGKILL") killer.abort();
      },
    },
    output,
  );
}

function isProcess(given: SpawnedProcess | null | undefined): given is SpawnedProcess {
  return (
    typeof given?.stdin?.write === "function" &&
    typeof given.stdout?.on === "function" &&
    typeof given.on === "function" &&
    typeof given.kill === "function"
  );
}

/** What is no process for us may run all the same, or be about to: it does not stay. */
function dismiss(given: unknown): void {
  const end = (late: unknown): void => {
    const process = late as Partial<SpawnedProcess> | null | undefined;
    // Nobody else listens, and an unheard error would end the host.
    if (typeof process?.on === "function") process.on("error", () => undefined);
    if (typeof process?.kill === "function" && !neverStarted(process)) process.kill("SIGKILL");
  };
  if (typeof (given as { then?: unknown } | null)?.then !== "function") return end(given);
  // A promise that is rejected has nothing to end.
  (given as Promise<unknown>).then(end, () => undefined);
}

/** Node sends the signal of a child that could not be started to any process: to 0, which is all of the host's group. */
function neverStarted(given: unknown): boolean {
  return given instanceof childProcesses().ChildProcess && given.pid === undefined;
}

/** What the caller's function threw, or its process reported before Claude Code was ready. */
export function customStartFailed(error: unknown): SpawnError {
  const { code } = (error ?? {}) as { code?: unknown };
  const errno = typeof code === "string" ? code : undefined;
  return new SpawnError(errno, `"spawnClaudeCodeProcess" failed: ${toError(error).message}`, error);
}

function exitOf(spawned: SpawnedProcess, onError: (error: unknown) => void): Promise<Exit> {
  return new Promise((resolve) => {
    const end = (code: unknown, signal: unknown): void =>
      resolve({
        code: typeof code === "number" ? code : null,
        signal: typeof signal === "string" ? signal : null,
      });
    // Some have the field only once they have ended, so that only a number, or a signal, is an end.
    const { exitCode, signalCode } = spawned;
    if (typeof exitCode === "number" || typeof signalCode === "string") end(exitCode, signalCode);
    spawned.on("exit", end);
    // More than one may come, and one that nobody listens for ends the host.
    spawned.on("error", (error) => {
      onError(error);
      if (neverStarted(spawned)) end(null, null);
    });
  });
}
