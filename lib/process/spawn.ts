// Starts Claude Code with node:child_process, which Node, Deno and Bun all have.
import { type ChildProcess, spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { CLINotExecutableError, CLINotFoundError, CwdError, SpawnError } from "../errors/start.ts";
import { Input } from "./input.ts";
import { isScript } from "./locate.ts";
import type { Exit, OutputChunk, Process, ProcessOutput } from "./process.ts";
import { redact } from "./redact.ts";

export interface SpawnCommand {
  readonly executable: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Enough for a stack trace and the lines before it; the rest of stderr is counted as read and forgotten. */
const STDERR_TAIL = 64 * 1024;
/** What of the tail goes into an error message. */
const STDERR_SHOWN = 2 * 1024;
/** A tool that outlives the CLI may hold its stdout open; reading stops when nothing has come for this long. */
const QUIET_AFTER_EXIT_MS = 300;
/** ... or when such a tool goes on writing for this many rounds. */
const ROUNDS_AFTER_EXIT = 20;

/**
 * Start a process and wait until the operating system has accepted it.
 *
 * @throws {CwdError} If the working directory is missing or no directory.
 * @throws {CLINotExecutableError} If the file is not something this machine can run.
 * @throws {SpawnError} If the machine is out of descriptors, memory or processes.
 */
export async function spawnProcess(command: SpawnCommand, output: ProcessOutput): Promise<Process> {
  await requireDirectory(command.cwd);
  const script = isScript(command.executable);
  const file = script ? process.execPath : command.executable;
  const args = script ? [command.executable, ...command.args] : [...command.args];
  try {
    const child = spawn(file, args, { cwd: command.cwd, env: command.env, stdio: "pipe", windowsHide: true });
    const started = new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    // Listening starts before the wait, so that not even a process that ends at once can slip by.
    const spawned =
      child.stdin === null || child.stdin === undefined ? undefined : new SpawnedProcess(child, output);
    await started;
    if (spawned === undefined) throw new Error("the process has no pipes");
    return spawned;
  } catch (error) {
    throw spawnFailure(command, error);
  }
}

async function requireDirectory(cwd: string): Promise<void> {
  const found = await stat(cwd).catch((error: unknown) => (error as { code?: string }).code ?? "EIO");
  if (typeof found === "string")
    throw new CwdError(cwd, found === "ENOENT" ? "it does not exist" : `it cannot be read (${found})`);
  if (!found.isDirectory()) throw new CwdError(cwd, "it is not a directory");
}

function spawnFailure(command: SpawnCommand, error: unknown): Error {
  const { code, message } = error as { code?: string; message: string };
  const name = `"${command.executable}"`;
  if (code === "ENOENT") {
    return new CLINotFoundError(
      `Cannot run ${name}: the file, or the interpreter named in its first line, does not exist`,
    );
  }
  if (code === "EACCES" || code === "ENOEXEC" || code === "EPERM") {
    const text = `Cannot run ${name}: the operating system refuses it (${code}); check its permissions and that it fits this machine`;
    return new CLINotExecutableError(command.executable, code, text, error);
  }
  if (code === "E2BIG")
    return new SpawnError(
      code,
      `Cannot run ${name}: the arguments and environment are too long (E2BIG)`,
      error,
    );
  return new SpawnError(code, `Cannot start ${name}: ${message}; free some resources and try again`, error);
}

class SpawnedProcess implements Process {
  readonly pid: number | undefined;
  readonly exited: Promise<Exit>;
  readonly outputEnded: Promise<void>;
  readonly #child: ChildProcess;
  readonly #input: Input;
  #alive = true;
  #stderr = "";
  #chunks = 0;

  constructor(child: ChildProcess, output: ProcessOutput) {
    const { stdin, stdout, stderr } = child;
    if (stdin === null || stdout === null || stderr === null)
      throw new SpawnError(undefined, "The process has no pipes");
    this.#child = child;
    this.pid = child.pid;
    this.#input = new Input(stdin);
    stdout.on("data", (chunk: OutputChunk) => {
      this.#chunks += 1;
      output.onOutput(chunk);
    });
    stderr.setEncoding("utf8");
    stderr.on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_TAIL);
      output.onStderr(text);
    });
    this.outputEnded = new Promise((resolve) => stdout.once("close", () => resolve()));
    this.exited = this.#untilExit();
    // A signal to a process that is gone, or a late spawn error: the exit says all there is to say.
    child.on("error", () => undefined);
  }

  get alive(): boolean {
    return this.#alive;
  }

  stderrTail(): string {
    return redact(this.#stderr.slice(-STDERR_SHOWN)).trim();
  }

  write(text: string): Promise<void> {
    return this.#input.write(text);
  }

  endInput(): void {
    this.#input.end();
  }

  pauseOutput(): void {
    // Once the process is gone only what the pipe still holds can come: it is read at once, or it would be lost.
    if (this.#alive) this.#child.stdout?.pause();
  }

  resumeOutput(): void {
    this.#child.stdout?.resume();
  }

  kill(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): void {
    if (!this.#alive || this.pid === undefined) return;
    try {
      // Deno reports the first signal that was sent through the child object as the one that ended it.
      process.kill(this.pid, signal);
    } catch (error) {
      if ((error as { code?: string }).code !== "ESRCH") throw error;
    }
  }

  async #untilExit(): Promise<Exit> {
    const exit = await new Promise<Exit>((resolve) => {
      this.#child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    this.#alive = false;
    this.#input.end();
    this.resumeOutput();
    await this.#untilQuiet();
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    this.#child.stdin?.destroy();
    return exit;
  }

  async #untilQuiet(): Promise<void> {
    const timer = new AbortController();
    let ended = false;
    const done = this.outputEnded.then(() => {
      ended = true;
      timer.abort();
    });
    for (let round = 0, seen = -1; round < ROUNDS_AFTER_EXIT && !ended && seen !== this.#chunks; round += 1) {
      seen = this.#chunks;
      await Promise.race([done, sleep(QUIET_AFTER_EXIT_MS, undefined, { signal: timer.signal })]);
    }
    timer.abort();
  }
}

/** The working directory of this program. */
export function currentDirectory(): string {
  return process.cwd();
}
