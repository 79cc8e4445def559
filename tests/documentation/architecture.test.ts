import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { MAY_IMPORT } from "../../scripts/gate/areas.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");
const inShort = (area: string): string => area.replace(/^lib\//, "").replace(/\.ts$/, "");

describe("docs/architecture.md", () => {
  const [, drawn = ""] = /## Layers[\s\S]*?```text\n([\s\S]*?)```/.exec(read("docs/architecture.md")) ?? [];
  const layers = drawn
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/ +/));
  const layerOf = (area: string): number => layers.findIndex((areas) => areas.includes(area));
  /** Who may import whom, as the gate has it; generated files follow those that they are made from. */
  const table = Object.entries(MAY_IMPORT)
    .filter(([area]) => !area.endsWith("/generated"))
    .map(([area, allowed]) => ({ area: inShort(area), allowed: allowed.map(inShort) }));

  it("draws each area of the table of layers", () => {
    assert.ok(table.length > 20, "the table was found");
    const missing = table.map(({ area }) => area).filter((area) => layerOf(area) < 0);
    assert.deepEqual(missing, []);
  });

  it("draws what an area may import above it", () => {
    for (const { area, allowed } of table)
      for (const other of allowed.filter((name) => !/\*|generated$/.test(name)))
        assert.ok(layerOf(other) < layerOf(area), `${area} may import ${other}`);
  });
});
