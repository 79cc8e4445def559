// The ladder that ends a process and all that it started: end of input, SIGTERM, SIGKILL; each wait is bounded.
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { within } from "../errors/within.ts";
import { childProcesses } from "./child-process.ts";
import type { Process } from "./process.ts";
import { descendantsOf, isAlive, type ProcessId, signalProcess } from "./process-id.ts";
import { findTree } from "./tree.ts";

/** How long each step may take, in milliseconds. */
export interface StopTimes {
  /** From the end of stdin to SIGTERM. An idle CLI exits some 40 ms after its input ends. */
  readonly inputMs: number;
  /** From SIGTERM to SIGKILL. The CLI needs up to 1.6 s to end a running tool. */
  readonly termMs: number;
  /** For tools that outlive the CLI, from SIGTERM to SIGKILL. */
  readonly toolMs: number;
  /** How long to wait after SIGKILL, for the process and for what it started. */
  readonly killMs: number;
}

export const STOP_TIMES: StopTimes = { inputMs: 1_000, termMs: 3_000, toolMs: 500, killMs: 2_000 };

/** How often it is looked whether processes have ended: at first ... */
const FIRST_LOOK_MS = 10;
/** ... and in the end, because many sessions may be looking. */
const LAST_LOOK_MS = 200;

/**
 * End a process and everything that it started.
 *
 * @returns The pids that were still alive at the end; empty unless the operating system refuses to kill them.
 */
export async function stopTree(target: Process, times: StopTimes = STOP_TIMES): Promise<number[]> {
  return sweep(target, await stopProcess(target, times), times);
}

/**
 * End the process itself: `target.exited` resolves before this does, if need be without an exit.
 *
 * @returns Processes that it had started when it was asked to end, also those whose environment shows no cookie.
 */
export async function stopProcess(target: Process, times: StopTimes = STOP_TIMES): Promise<ProcessId[]> {
  const { pid, mark } = target;
  const started = startedBy(target);
  target.endInput();
  if (await exits(target, times.inputMs)) return started;
  if (process.platform === "win32") await killOnWindows(pid);
  // When the table cannot be read, the process is ended all the same; the sweep then fails with the reason.
  const find = (roots: readonly Partial<ProcessId>[]): Promise<ProcessId[]> =>
    findTree(roots, mark).catch(() => []);
  const tree = await find(pid === undefined ? started : [{ pid }, ...started]);
  target.kill("SIGTERM");
  if (await exits(target, times.termMs)) return tree;
  // Looked for again, because it may have gone on to start others.
  const now = await find(tree);
  target.kill("SIGKILL");
  for (const each of now) signalProcess(each, "SIGKILL");
  if (!(await exits(target, times.killMs))) target.abandon();
  return now;
}

/** What it has started, as long as it lives: once it has ended, nothing shows any more that they were its children. */
export function startedBy({ pid, alive }: Process): ProcessId[] {
  return pid === undefined || !alive ? [] : descendantsOf(pid);
}

/**
 * End what outlived the CLI: detached tools, and tools whose parent was killed.
 *
 * @param known Processes that belong to the session although they may no longer show it.
 * @returns The pids that were still alive at the end.
 */
export async function sweep(
  { mark }: Process,
  known: readonly ProcessId[],
  times: StopTimes = STOP_TIMES,
): Promise<number[]> {
  let left = await findTree(known, mark);
  for (const each of left) signalProcess(each, "SIGTERM");
  await untilGone(left, times.toolMs);
  const deadline = performance.now() + times.killMs;
  while (left.length > 0) {
    left = await findTree(left.filter(isAlive), mark);
    for (const each of left) signalProcess(each, "SIGKILL");
    if (left.length > 0 && performance.now() > deadline) break;
    await untilGone(left, deadline - performance.now());
  }
  return left.filter(isAlive).map(({ pid }) => pid);
}

/** Looks at these alone, which costs far less than the whole table. */
export async function untilGone(processes: readonly ProcessId[], ms: number): Promise<void> {
  const deadline = performance.now() + ms;
  for (let step = FIRST_LOOK_MS; processes.some(isAlive); step = Math.min(2 * step, LAST_LOOK_MS)) {
    const left = deadline - performance.now();
    if (left <= 0) return;
    await sleep(Math.min(step, left));
  }
}

async function exits(target: Process, ms: number): Promise<boolean> {
  return (await within(target.exited, ms)) !== undefined;
}

/** Windows has no signals, and its own tool knows the tree. */
async function killOnWindows(pid: number | undefined): Promise<void> {
  if (pid === undefined) return;
  // By its full path: Windows looks for a bare name in the working directory first.
  const taskkill = path.join(process.env["SystemRoot"] ?? "C:\\Windows", "System32", "taskkill.exe");
  await new Promise<void>((resolve) => {
    // A failure shows in what is left.
    childProcesses().execFile(taskkill, ["/pid", String(pid), "/T", "/F"], { timeout: 5_000 }, () =>
      resolve(),
    );
  });
}
