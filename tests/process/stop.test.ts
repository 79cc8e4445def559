import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import type { Exit, Process } from "../../lib/process/process.ts";
import { readStat } from "../../lib/process/process-id.ts";
import { stopProcess, stopTree, sweep } from "../../lib/process/stop.ts";
import { findTree } from "../../lib/process/tree.ts";
import { withPrograms } from "../support/programs.ts";

const programs = withPrograms();
const SHORT = { inputMs: 50, termMs: 100, toolMs: 50, killMs: 3_000 };
const PATIENT = { inputMs: 30_000, termMs: 30_000, toolMs: 30_000, killMs: 30_000 };
const POSIX = process.platform === "win32" ? "needs /bin/sh" : false;

describe("stopTree()", { skip: POSIX }, () => {
  it("stopTree() lets a process go that ends with its input", async () => {
    const { child } = await programs.run(await programs.script("cat", "exec cat"));
    assert.deepEqual(await stopTree(child, PATIENT), []);
    assert.deepEqual(await child.exited, { code: 0, signal: null });
  });

  it("stopTree() gives a process its time after SIGTERM, and no SIGKILL when it uses it", async () => {
    const file = await programs.script(
      "gentle",
      "trap 'sleep 0.2; exit 7' TERM; echo ready; while :; do sleep 0.05; done",
    );
    const { child, printed } = await programs.run(file);
    await printed("ready");
    assert.deepEqual(await stopTree(child, { ...PATIENT, inputMs: 20 }), []);
    assert.deepEqual(await child.exited, { code: 7, signal: null });
  });

  it("stopTree() ends a stubborn process, its children, and what it detached", async () => {
    const stubborn = `trap '' TERM; sleep 300 & setsid sh -c "trap '' TERM; sleep 300" & echo ready; while :; do sleep 1; done`;
    const { child, mark, printed } = await programs.run(await programs.script("stubborn", stubborn));
    await printed("ready");
    assert.ok((await findTree([], mark)).length >= 3);
    assert.deepEqual(await stopTree(child, SHORT), []);
    assert.deepEqual(await findTree([], mark), []);
    assert.equal((await child.exited).signal, "SIGKILL");
  });

  it("stopTree() ends tools with another environment also when the CLI ends by itself", async () => {
    const file = await programs.script("orphans", "env -i sleep 300 & echo $!; exec cat");
    const { child, printed, output } = await programs.run(file);
    await printed("\n");
    assert.deepEqual(await stopTree(child, PATIENT), []);
    assert.equal(readStat(Number(output()))?.zombie ?? true, true);
  });

  it("stopTree() ends children whose environment was wiped", async () => {
    const { child, mark, printed } = await programs.run(
      await programs.script("wiped", "env -i sleep 300 & echo ready; wait"),
    );
    await printed("ready");
    const all = await findTree([{ pid: child.pid ?? 0 }], mark);
    assert.deepEqual(await stopTree(child, { ...SHORT, termMs: 3_000 }), []);
    assert.deepEqual(await findTree(all, mark), []);
  });

  it("stopTree() ends what goes on to start others while it is being ended", async () => {
    const hydra = `trap '' TERM; echo ready; while :; do setsid sleep 300 & sleep 0.02; done`;
    const { child, mark, printed } = await programs.run(await programs.script("hydra", hydra));
    await printed("ready");
    assert.deepEqual(await stopTree(child, { ...SHORT, killMs: 15_000 }), []);
    assert.deepEqual(await findTree([], mark), []);
  });
});

describe("sweep()", { skip: POSIX }, () => {
  it("sweep() ends tools that outlived their process", async () => {
    const leaver = await programs.script(
      "leaver",
      "setsid sleep 300 >/dev/null 2>&1 & setsid sh -c \"trap '' TERM; sleep 300\" >/dev/null 2>&1 & exit 0",
    );
    const { child, mark } = await programs.run(leaver);
    await child.exited;
    assert.deepEqual(await sweep(child, [], SHORT), []);
    assert.deepEqual(await findTree([], mark), []);
  });
});

describe("stopProcess()", () => {
  it("stopProcess() comes to its end with a process that reports nothing, in the order of the ladder", async () => {
    const lost = new Lost();
    const times = { inputMs: 5, termMs: 5, toolMs: 5, killMs: 5 };
    assert.deepEqual(await stopProcess(lost, times), []);
    assert.deepEqual(lost.asked, ["end of input", "SIGTERM", "SIGKILL", "abandoned"]);
    assert.deepEqual(await lost.exited, { code: null, signal: null });
  });
});

/** Started elsewhere, and never heard of again. */
class Lost implements Process {
  readonly asked: string[] = [];
  readonly pid = undefined;
  readonly mark = { cookie: "none", pids: undefined };
  readonly alive = true;
  readonly heardAt = 0;
  readonly outputEnded: Promise<void> = new Promise(() => undefined);
  readonly failed: Promise<never> = new Promise(() => undefined);
  readonly exited: Promise<Exit>;
  #abandon: (exit: Exit) => void = () => undefined;

  constructor() {
    this.exited = new Promise((resolve) => {
      this.#abandon = resolve;
    });
  }
  stderrTail = (): string => "";
  write = (): Promise<void> => Promise.resolve();
  post = (): void => undefined;
  endInput = (): void => void this.asked.push("end of input");
  pauseOutput = (): void => undefined;
  resumeOutput = (): void => undefined;
  kill = (signal: string): void => void this.asked.push(signal);
  abandon = (): void => {
    this.asked.push("abandoned");
    this.#abandon({ code: null, signal: null });
  };
}
