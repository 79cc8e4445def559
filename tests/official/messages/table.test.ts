// The table of differences names scenarios that there are, and there are enough of them.
import assert from "node:assert/strict";
import { it } from "node:test";
import { DIFFERENCES } from "../differences.ts";
import { SCENARIOS } from "../scenarios.ts";

it("every difference belongs to a scenario", () => {
  const names = Object.keys(SCENARIOS);
  assert.ok(names.length >= 85, `only ${names.length} scenarios`);
  assert.deepEqual(
    Object.keys(DIFFERENCES).filter((name) => !names.includes(name)),
    [],
  );
});
