// Every case of the fault matrix has a test that is named after it, and every test here belongs to a case.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";

/** The matrix numbers starts, output, input and control from F01 to F49; other cases, to F80, may be here, too. */
const CASES = 49;
/** Cases of consumers, hosts and managers, to F60, stand with what they are about. */
const FOLDERS = ["faults", "process", "manager"];
const ALL_CASES = 60;

interface Named {
  readonly file: string;
  readonly title: string;
}

function tests(folder: string = import.meta.dirname): Named[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".test.ts") && path.basename(import.meta.filename) !== file)
    .flatMap((file) => {
      const source = readFileSync(path.join(folder, file), "utf8");
      return [...source.matchAll(/^\s*(?:fault|it)\(\s*(["'`])(.+?)\1,/gms)].map(([, , title = ""]) => ({
        file,
        title,
      }));
    });
}

describe("The fault cases", () => {
  it("all have a test, from F01 to F49", () => {
    const numbers = new Set(tests().map(({ title }) => title.slice(0, 3)));
    const all = Array.from({ length: CASES }, (_, index) => `F${String(index + 1).padStart(2, "0")}`);
    assert.deepEqual(
      all.filter((number) => !numbers.has(number)),
      [],
    );
  });

  it("all have a test, to F60, with what they are about", () => {
    const folders = FOLDERS.map((name) => path.join(import.meta.dirname, "..", name));
    const numbers = new Set(folders.flatMap((folder) => tests(folder)).map(({ title }) => title.slice(0, 3)));
    const others = Array.from({ length: ALL_CASES - CASES }, (_, index) => `F${CASES + index + 1}`);
    assert.deepEqual(
      others.filter((number) => !numbers.has(number)),
      [],
    );
  });

  it("stand in front of every title in this folder, followed by a sentence", () => {
    const wrong = tests().filter(({ title }) => !/^F(?:0[1-9]|[1-7]\d|80): \S.{19,}$/s.test(title));
    assert.deepEqual(wrong, []);
  });

  it("are defined with fault(), which checks that nothing is left", () => {
    for (const { file } of tests()) {
      const source = readFileSync(path.join(import.meta.dirname, file), "utf8");
      assert.doesNotMatch(source, /^\s*it\(/m, file);
    }
  });
});
