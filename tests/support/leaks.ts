// Marks every process that a test file starts, and fails the file when one is left at its end.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { after } from "node:test";

const MARK = "KODEGEN_TEST_RUN";
const run: string = crypto.randomUUID();
process.env[MARK] = run;

/** An environment for a process whose end the file has to see to. */
export function marked(env: Record<string, string>): Record<string, string> {
  return { ...env, [MARK]: run };
}

/** Processes of this test file that live now. */
export function livingProcesses(): number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && carriesMark(pid));
}

function carriesMark(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const state = stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
    return state !== "Z" && readFileSync(`/proc/${pid}/environ`, "latin1").includes(`${MARK}=${run}`);
  } catch {
    // Ended between the listing and the look: not a leak.
    return false;
  }
}

/** Open file descriptors of this process; -1 where that cannot be told. */
export function openDescriptors(): number {
  return process.platform === "linux" ? readdirSync("/proc/self/fd").length : -1;
}

after(async () => {
  const deadline = performance.now() + 3_000;
  while (livingProcesses().length > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(livingProcesses(), [], "processes are left");
});
