// SECURITY.md promises what tests hold: each row names one that there is, and each case of the threat model has its own.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { testFiles } from "../../scripts/gate/files.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");
const guide = read("SECURITY.md");
const numbered = (letter: string, first: number, last: number): string[] =>
  Array.from(
    { length: last - first + 1 },
    (_, index) => `${letter}${String(first + index).padStart(2, "0")}`,
  );
const CASES = [...numbered("A", 1, 27), ...numbered("F", 63, 80)];
/** Another one is for the threat model to judge. */
const DEPENDENCIES = [
  "@modelcontextprotocol/sdk",
  "@modelcontextprotocol/server",
  "eventemitter3",
  "marked",
  "minijinja-js",
  "valibot",
  "yaml",
];

/** The cells of each row of each table, without heads and rulers. */
const rows = guide
  .split("\n")
  .filter(
    (line, index, all) => line.startsWith("|") && all[index - 1]?.startsWith("|") && !/^\|[ -]+\|/.test(line),
  )
  .map((line) =>
    line
      .slice(1, -1)
      .split(" | ")
      .map((cell) => cell.trim()),
  );
const testsIn = (text: string): string[] =>
  [...text.matchAll(/`(tests\/[\w./-]+)`/g)].map(([, file = ""]) => file);
const register = new Map(
  rows.filter(([id = ""]) => /^[AF]\d\d$/.test(id)).map(([id = "", , tests = ""]) => [id, tests]),
);

/** The cases with which the titles of a test file begin. */
function casesOf(file: string): Set<string> {
  const titles = [...read(file).matchAll(/^\s*(?:fault|it)\(\s*(["'`])(.+?)\1/gms)].map(
    ([, , title = ""]) => title,
  );
  return new Set(
    titles.flatMap((title) => /^((?:[A-Z]\d\d, )*[A-Z]\d\d): /.exec(title)?.[1]?.split(", ") ?? []),
  );
}

describe("SECURITY.md", () => {
  it("names no test that there is not", () => {
    assert.deepEqual(
      testsIn(guide).filter((file) => !existsSync(path.join(ROOT, file))),
      [],
    );
  });

  it("names a test for each promise and each default, or says why there is none", () => {
    assert.ok(rows.length > 60, "the tables were found");
    for (const row of rows) {
      const last = row.at(-1) ?? "";
      assert.ok(testsIn(last).length > 0 || /^not here: .{20,}/.test(last), row.join(" | "));
    }
    // A promise in a list could do without one.
    const [promises = ""] = /## What we promise[\s\S]*?(?=\n## What we do not)/.exec(guide) ?? [];
    assert.doesNotMatch(promises, /^- /m);
  });

  it("has each case of the threat model, with tests that are named after it", () => {
    assert.deepEqual([...register.keys()], CASES);
    for (const [id, tests] of register)
      if (!tests.startsWith("not here: "))
        for (const file of testsIn(tests)) assert.ok(casesOf(file).has(id), `${file} has no test "${id}: …"`);
  });

  it("leaves out no test of a case", () => {
    for (const file of testFiles())
      for (const id of casesOf(file))
        if (register.has(id))
          assert.ok(testsIn(register.get(id) ?? "").includes(file), `${id} is in ${file}`);
  });
});

describe("The package", () => {
  it("A25: needs few others, of which none runs anything when it is installed, all fixed by their digests", () => {
    const own = JSON.parse(read("package.json")) as { dependencies: object; scripts: object };
    assert.deepEqual(Object.keys(own.dependencies).toSorted(), DEPENDENCIES);
    assert.deepEqual(
      Object.keys(own.scripts).filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name)),
      [],
    );
    interface Locked {
      readonly dev?: boolean;
      readonly devOptional?: boolean;
      readonly optional?: boolean;
      readonly peer?: boolean;
      readonly hasInstallScript?: boolean;
      readonly integrity?: string;
      readonly inBundle?: boolean;
      readonly link?: boolean;
    }
    const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
    const others = Object.entries(packages).filter(([name]) => name !== "");
    assert.ok(others.length > 50, "the lock file was found");
    const needed = others.filter(([, { dev, devOptional, peer }]) => !dev && !devOptional && !peer);
    assert.deepEqual(
      needed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name),
      [],
    );
    assert.deepEqual(
      others
        .filter(([, { integrity, inBundle, link }]) => !integrity && !inBundle && !link)
        .map(([name]) => name),
      [],
    );
  });
});
