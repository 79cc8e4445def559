import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { givenBetween, readPids } from "../../lib/process/pids.ts";
import { isAlive, readStat, signalProcess } from "../../lib/process/process-id.ts";
import { type ProcessRow, parsePs, processTable } from "../../lib/process/table.ts";
import { findTree, treeOf } from "../../lib/process/tree.ts";
import { withPrograms } from "../support/programs.ts";

const programs = withPrograms();
const LINUX_ONLY = process.platform === "linux" ? false : "reads /proc";

function tableOf(rows: readonly [pid: number, parent: number, cookie?: string][]): ProcessRow[] {
  return rows.map(([pid, parent, cookie]) => ({ pid, parent, started: `s${pid}`, cookie }));
}

const pids = (found: readonly { pid: number }[]): number[] =>
  found.map(({ pid }) => pid).toSorted((a, b) => a - b);

describe("treeOf()", () => {
  it("treeOf() finds descendants in any order of the table, and what carries the cookie, with theirs", () => {
    const table = tableOf([
      [9_004, 9_003],
      [9_003, 9_002],
      [9_002, 1],
      [9_010, 1, "mine"],
      [9_011, 9_010],
      [9_020, 1, "other"],
      [9_021, 9_020],
    ]);
    assert.deepEqual(pids(treeOf(table, [{ pid: 9_002 }], "mine")), [9_002, 9_003, 9_004, 9_010, 9_011]);
    assert.deepEqual(pids(treeOf(table, [], "other")), [9_020, 9_021]);
    assert.deepEqual(treeOf(table, [], "nobody's"), []);
  });

  it("treeOf() leaves a pid alone that has been given to another process, and itself", () => {
    const table = tableOf([
      [9_002, 1],
      [9_003, 9_002],
      [process.pid, 1, "mine"],
    ]);
    assert.deepEqual(treeOf(table, [{ pid: 9_002, started: "earlier" }], "mine"), []);
    assert.deepEqual(pids(treeOf(table, [{ pid: 9_002, started: "s9002" }], "x")), [9_002, 9_003]);
  });

  it("treeOf() ends on a table that goes round in circles", () => {
    assert.deepEqual(
      pids(
        treeOf(
          tableOf([
            [9_002, 9_003],
            [9_003, 9_002],
          ]),
          [{ pid: 9_002 }],
          "x",
        ),
      ),
      [9_002, 9_003],
    );
  });
});

describe("processTable()", { skip: LINUX_ONLY }, () => {
  it("processTable() is read once for all who ask before it begins", async () => {
    const since = readPids();
    const asked = Array.from({ length: 200 }, () => processTable(since));
    assert.equal(new Set(await Promise.all(asked)).size, 1);
    const [later, again] = [processTable(since), processTable(since)];
    assert.equal(await later, await again);
    assert.notEqual(await later, await asked[0]);
  });

  it("processTable() lets others have their turn while it reads, and overlooks none of many", async () => {
    const many = "i=0; while [ $i -lt 400 ]; do sleep 60 & i=$((i+1)); done; echo ready; wait";
    const { child, mark, printed } = await programs.run(await programs.script("many", many));
    await printed("ready");
    let longest = 0;
    let used = process.cpuUsage();
    const turn = (): void => {
      const { user, system } = process.cpuUsage(used);
      longest = Math.max(longest, (user + system) / 1_000);
      used = process.cpuUsage();
      timer = setImmediate(turn);
    };
    let timer = setImmediate(turn);
    const before = process.cpuUsage();
    const found = await findTree([], mark);
    const { user, system } = process.cpuUsage(before);
    clearImmediate(timer);
    assert.equal(found.length, 401);
    const all = (user + system) / 1_000;
    assert.ok(longest < Math.max(15, all / 2), `${longest} ms at once of ${all} ms`);
    for (const each of found) signalProcess(each, "SIGKILL");
    await child.exited;
  });

  it("processTable() has the processes that are younger than the mark, and looks at no others", async () => {
    const { child, mark, printed } = await programs.run(
      await programs.script("sleeper", "echo ready; exec sleep 60"),
    );
    await printed("ready");
    assert.deepEqual(pids(await findTree([], mark)), [child.pid]);
    const later = readPids();
    const other = await programs.run(await programs.script("other", "exit 0"));
    await other.child.exited;
    const table = await processTable(later);
    // Where many are started at once the cycle may have come round, and all are looked at.
    if (givenBetween(later, readPids()) !== undefined)
      assert.equal(pids(table).includes(child.pid ?? 0), false);
    assert.ok(pids(await processTable(undefined)).includes(child.pid ?? 0));
    child.kill("SIGKILL");
    await child.exited;
  });

  it("processTable() sees processes with odd names", async () => {
    const odd = await programs.script("a) S 1 (b", "echo ready; read -r line");
    const { child, mark, printed } = await programs.run(odd);
    await printed("ready");
    assert.deepEqual(pids(await findTree([], mark)), [child.pid]);
    child.endInput();
    await child.exited;
    assert.deepEqual(await findTree([], mark), []);
  });
});

describe("parsePs()", () => {
  it("parsePs() reads what macOS prints: pid, parent, start in the C locale, command and environment", () => {
    const cookie = "0b2f7c3e-7a1e-4c58-9c55-3b0c2f0c1d2e";
    const text = `    1     0 Mon Nov  2 09:00:00 2026     /sbin/launchd
  501   400 Sat Nov 28 15:19:34 2026     node claude KODEGEN_SESSION=${cookie} HOME=/Users/me
  502   501 Sat Nov 28 15:19:35 2026     sh -c echo KODEGEN_SESSION=short
not a row
`;
    assert.deepEqual(parsePs(text), [
      { pid: 1, parent: 0, started: "Mon Nov  2 09:00:00 2026", cookie: undefined },
      { pid: 501, parent: 400, started: "Sat Nov 28 15:19:34 2026", cookie },
      { pid: 502, parent: 501, started: "Sat Nov 28 15:19:35 2026", cookie: undefined },
    ]);
  });
});

describe("signalProcess()", { skip: LINUX_ONLY }, () => {
  it("F57, A26: signalProcess() spares a process that has another's pid, and reports none that is gone", async () => {
    const { child, printed } = await programs.run(
      await programs.script("stays", "echo ready; exec sleep 60"),
    );
    await printed("ready");
    const pid = child.pid ?? 0;
    const started = readStat(pid)?.started ?? "";
    signalProcess({ pid, started: "1" }, "SIGKILL");
    assert.ok(isAlive({ pid, started }));
    assert.equal(isAlive({ pid, started: "1" }), false);
    signalProcess({ pid, started }, "SIGKILL");
    assert.equal((await child.exited).signal, "SIGKILL");
    assert.equal(isAlive({ pid, started }), false);
    signalProcess({ pid, started }, "SIGTERM");
  });
});
