import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { exportsOf, OFFICIAL, OURS } from "./compile.ts";

const GUIDE = readFileSync(path.join(import.meta.dirname, "../../../docs/compatibility.md"), "utf8");
const namesOf = (specifier: string): string[] => exportsOf(specifier).map(({ name }) => name);

describe("The official SDK's entries", { timeout: 60_000 }, () => {
  it("every name that it declares is declared here, or docs/compatibility.md says why not", () => {
    const own = new Set(namesOf(OURS));
    const missing = namesOf(OFFICIAL).filter((name) => !own.has(name) && !GUIDE.includes(`\`${name}\``));
    assert.deepEqual(missing, []);
  });

  it("every entry is here, or docs/compatibility.md says why not", () => {
    const read = (file: string): string[] => {
      const { exports } = JSON.parse(
        readFileSync(path.join(import.meta.dirname, "../../..", file), "utf8"),
      ) as {
        exports: Record<string, unknown>;
      };
      return Object.keys(exports);
    };
    const own = new Set(read("package.json"));
    const theirs = read(`node_modules/${OFFICIAL}/package.json`);
    assert.deepEqual(
      theirs.filter((entry) => !own.has(entry) && !GUIDE.includes(`\`${entry.replace(".", OFFICIAL)}\``)),
      [],
    );
  });
});
