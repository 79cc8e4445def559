import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { catalogue, select } from "../../bench/harness/catalogue.ts";
import { chart } from "../../bench/harness/chart.ts";
import { document } from "../../bench/harness/document.ts";
import { merge, type Results, type WorkloadResult } from "../../bench/harness/results.ts";
import { median, ratios, summary } from "../../bench/harness/statistics.ts";
import { groupHeader, workloadLines } from "../../bench/harness/table.ts";
import { problems, type Workload } from "../../bench/harness/workload.ts";

const DECLARED: Workload = {
  id: "one",
  group: "Some",
  title: () => "one thing",
  about: "It is done.",
  adapters: ["ours", "official"],
  rows: { time: { title: "time", unit: "ms", better: "lower" } },
  size: { full: 10, quick: 1 },
  run: async () => ({ time: 1 }),
};

const MEASURED: WorkloadResult = {
  id: "one",
  group: "Some",
  title: "one thing",
  about: "It is done.",
  adapters: ["ours", "official"],
  oneCore: false,
  date: "2026-11-28",
  runs: 3,
  failures: [],
  rows: [
    {
      id: "time",
      title: "time",
      unit: "ms",
      better: "lower",
      values: { ours: summary([1, 2, 4]), official: summary([4, 4, 4]) },
      ratios: { official: ratios([1, 2, 4], [4, 4, 4]) },
    },
  ],
};
const FACTS: Results["facts"] = {
  node: "20.20.2",
  ours: "0.1.0",
  official: "0.3.99",
  cli: "2.1.99",
  processor: "A <processor>",
  cores: 2,
  system: "Linux x64",
  standIn: "C",
};

describe("Workloads", () => {
  it("every file in bench/workloads declares workloads without a mistake", async () => {
    const listed = await catalogue();
    assert.ok(listed.length > 20, `${listed.length}`);
  });

  it("problems() names each mistake of a declaration", () => {
    const cases: [Partial<Workload>, RegExp][] = [
      [{ id: "Not good" }, /small letters/],
      [{ group: "" }, /no group/],
      [{ about: " " }, /what is measured/],
      [{ adapters: ["official", "ours"] }, /has to be "ours"/],
      [{ adapters: ["ours", "ours"] }, /twice/],
      [{ adapters: ["ours", "other" as "raw"] }, /adapters\.ts/],
      [{ rows: {} }, /no rows/],
      [{ size: { full: 1, quick: 2 } }, /quick size/],
    ];
    assert.deepEqual(problems([DECLARED]), []);
    for (const [change, expected] of cases) {
      const found = problems([{ ...DECLARED, ...change }]);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", expected);
    }
    assert.match(problems([DECLARED, DECLARED])[0] ?? "", /another workload has this id/);
  });

  it("select() takes an id for itself, and any other word for a part of a name", () => {
    const listed = ["import", "import-more", "other"].map((id) => ({
      workload: { ...DECLARED, id },
      file: `file-${id}`,
    }));
    const ids = (...words: string[]): string[] => select(listed, words).map(({ workload }) => workload.id);
    assert.deepEqual(ids("import"), ["import"]);
    assert.deepEqual(ids("impo"), ["import", "import-more"]);
    assert.deepEqual(ids("SOME"), ["import", "import-more", "other"]);
    assert.deepEqual(ids("other", "import"), ["import", "other"]);
    assert.deepEqual(ids("nothing"), []);
  });
});

describe("Statistics", () => {
  it("median() is the one in the middle, or between the two", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
  });

  it("ratios() divides pair by pair, so that what slows both of a pair changes nothing", () => {
    const { median: middle, min, max, runs } = ratios([1, 20, 3], [2, 40, 4]);
    assert.deepEqual(
      { middle, min, max, runs },
      { middle: 0.5, min: 0.5, max: 0.75, runs: [0.5, 0.5, 0.75] },
    );
    assert.throws(() => ratios([1, 2], [1]), RangeError);
    assert.throws(() => summary([]), RangeError);
  });
});

describe("What is shown", () => {
  it("the table has 80 columns at most, and says what failed and what was left out", () => {
    const lines = [
      groupHeader("Some"),
      ...workloadLines(MEASURED),
      ...workloadLines({ ...MEASURED, rows: [], failures: ["official: 1 message of 2 came"] }),
      ...workloadLines({ ...MEASURED, rows: [], leftOut: "no taskset" }),
    ];
    assert.deepEqual(lines, [
      "Some                                          ours    other  ratio        range",
      "  one thing",
      "    time, ms                                  2.00     4.00   0.50    0.25–1.00",
      "  one thing",
      "    FAILED: official: 1 message of 2 came",
      "  one thing",
      "    left out: no taskset",
    ]);
    assert.ok(lines.every((line) => line.length <= 80));
  });

  it("a chart puts what is better right of the middle, whichever way is better", () => {
    const [row] = MEASURED.rows;
    assert.ok(row !== undefined);
    const higher = { ...MEASURED, rows: [{ ...row, better: "higher" as const }] };
    const kinds = (result: WorkloadResult): string[] =>
      [...chart("Some", [result]).matchAll(/<rect class="(\w+)"/g)].map(([, kind = ""]) => kind);
    assert.deepEqual(kinds(MEASURED), ["better"]);
    assert.deepEqual(kinds(higher), ["worse"]);
    assert.match(chart("A < B & C", [MEASURED]), /A &lt; B &amp; C/);
  });

  it("the document has a section and a chart for each group, and failures in words", () => {
    const failed = { ...MEASURED, id: "two", group: "Other", rows: [], failures: ["ours: it hangs"] };
    const files = document({ facts: FACTS, workloads: [MEASURED, failed] });
    assert.deepEqual([...files.keys()], ["performance.md", "performance/some.svg"]);
    const page = files.get("performance.md") ?? "";
    assert.match(page, /\| time \| \*\*0\.50\*\* \| 0\.25–1\.00 \| 2\.00 ms \| 4\.00 ms\s+\|/);
    assert.match(page, /\*\*Failed\*\*: ours: it hangs/);
  });

  it("merge() keeps what was measured on the same machine with the same versions, and nothing else", () => {
    const old: Results = { facts: FACTS, workloads: [MEASURED, { ...MEASURED, id: "gone" }] };
    const fresh = { ...MEASURED, id: "two" };
    const ids = (facts: Results["facts"]): string[] =>
      merge(old, { facts, workloads: [fresh] }, ["one", "two"]).workloads.map(({ id }) => id);
    assert.deepEqual(ids({ ...FACTS }), ["one", "two"]);
    assert.deepEqual(ids({ ...FACTS, official: "0.3.331" }), ["two"]);
  });
});
