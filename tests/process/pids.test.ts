import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { areGone, givenBetween, isGiven, type Pids, readPids } from "../../lib/process/pids.ts";
import { readStat } from "../../lib/process/process-id.ts";
import { createMark, findTree } from "../../lib/process/tree.ts";
import { withPrograms } from "../support/programs.ts";

const programs = withPrograms();
const LINUX_ONLY = process.platform === "linux" ? false : "reads /proc";
const MAX = 4_096;
const SURE: Pids = { last: 100, started: 1_000, living: 50, max: MAX };

/** Gives pids as the kernel does: the next that is free, from the start of the cycle when it is through. */
class Kernel {
  last = 1;
  started = 0;
  readonly max = MAX;
  readonly living = new Set<number>([1]);

  start(): number {
    do this.last = this.last + 1 >= MAX ? 300 : this.last + 1;
    while (this.living.has(this.last));
    this.started += 1;
    this.living.add(this.last);
    return this.last;
  }

  get pids(): Pids {
    return { last: this.last, started: this.started, living: this.living.size, max: MAX };
  }
}

describe("givenBetween()", () => {
  it("givenBetween() has all pids that were given, wherever the cycle was, or is not certain", () => {
    let state = 1;
    const next = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    let certain = 0;
    for (let run = 0; run < 2_000; run += 1) {
      const kernel = new Kernel();
      for (let before = next(2 * MAX); before > 0; before -= 1)
        if (kernel.living.size > next(200)) kernel.living.delete(kernel.start());
        else kernel.start();
      const from = kernel.pids;
      const old = new Set(kernel.living);
      const given: number[] = [];
      for (let count = next(4) === 0 ? next(2 * MAX) : 1 + next(60); count > 0; count -= 1) {
        const pid = kernel.start();
        if (next(2) === 0 || kernel.living.size > 500) kernel.living.delete(pid);
        else given.push(pid);
      }
      const range = givenBetween(from, kernel.pids);
      if (range === undefined) continue;
      certain += 1;
      for (const pid of given) assert.ok(isGiven(range, pid), `${pid} of run ${run}`);
      for (const pid of old)
        assert.equal(isGiven(range, pid), between(from.last, pid, kernel.last), `${pid}`);
    }
    assert.ok(certain > 1_000, `${certain}`);
  });

  it("givenBetween() is not certain of what does not fit together", () => {
    const later = { ...SURE, last: 110, started: 1_010 };
    assert.deepEqual(givenBetween(SURE, later), { after: 100, count: 10, max: MAX });
    const doubtful: [string, Pids | undefined, Pids | undefined][] = [
      ["nothing is known", undefined, later],
      ["nothing is known any more", SURE, undefined],
      ["a pid that none is", { ...SURE, last: 0 }, later],
      ["no number", SURE, { ...later, last: Number.NaN }],
      ["no count", SURE, { ...later, started: Number.NaN }],
      ["nothing was started", SURE, SURE],
      ["a count that stands", SURE, { ...later, started: SURE.started }],
      ["a count that runs back", SURE, { ...later, started: 1 }],
      ["a pid that stands", SURE, { ...later, last: SURE.last }],
      ["another cycle", SURE, { ...later, max: 2 * MAX }],
      ["more pids than processes", SURE, { ...later, last: 3_000 }],
      ["half a cycle", SURE, { ...later, started: SURE.started + MAX / 2 }],
    ];
    for (const [what, from, to] of doubtful) assert.equal(givenBetween(from, to), undefined, what);
  });
});

describe("areGone()", { skip: LINUX_ONLY }, () => {
  it("areGone() is true of pids none of which is taken, and never of many", () => {
    const max = readPids()?.max ?? 0;
    const gone = { after: max - 10, count: 5, max };
    // The highest ones are free on a machine that has not come so far.
    if ((readPids()?.last ?? max) < max / 2) assert.ok(areGone(gone));
    assert.equal(areGone({ ...gone, after: process.pid - 1 }), false);
    assert.equal(areGone({ ...gone, after: process.pid - 5 }), false);
    assert.equal(areGone({ ...gone, count: 1_000 }), false);
  });
});

describe("findTree()", { skip: LINUX_ONLY }, () => {
  it("findTree() finds what was detached, and forked twice, among the pids that were given since the mark", async () => {
    const script = `setsid sleep 300 & echo $!
sh -c 'sleep 300 & echo $!'
echo ready
exec sleep 300`;
    const { child, mark, printed, output } = await programs.run(await programs.script("detached", script));
    await printed("ready");
    const all = [child.pid ?? 0, ...output().split("\n").map(Number).filter(Boolean)].toSorted(
      (a, b) => a - b,
    );
    const given = givenBetween(mark.pids, readPids());
    if (given !== undefined) for (const pid of all) assert.ok(isGiven(given, pid), `${pid}`);
    const pidsOf = (rows: readonly { pid: number }[]): number[] =>
      rows.map(({ pid }) => pid).toSorted((a, b) => a - b);
    const found = await findTree([], mark);
    assert.deepEqual(pidsOf(found), all);
    assert.deepEqual(pidsOf(await findTree([], { ...mark, pids: undefined })), all);
    for (const { pid } of found) process.kill(pid, "SIGKILL");
    await child.exited;
  });

  it("findTree() finds the children of a process that is older than the mark", async () => {
    const { child, printed } = await programs.run(
      await programs.script("older", "env -i sleep 300 & echo ready; wait"),
    );
    await printed("ready");
    const pid = child.pid ?? 0;
    const mark = createMark({});
    const found = await findTree([{ pid }], mark);
    assert.equal(found.length, 2);
    for (const each of found) process.kill(each.pid, "SIGKILL");
    await child.exited;
    assert.equal(readStat(pid)?.zombie ?? true, true);
  });
});

function between(from: number, pid: number, to: number): boolean {
  return from < to ? pid > from && pid <= to : pid > from || pid <= to;
}
