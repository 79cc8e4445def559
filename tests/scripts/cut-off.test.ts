import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { command, type Ended, ROOT } from "../../scripts/gate/command.ts";
import { parentOf } from "../../scripts/gate/cookie.ts";

const HANGING = "tests/scripts/hanging.mjs";
const PIDS = /^(?:pids )?(\d+) (\d+) (\d+)$/m;

/** The processes of the hanging file that a text names, when it has got so far. */
function pidsIn(text: string): number[] | undefined {
  return PIDS.exec(text)?.slice(1).map(Number);
}

const alive = (pid: number): boolean => parentOf(pid) !== undefined;

/** Run the hanging file with a limit on its silence, a longer one when that was too short for it to start. */
async function cutOffBySilence(silenceMs: number): Promise<Ended> {
  const ended = await command(process.execPath, [HANGING], { silenceMs });
  return pidsIn(ended.output) === undefined ? cutOffBySilence(silenceMs * 2) : ended;
}

const linux = process.platform === "linux" ? false : "reads /proc";

describe("A test file that hangs", { skip: linux }, () => {
  it("is cut off when it has been silent for too long, and all its processes with it", async () => {
    const { ok, output, cutOff } = await cutOffBySilence(1_000);
    assert.equal(ok, false);
    assert.match(cutOff ?? "", /^cut off: it printed nothing for \d+ s$/);
    assert.deepEqual(pidsIn(output)?.filter(alive), []);
  });

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`ends with the gate by ${signal}, and all its processes with it`, async () => {
      const ended = await endedGate(
        process.execPath,
        ["--import", "tsx", "scripts/test.ts", HANGING],
        signal,
      );
      assert.equal(ended.code, code);
      assert.match(ended.output, new RegExp(`cut off: the gate was ended by ${signal}`));
    });
  }

  it("ends with npm, which passes no signal on to the gate", async () => {
    const { code } = await endedGate("npm", ["test", "--", HANGING], "SIGTERM");
    assert.notEqual(code, 0);
  });
});

/** Start the gate on the hanging file, end it, and see that nothing is left and that it says so. */
async function endedGate(
  program: string,
  args: readonly string[],
  signal: NodeJS.Signals,
): Promise<{ code: number | null; output: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-gate-"));
  const file = path.join(folder, "pids");
  try {
    const gate = spawn(program, args, { cwd: ROOT, env: { ...process.env, KODEGEN_PIDS_FILE: file } });
    let output = "";
    gate.stdout.on("data", (text) => (output += String(text)));
    // Whoever of them ends last holds the pipe until then.
    const closed = new Promise<number | null>((resolve) => gate.once("close", resolve));
    const pids = await written(file);
    gate.kill(signal);
    const code = await closed;
    assert.deepEqual(pids.filter(alive), []);
    assert.match(output, /\n0 passed, 1 failed, 0 skipped\n$/);
    return { code, output };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The pids in a file, as soon as they are there. */
async function written(file: string): Promise<number[]> {
  for (;;) {
    try {
      const pids = pidsIn(readFileSync(file, "utf8"));
      if (pids !== undefined) return pids;
    } catch (error) {
      if ((error as { code?: string }).code !== "ENOENT") throw error;
    }
    await sleep(20);
  }
}

describe("command()", { skip: linux }, () => {
  it("command() fails when a process is left behind, names it, and ends it", async () => {
    const leaving = "setsid sleep 1000 >/dev/null 2>&1 & echo $!";
    const { ok, output } = await command("/bin/sh", ["-c", leaving], { leavingMs: 200 });
    assert.equal(ok, false);
    assert.match(output, /^\d+\n\nProcesses were left behind:\n\d+ .*sleep 1000$/);
    assert.equal(alive(Number.parseInt(output, 10)), false);
  });

  it("command() keeps both outputs and the reason of the end", async () => {
    const both = await command(process.execPath, ["-e", "console.log(1); console.error(2)"]);
    assert.deepEqual([both.ok, both.output.split("\n").toSorted()], [true, ["", "1", "2"]]);
    const killed = await command(process.execPath, ["-e", "process.kill(process.pid, 'SIGKILL')"]);
    assert.deepEqual([killed.ok, killed.output.trim()], [false, "(ended by SIGKILL)"]);
    const missing = await command("/nowhere/at-all", []);
    assert.equal(missing.ok, false);
    assert.match(missing.output, /ENOENT/);
  });
});
