// Ends a process and everything it started: end its input, ask, then kill; each wait is bounded.
import { execFile } from "node:child_process";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Process } from "./process.ts";
import { findTree, type ProcessId, signalProcess } from "./tree.ts";

/** How long each step may take, in milliseconds. */
export interface StopTimes {
  /** From the end of stdin to SIGTERM. An idle CLI exits some 40 ms after its input ends. */
  readonly inputMs: number;
  /** From SIGTERM to SIGKILL. The CLI needs up to 1.6 s to end a running tool. */
  readonly termMs: number;
  /** For tools that outlive the CLI, from SIGTERM to SIGKILL. */
  readonly strayMs: number;
  /** How long to look for survivors after SIGKILL. */
  readonly killMs: number;
}

export const STOP_TIMES: StopTimes = { inputMs: 1_000, termMs: 3_000, strayMs: 500, killMs: 2_000 };

const RESCAN_MS = 25;

/**
 * Stop a process and its whole tree.
 *
 * @returns The pids that were still alive at the end; empty unless the operating system refuses to kill them.
 */
export async function stopTree(
  target: Process,
  cookie: string,
  times: StopTimes = STOP_TIMES,
): Promise<number[]> {
  target.endInput();
  if (await exits(target, times.inputMs)) return sweep([], cookie, times);
  if (process.platform === "win32") return stopOnWindows(target, times);
  const known = await findTree(target.pid === undefined ? [] : [{ pid: target.pid }], cookie);
  target.kill("SIGTERM");
  if (!(await exits(target, times.termMs))) {
    const tree = await findTree(known, cookie);
    target.kill("SIGKILL");
    await Promise.all(tree.map((each) => signalProcess(each, "SIGKILL")));
    await exits(target, times.killMs);
  }
  return sweep(known, cookie, times);
}

/** End what outlived the CLI: detached tools, and tools whose parent was killed. */
async function sweep(known: readonly ProcessId[], cookie: string, times: StopTimes): Promise<number[]> {
  let strays = await findTree(known, cookie);
  if (strays.length === 0) return [];
  await Promise.all(strays.map((stray) => signalProcess(stray, "SIGTERM")));
  strays = await untilNone(strays, cookie, times.strayMs);
  const deadline = performance.now() + times.killMs;
  while (strays.length > 0 && performance.now() < deadline) {
    await Promise.all(strays.map((stray) => signalProcess(stray, "SIGKILL")));
    strays = await untilNone(strays, cookie, RESCAN_MS);
  }
  return strays.map(({ pid }) => pid);
}

async function untilNone(strays: readonly ProcessId[], cookie: string, ms: number): Promise<ProcessId[]> {
  const deadline = performance.now() + ms;
  let left = await findTree(strays, cookie);
  while (left.length > 0 && performance.now() < deadline) {
    await sleep(RESCAN_MS);
    left = await findTree(left, cookie);
  }
  return left;
}

async function exits(target: Process, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  const exited = await Promise.race([target.exited.then(() => true), late]);
  timer.abort();
  return exited;
}

async function stopOnWindows(target: Process, times: StopTimes): Promise<number[]> {
  if (target.pid === undefined) return [];
  const pid = String(target.pid);
  await new Promise<void>((resolve) => execFile("taskkill", ["/pid", pid, "/T", "/F"], () => resolve()));
  return (await exits(target, times.killMs)) ? [] : [target.pid];
}
