// Performs scenarios with both libraries and compares what they saw: a test for each scenario.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { alike, DIFFERENCES } from "./differences.ts";
import { perform, type Scenario } from "./stage.ts";

/** Call it once in a file. Two processes at a time, one of each library, are as many as a small machine can run. */
export function compareAll(scenarios: Readonly<Record<string, Scenario>>): void {
  const claude = withRealClaude();
  describe("The same reaches a program from both libraries", () => {
    for (const [name, scenario] of Object.entries(scenarios)) {
      it(name, { timeout: 60_000 }, async () => {
        const model = await claude.started();
        const [theirs, ours] = await Promise.all([
          perform(scenario, "official", model, name),
          perform(scenario, "ours", model, name),
        ]);
        assert.notDeepEqual(theirs, {}, "nothing was seen");
        const differences = DIFFERENCES[name] ?? [];
        assert.deepEqual(alike(ours, differences, "ours"), alike(theirs, differences, "official"));
      });
    }
  });
}
