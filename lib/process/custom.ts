// A process that the caller starts: in a container, in a virtual machine, on another computer.
import { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { SpawnError } from "../errors/start.ts";
import { PipedProcess } from "./piped.ts";
import type { Exit, Process, ProcessOutput } from "./process.ts";
import { secretsOf } from "./redact.ts";

/** What the caller is asked to start. */
export interface SpawnOptions {
  command: string;
  args: string[];
  cwd?: string;
  env: Record<string, string | undefined>;
  /** Aborted with SIGKILL, after the process has had its time to end by itself. */
  signal: AbortSignal;
}

/** A process as the caller hands it over; a `ChildProcess` is one. */
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

export interface CustomCommand {
  readonly executable: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Have the caller start the process, and take it as it is: it may be anywhere, and behave in any way.
 *
 * @throws {SpawnError} If the caller's function throws, or gives something that is no process.
 */
export function spawnCustom(
  spawn: (options: SpawnOptions) => SpawnedProcess,
  { executable, args, cwd, env }: CustomCommand,
  output: ProcessOutput,
): Process {
  const killer = new AbortController();
  let spawned: SpawnedProcess;
  try {
    const place = cwd === undefined ? {} : { cwd };
    spawned = spawn({
      command: executable,
      args: [...args],
      ...place,
      env: { ...env },
      signal: killer.signal,
    });
  } catch (error) {
    throw customStartFailed(error);
  }
  if (typeof spawned?.stdin?.write !== "function" || typeof spawned.stdout?.on !== "function") {
    throw new SpawnError(undefined, '"spawnClaudeCodeProcess" must give a process with stdin and stdout');
  }
  const { exit, failed, fail } = endOf(spawned, killer.signal);
  return new PipedProcess(
    {
      pid: localPid(spawned),
      stdin: spawned.stdin,
      stdout: spawned.stdout,
      stderr: (spawned as { stderr?: Readable | null }).stderr ?? undefined,
      exit,
      failed,
      secrets: secretsOf(env),
      kill: (signal) => {
        try {
          spawned.kill(signal);
        } catch (error) {
          fail(error as Error);
        }
        // Not before: what was given the signal ends at once when it is aborted, without the time that it is due.
        if (signal === "SIGKILL") killer.abort();
      },
    },
    output,
  );
}

/** Only of a child of this program: a number that somebody else calls a pid may be that of another machine. */
function localPid(spawned: object): number | undefined {
  return spawned instanceof ChildProcess ? spawned.pid : undefined;
}

/** What the caller's function threw, or its process reported before Claude Code was ready. */
export function customStartFailed(error: unknown): SpawnError {
  const reason = error instanceof Error ? error.message : String(error);
  const { code } = (error ?? {}) as { code?: unknown };
  const errno = typeof code === "string" ? code : undefined;
  return new SpawnError(errno, `"spawnClaudeCodeProcess" failed: ${reason}`, error);
}

interface CustomEnd {
  readonly exit: Promise<Exit>;
  readonly failed: Promise<Error>;
  fail(error: Error): void;
}

function endOf(spawned: SpawnedProcess, killed: AbortSignal): CustomEnd {
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<Error>((resolve) => {
    fail = resolve;
  });
  const exit = new Promise<Exit>((resolve) => {
    // Some have the field only once they have ended, so that only a number, or a signal, is an end.
    const { exitCode, signalCode } = spawned;
    if (typeof exitCode === "number" || typeof signalCode === "string")
      resolve({ code: exitCode ?? null, signal: signalCode ?? null });
    spawned.once("exit", (code, signal) => resolve({ code: code ?? null, signal: signal ?? null }));
    // More than one may come, and one that nobody listens for ends the host.
    spawned.on("error", (error) => {
      // A child process whose signal we have aborted says so, and its exit follows.
      if (killed.aborted) return;
      fail(error);
      if (spawned instanceof ChildProcess && spawned.pid === undefined) resolve({ code: null, signal: null });
    });
  });
  return { exit, failed, fail };
}
