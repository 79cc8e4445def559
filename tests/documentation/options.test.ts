import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { OPTION_TABLE } from "../../lib/options/options.ts";

const GUIDE = readFileSync(path.join(import.meta.dirname, "../../docs/options.md"), "utf8");

describe("docs/options.md", () => {
  const rows = [...GUIDE.matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \| (.*?) \| (.+?) \|$/gm)].map(
    ([, name = "", , meaning = "", byDefault = "", way = ""]) => ({ name, meaning, byDefault, way }),
  );

  it("has each option of the table once, with a meaning", () => {
    assert.deepEqual(rows.map(({ name }) => name).toSorted(), Object.keys(OPTION_TABLE).toSorted());
    for (const { name, meaning } of rows) assert.match(meaning, /^[A-Z`].*\.$/, name);
  });

  it("says of each option that has a default in the table which one", () => {
    const words = new Map<unknown, string>([
      ["", "none at all"],
      ["deny", "`deny`"],
      [Infinity, "no limit"],
      [64 * 1024 * 1024, "64 MiB"],
    ]);
    const defaults = rows.flatMap(({ name, byDefault }) => {
      const row = OPTION_TABLE[name as keyof typeof OPTION_TABLE];
      return "byDefault" in row ? [{ name, byDefault, value: row.byDefault }] : [];
    });
    assert.ok(defaults.length >= 9);
    for (const { name, byDefault, value } of defaults) {
      const word = words.get(value) ?? String(value).replace(/(?=000$)/, " ");
      assert.ok(byDefault.startsWith(word), `${name}: "${byDefault}" is not "${word}"`);
    }
  });

  it("says of each option that has a way to the CLI which one", () => {
    for (const { name, way } of rows) {
      const row = OPTION_TABLE[name as keyof typeof OPTION_TABLE];
      if (row.way !== undefined) assert.match(way, /`--[\w-]+`|^as flags$|of `initialize`|`[A-Z_]+`/, name);
    }
  });
});
