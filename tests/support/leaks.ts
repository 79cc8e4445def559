// Marks every process that a test file starts, and fails the file when one is left at its end.
import assert from "node:assert/strict";
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

after(async () => {
  const deadline = performance.now() + 3_000;
  while (livingProcesses().length > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(livingProcesses(), [], "processes are left");
});
