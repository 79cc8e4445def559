import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { readWish, type Wish, WishError } from "../../scripts/gate/arguments.ts";
import { longestFirst, select, sharesOf, testFiles } from "../../scripts/gate/files.ts";
import { plan } from "../../scripts/gate/plan.ts";
import { DEALT, LATER, LONG, ONCE } from "../../scripts/gate/schedule.ts";

const OWN = `node${process.versions.node}`;
const names = (wish: Partial<Wish>): string[] => plan({ files: [], ...wish }).map(({ name }) => name);

describe("plan()", () => {
  it("plan() has the cheap checks and this Node for npm test, and everything else for test:all", () => {
    const now = names({});
    const later = names({ all: true });
    assert.deepEqual(now, ["types", "lint", "format", "layers", "generated files", `tests on ${OWN}`]);
    for (const part of [
      "documentation",
      "package",
      "model, seed ",
      "model of durable agents, seed ",
      "chaos",
      "fuzz, seed ",
      "deno publish",
      "node24",
      "node26",
      "tests on deno",
      "bun",
    ])
      assert.ok(
        later.some((name) => name.includes(part)),
        part,
      );
    assert.deepEqual(
      later.filter((name) => now.includes(name)),
      [],
    );
  });

  it("plan() chooses steps of both commands by a word, and files by their names or folders", () => {
    assert.deepEqual(names({ only: "deno" }), ["deno check", "deno publish", "tests on deno"]);
    assert.deepEqual(names({ only: "lint" }), ["lint"]);
    assert.deepEqual(names({ files: ["tests/query.test.ts"] }), [`tests on ${OWN}`]);
    assert.deepEqual(names({ files: ["tests/wire"], runtime: "bun" }), ["tests on bun"]);
  });

  it("plan() gives each Node a share of the tests by a seed, or all of them", () => {
    const nodes = (wish: Partial<Wish>): string[] =>
      names({ all: true, ...wish }).filter((name) => name.startsWith("tests on "));
    assert.ok(nodes({}).every((name) => /^tests on \w[\w.]+, share of seed \d+$/.test(name)));
    assert.deepEqual(nodes({}), nodes({}), "a commit has one seed");
    assert.ok(nodes({ seed: "7" }).every((name) => name.endsWith(", share of seed 7")));
    assert.ok(nodes({ whole: true }).every((name) => /^tests on \w[\w.]+$/.test(name)));
  });

  it("plan() installs other runtimes only for what needs them", () => {
    const needing = (wish: Partial<Wish>): boolean[] =>
      plan({ files: [], ...wish }).map(({ needsRuntimes }) => needsRuntimes ?? false);
    assert.ok(!needing({}).includes(true));
    assert.deepEqual(needing({ files: ["tests/wire"] }), [false]);
    assert.deepEqual(needing({ files: ["tests/wire"], runtime: "deno" }), [true]);
    assert.deepEqual(needing({ files: ["tests/package"] }), [true]);
    assert.deepEqual(needing({ only: "documentation" }), [false]);
  });

  it("plan() refuses what is not there, and says what is", () => {
    assert.throws(() => names({ only: "lnit" }), /No step has "lnit" in its name; there are: types, lint/);
    assert.throws(
      () => names({ runtime: "node18" }),
      /No runtime is called "node18"; there are: .*deno, bun/,
    );
    assert.throws(() => names({ files: ["tests/gone.test.ts"] }), /There is no tests\/gone\.test\.ts/);
    assert.throws(() => names({ files: ["docs"] }), WishError);
  });
});

describe("readWish()", () => {
  it("readWish() reads options and files, and refuses options that there are not", () => {
    const { all, runtime, files } = readWish(["--all", "--runtime", "bun", "./tests/wire/"]);
    assert.deepEqual([all, runtime, files], [true, "bun", ["tests/wire"]]);
    assert.throws(() => readWish(["--runtimes", "bun"]), WishError);
  });
});

describe("The choice of files", () => {
  it("select() gives each file to npm test or to test:all, never to both or to neither", () => {
    const files = testFiles();
    assert.ok(files.length > 50 && files.includes("tests/scripts/plan.test.ts"));
    const both = [...select(files, "now"), ...select(files, "later")];
    assert.deepEqual(both.toSorted(), files);
    const everywhere = select(files, "everywhere");
    assert.ok(everywhere.includes("tests/query.test.ts") && !everywhere.includes("tests/soak/leaks.test.ts"));
  });

  it("names no file that there is not", () => {
    const long = Object.entries(LONG).flatMap(([folder, files]) =>
      files.map((file) => `${folder}/${file}.test.ts`),
    );
    for (const each of [...DEALT, ...long, ...Object.keys(ONCE), ...Object.keys(LATER)])
      assert.ok(
        testFiles().some((file) => file === each || file.startsWith(`${each}/`)),
        each,
      );
  });

  it("sharesOf() has each file run on one Node, Deno and Bun, some on all, and by other seeds on others", () => {
    const others = ["node20.19", "node22", "node24", "node26", "deno", "bun"];
    const files = select(testFiles(), "everywhere");
    const shares = sharesOf(files, others, "1");
    assert.deepEqual(sharesOf(files.toReversed(), others, "1"), shares);
    assert.notDeepEqual(sharesOf(files, others, "2"), shares);
    const on = (file: string, which = shares): string[] =>
      others.filter((name) => which.get(name)?.includes(file));
    for (const file of files) {
      const isNode = (name: string): boolean => name.startsWith("node");
      const found = on(file);
      if (DEALT.some((each) => file === each || file.startsWith(`${each}/`)))
        assert.equal(found.length, 1, file);
      else if (file.startsWith("tests/wire/")) assert.equal(found.length, 6, file);
      else {
        assert.deepEqual(
          found.filter((name) => !isNode(name)),
          ["deno", "bun"],
        );
        assert.ok([1, 4].includes(found.filter(isNode).length), file);
      }
    }
    for (const [file, count] of [
      ["tests/query.test.ts", 4],
      ["tests/official/launch.test.ts", 6],
    ] as const) {
      const seeds = Array.from({ length: 60 }, (_, seed) => sharesOf(files, others, String(seed)));
      const nodes = new Set(
        seeds.flatMap((each) => on(file, each)).filter((name) => count === 6 || name.startsWith("node")),
      );
      assert.equal(nodes.size, count);
    }
  });

  it("longestFirst() goes by the last durations, with unknown files first", () => {
    const [known, long, unknown] = [
      "tests/query.test.ts",
      "tests/client.test.ts",
      "tests/startup.test.ts",
    ] as const;
    const durations = { [`bun ${known}`]: 2, [`bun ${long}`]: 30, [`deno ${known}`]: 99 };
    assert.deepEqual(longestFirst([known, long, unknown], "bun", durations), [unknown, long, known]);
  });
});
