// Marks every process that a test file starts, and fails the file when one is left at its end.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { after } from "node:test";
import { COOKIE, carriers, newCookie } from "../../scripts/gate/cookie.ts";

// A cookie of its own, because the gate's is also carried by what the runtime has started before the tests.
const run: string = newCookie();
process.env[COOKIE] = run;

/** An environment for a process whose end the file has to see to. */
export function marked(env: Record<string, string>): Record<string, string> {
  return { ...env, [COOKIE]: run };
}

/** Processes of this test file that live now. */
export function livingProcesses(): number[] {
  return carriers(run);
}

/** A pipe to it and one from it. */
const PIPES_OF_A_COMPILER = 2;

/** Open file descriptors of this process, without those of its compiler; -1 where that cannot be told. */
export function openDescriptors(): number {
  if (process.platform !== "linux") return -1;
  return readdirSync("/proc/self/fd").length - PIPES_OF_A_COMPILER * compilers();
}

/** tsx starts one at the first file that it has not compiled before: in the midst of a case, if that loads one. */
function compilers(): number {
  const children = readdirSync("/proc/self/task").flatMap((thread) =>
    (readIfThere(`/proc/self/task/${thread}/children`) ?? "").split(" ").filter((pid) => pid !== ""),
  );
  return children.filter((pid) => readIfThere(`/proc/${pid}/comm`)?.trim() === "esbuild").length;
}

/** Threads and processes end while they are looked at. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

after(async () => {
  const deadline = performance.now() + 3_000;
  while (livingProcesses().length > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(livingProcesses(), [], "processes are left");
});
