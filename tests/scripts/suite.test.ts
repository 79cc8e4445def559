import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Ended, NOT_BEGUN } from "../../scripts/gate/command.ts";
import { countsOf, essence, judge } from "../../scripts/gate/suite.ts";

const ended = (output: string, more: Partial<Ended> = {}): Ended => ({
  ok: true,
  output,
  seconds: 1,
  ...more,
});
const judged = (end: Ended): ReturnType<typeof judge> => judge("tests/made-up.test.ts", "made-up", end);

describe("countsOf()", () => {
  it("countsOf() reads the closing lines of every runner", () => {
    const table: [string, number, number, number][] = [
      ["# pass 12\n# fail 1\n# skipped 2\n", 12, 1, 2],
      ["ℹ pass 3\nℹ fail 0\nℹ cancelled 2\nℹ skipped 0\n", 3, 2, 0],
      ["ok | 9 passed (26 steps) | 2 failed (3 steps) | 1 ignored (1 step) (2s)", 35, 2, 2],
      ["ok | 9 passed | 0 failed (2s)", 9, 0, 0],
      [" 44 pass\n 1 skip\n 0 fail\nRan 44 tests", 44, 0, 1],
      ["no runner at all", 0, 0, 0],
    ];
    for (const [output, passed, failed, skipped] of table)
      assert.deepEqual(countsOf(output), { passed, failed, skipped }, output);
  });
});

describe("judge()", () => {
  it("judge() passes a file whose tests have passed", () => {
    const outcome = judged(ended("ℹ pass 2\nℹ fail 0\nℹ skipped 1\n"));
    assert.deepEqual(outcome, { counts: { passed: 2, failed: 0, skipped: 1 }, failures: [] });
  });

  it("judge() fails a file that ran no test, that was cut off, or that exits with an error", () => {
    const table: [Ended, RegExp][] = [
      [ended("ℹ pass 0\nℹ fail 0\n"), /No test was run/],
      [ended("ℹ pass 2\nℹ fail 0\n", { ok: false, cutOff: "cut off: why" }), /cut off: why/],
      [ended("ℹ pass 2\nℹ fail 0\nfrom nowhere", { ok: false }), /from nowhere/],
      [ended("✖ some test\nℹ pass 2\nℹ fail 1\n"), /some test/],
    ];
    for (const [end, expected] of table) {
      const { counts, failures } = judged(end);
      assert.equal(counts.failed, 1);
      assert.equal(failures[0]?.name, "tests/made-up.test.ts on made-up");
      assert.match(failures[0].text, expected);
    }
  });
});

describe("judge(), when the gate has been ended", () => {
  it("judge() says nothing of files that were not begun", () => {
    assert.deepEqual(judged(NOT_BEGUN), { counts: { passed: 0, failed: 0, skipped: 0 }, failures: [] });
  });
});

describe("essence()", () => {
  const many = (line: string): string => `${line}\n`.repeat(500);

  it("essence() shows the failing tests and their errors, without those that passed", () => {
    const table: [string, string][] = [
      [
        `${many("  ✔ fine (1ms)")}✖ failing tests:\n\n✖ bad\n  why\n      at Test.run (node:internal:1)`,
        "✖ bad\n  why",
      ],
      [
        `${many("fine ... ok (1ms)")} ERRORS \n\nbad => x.ts:1:1\nerror: why\n`,
        "bad => x.ts:1:1\nerror: why",
      ],
      [`${many("(pass) fine")}error: why\n(fail) bad\n${many("(pass) fine")}`, "error: why\n(fail) bad"],
    ];
    for (const [output, expected] of table) assert.ok(essence(output).includes(expected), essence(output));
    for (const [output] of table) assert.doesNotMatch(essence(output), /fine/);
  });

  it("essence() is short, however much was printed", () => {
    for (const output of [many("noise"), `✖ failing tests:\n${many("noise")}`])
      assert.ok(essence(output).split("\n").length <= 61);
  });
});
