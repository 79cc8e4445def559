// A process that the caller starts: in a container, in a virtual machine, on another computer.
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
  /** Aborted when the process is to be killed, after it has had the time to end by itself. */
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

/** @throws {SpawnError} If the caller's function throws, or gives something that is no process. */
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
    throw new SpawnError(undefined, `"spawnClaudeCodeProcess" failed: ${reasonOf(error)}`, error);
  }
  if (typeof spawned?.stdin?.write !== "function" || typeof spawned.stdout?.on !== "function") {
    throw new SpawnError(undefined, '"spawnClaudeCodeProcess" must give a process with stdin and stdout');
  }
  return new PipedProcess(
    {
      pid: undefined,
      stdin: spawned.stdin,
      stdout: spawned.stdout,
      stderr: (spawned as { stderr?: Readable | null }).stderr ?? undefined,
      exit: exitOf(spawned, output),
      secrets: secretsOf(env),
      kill: (signal) => {
        killer.abort();
        spawned.kill(signal);
      },
    },
    output,
  );
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function exitOf(spawned: SpawnedProcess, output: ProcessOutput): Promise<Exit> {
  if (spawned.exitCode !== null) return Promise.resolve({ code: spawned.exitCode, signal: null });
  return new Promise((resolve) => {
    spawned.once("exit", (code, signal) => resolve({ code, signal }));
    spawned.once("error", (error) => {
      output.onStderr(`${error.message}\n`);
      resolve({ code: null, signal: null });
    });
  });
}
