import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { OPTION_TABLE } from "../../lib/options/options.ts";

const GUIDE = readFileSync(path.join(import.meta.dirname, "../../docs/options.md"), "utf8");

describe("docs/options.md", () => {
  const rows = [...GUIDE.matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \| (.*?) \| (.+?) \|$/gm)].map(
    ([, name = "", , meaning = "", , way = ""]) => ({ name, meaning, way }),
  );

  it("has each option of the table once, with a meaning", () => {
    assert.deepEqual(rows.map(({ name }) => name).toSorted(), Object.keys(OPTION_TABLE).toSorted());
    for (const { name, meaning } of rows) assert.match(meaning, /^[A-Z`].*\.$/, name);
  });

  it("says of each option that has a way to the CLI which one", () => {
    for (const { name, way } of rows) {
      const row = OPTION_TABLE[name as keyof typeof OPTION_TABLE];
      if (row.way !== undefined) assert.match(way, /`--[\w-]+`|^as flags$|of `initialize`|`[A-Z_]+`/, name);
    }
  });
});
