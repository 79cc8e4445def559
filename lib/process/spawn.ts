// Starts Claude Code with node:child_process, which Node, Deno and Bun all have.
import { stat } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { CLINotExecutableError, CLINotFoundError, CwdError, SpawnError } from "../errors/start.ts";
import { childProcesses } from "./child-process.ts";
import { isScript, locateRuntime } from "./locate.ts";
import { notForThisMachine } from "./machine.ts";
import { type Exit, PipedProcess, type Process, type ProcessOutput } from "./process.ts";
import { createMark } from "./tree.ts";

export interface SpawnCommand {
  readonly executable: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What runs the executable when it is a script. Default: what runs this program. */
  readonly runtime?: string | undefined;
  /** Arguments that come before all others. */
  readonly runtimeArgs?: readonly string[] | undefined;
}

/**
 * Start a process and wait until the operating system has accepted it.
 *
 * @throws {CwdError} If the working directory is missing or no directory.
 * @throws {CLINotExecutableError} If the file is not something this machine can run.
 * @throws {SpawnError} If the machine is out of descriptors, memory or processes.
 */
export async function spawnProcess(command: SpawnCommand, output: ProcessOutput): Promise<Process> {
  // A folder of a network that does not answer holds up the question, and would hold up the whole program at the start.
  if (!isOwnDirectory(command.cwd)) await requireDirectory(command.cwd);
  const { file: program, args } = commandLine(command);
  // A bare name would be looked up by the child, from the directory that it works in.
  const file = path.isAbsolute(program) ? program : await locateRuntime(program, command.env, command.cwd);
  try {
    const { cwd, env } = command;
    const child = childProcesses().spawn(file, args, { cwd, env, stdio: "pipe", windowsHide: true });
    if (child.pid === undefined) throw await new Promise<Error>((resolve) => child.once("error", resolve));
    const { pid, stdin, stdout, stderr } = child;
    const exit = new Promise<Exit>((resolve) => {
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    // A signal to a process that is gone: the exit says all there is to say.
    child.on("error", () => undefined);
    const kill = (signal: NodeJS.Signals): void => killProcess(pid, signal);
    return new PipedProcess(
      { pid, stdin, stdout, stderr, exit, env, mark: createMark(env, pid), kill },
      output,
    );
  } catch (error) {
    await requireDirectory(command.cwd);
    throw spawnFailure(command, error);
  }
}

/** The program to start and its arguments: a script is run by a runtime. */
export function commandLine(command: SpawnCommand): { file: string; args: string[] } {
  // What runs this program; Electron's executable would open a window instead.
  const own = "electron" in process.versions ? "node" : process.execPath;
  const { executable, runtime = own, runtimeArgs = [] } = command;
  if (!isScript(executable)) return { file: executable, args: [...runtimeArgs, ...command.args] };
  return { file: runtime, args: [...runtimeArgs, executable, ...command.args] };
}

/** The name of what can run the CLI's script in a place where this program's files are not. */
export function runtimeName(): string {
  return "bun" in process.versions ? "bun" : "node";
}

async function requireDirectory(cwd: string): Promise<void> {
  const found = await stat(cwd).catch((error: unknown) => (error as { code?: string }).code ?? "EIO");
  if (typeof found === "string")
    throw new CwdError(cwd, found === "ENOENT" ? "it does not exist" : `it cannot be read (${found})`);
  if (!found.isDirectory()) throw new CwdError(cwd, "it is not a directory");
}

/** What there is too little of, by the system's name for it. */
const SHORT: Readonly<Record<string, string>> = {
  EMFILE: "descriptors for this program",
  ENFILE: "descriptors",
  EAGAIN: "processes or threads",
  ENOMEM: "memory",
};

function spawnFailure(command: SpawnCommand, error: unknown): Error {
  const { code, message } = error as { code?: string; message: string };
  const name = `"${command.executable}"`;
  if (code === "ENOENT") {
    return new CLINotFoundError(
      `Cannot run ${name}: the file, or the interpreter named in its first line, does not exist; ` +
        'correct "pathToClaudeCodeExecutable", or install the interpreter',
    );
  }
  if (code === "ENOEXEC") return notForThisMachine(command.executable, error);
  if (code === "EACCES" || code === "EPERM") {
    const text = `Cannot run ${name}: the operating system refuses it (${code}); check its permissions`;
    return new CLINotExecutableError(command.executable, code, text, error);
  }
  if (code === "E2BIG") {
    const text = `Cannot run ${name}: the arguments and environment are too long (E2BIG); shorten "env" or "extraArgs"`;
    return new SpawnError(code, text, error);
  }
  const short = code === undefined ? undefined : SHORT[code];
  const problem =
    short === undefined ? message : `the system has no more ${short} (${code}); free some and try again`;
  return new SpawnError(code, `Cannot start ${name}: ${problem}`, error);
}

function killProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    // Deno reports the first signal that was sent through the child object as the one that ended it.
    process.kill(pid, signal);
  } catch (error) {
    if ((error as { code?: string }).code !== "ESRCH") throw error;
  }
}

/** A path that another process understands, whatever directory it is in; `~` is left to the CLI. */
export function absolutePath(given: string): string {
  return given === "~" || given.startsWith("~/") ? given : path.resolve(given);
}

/** The working directory of this program. */
function isOwnDirectory(directory: string): boolean {
  try {
    return directory === process.cwd();
  } catch {
    // Its own has been deleted.
    return false;
  }
}

export function currentDirectory(): string {
  return process.cwd();
}
