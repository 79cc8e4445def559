// Runs a command of the gate: what it prints is kept, and what it has started ends with it.
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { COOKIE, carriers, commandOf, endCarriers, newCookie } from "./cookie.ts";

export const ROOT: string = path.join(import.meta.dirname, "../..");

export interface Ended {
  /** It exited with 0, and nothing of it was left. */
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
  /** Why it did not come to its own end. */
  readonly cutOff?: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  /** A command that prints nothing for so long is cut off. */
  readonly silenceMs?: number;
  /** How long what it has started may outlive it; what lives on then is a fault of the command's. */
  readonly leavingMs?: number;
}

/** No step and no test is silent for as long, not on a machine that is ten times too busy. */
const SILENCE_MS = 10 * 60_000;
/** Guardians and servers need a moment to notice the end of those whom they serve. */
const LEAVING_MS = 30_000;
const RESCAN_MS = 20;
const COMPILED = path.join(ROOT, ".gate/compiled");

const running = new Map<string, (reason: string) => void>();
let stopped = false;
/** What becomes of a command once the gate has been ended. */
export const NOT_BEGUN: Ended = { ok: false, output: "", seconds: 0, cutOff: "not begun" };

export function isStopped(): boolean {
  return stopped;
}

/** End all commands; those that come later are not begun. */
export function stopCommands(reason: string): void {
  stopped = true;
  for (const cutOff of running.values()) cutOff(reason);
}

/** Run a command to its end, and end what it leaves behind. */
export async function command(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  if (stopped) return NOT_BEGUN;
  const begun = performance.now();
  const cookie = newCookie();
  const child = spawn(file, args, {
    cwd: options.cwd ?? ROOT,
    env: environment(cookie),
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that Ctrl-C reaches the gate alone, which then ends everything.
    detached: process.platform !== "win32",
  });
  const end = await ending(child, cookie, { silenceMs: SILENCE_MS, leavingMs: LEAVING_MS, ...options });
  return { ...end, seconds: (performance.now() - begun) / 1000 };
}

async function ending(
  child: ChildProcess,
  cookie: string,
  { silenceMs, leavingMs }: Required<Omit<CommandOptions, "cwd">>,
): Promise<Omit<Ended, "seconds">> {
  let output = "";
  let cutOff: string | undefined;
  const stop = (reason: string): void => {
    cutOff ??= reason;
    void endGroup(child, cookie);
  };
  const silence = setTimeout(stop, silenceMs, `cut off: it printed nothing for ${silenceMs / 1000} s`);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      silence.refresh();
    });
  }
  const closed = new Promise<void>((resolve) => child.once("close", resolve));
  running.set(cookie, stop);
  const code = await new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("error", (error) => {
      output += String(error);
      resolve(null);
    });
    child.once("exit", (exitCode, signal) => resolve(exitCode ?? signal));
  });
  clearTimeout(silence);
  const left = cutOff === undefined ? await leftBehind(cookie, leavingMs) : [];
  await endGroup(child, cookie);
  running.delete(cookie);
  // Whoever has cleared its environment may still hold the pipes; nobody waits for that one.
  if (child.pid !== undefined) await Promise.race([closed, sleep(LEAVING_MS, undefined, { ref: false })]);
  for (const stream of [child.stdout, child.stderr]) stream?.destroy();
  if (left.length > 0) output += `\nProcesses were left behind:\n${left.join("\n")}`;
  if (typeof code === "string" && cutOff === undefined) output += `\n(ended by ${code})`;
  return { ok: code === 0 && left.length === 0, output, ...(cutOff === undefined ? {} : { cutOff }) };
}

/** The commands of the processes that do not end by themselves. */
async function leftBehind(cookie: string, leavingMs: number): Promise<string[]> {
  const deadline = performance.now() + leavingMs;
  while (carriers(cookie).length > 0 && performance.now() < deadline) await sleep(RESCAN_MS);
  return carriers(cookie).map((pid) => `${pid} ${commandOf(pid)}`);
}

async function endGroup(child: ChildProcess, cookie: string): Promise<void> {
  await endCarriers(cookie);
  // Where the environment of other processes cannot be read, the group is what can be ended.
  if (process.platform === "linux" || child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch (error) {
    // ESRCH: all of it has ended.
    if ((error as { code?: string }).code !== "ESRCH") throw error;
  }
}

function environment(cookie: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NO_COLOR: "1",
    npm_config_update_notifier: "false",
    // From 24 on a Node starts twice as fast with what another process has compiled.
    NODE_COMPILE_CACHE: COMPILED,
    [COOKIE]: cookie,
  };
  // Inside another test runner it would make node print for that runner; and the wish for colours beats NO_COLOR.
  delete env["NODE_TEST_CONTEXT"];
  delete env["FORCE_COLOR"];
  return env;
}
