// The protocol's suite for revision 2026-07-28 and for tasks, against our front and transport.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Suite } from "../suite.ts";
import { modernFixtures } from "./fixtures.ts";
import { Jobs } from "./jobs.ts";

const MINUTE_MS = 60_000;
const suite = new Suite(import.meta.dirname);

/** What the suite has no checks for yet: it passes whatever a server does. */
const EMPTY = new Set(["tasks-status-notifications"]);
const TASKS = [
  "lifecycle",
  "capability-negotiation",
  "wire-fields",
  "request-state-removal",
  "mrtr-input",
  "request-headers",
  "dispatch-and-envelope",
  "status-notifications",
  "required-task-error",
  "mrtr-composition",
].map((name) => `tasks-${name}`);

describe("The protocol's suite for 2026-07-28", { timeout: 15 * MINUTE_MS }, () => {
  const jobs = new Jobs();
  after(() => jobs.close());
  const connectModern = modernFixtures(jobs);

  it("finds no fault in our transport and front, with fixtures for every scenario", async () => {
    // It also runs what it does not score: tasks, and checks of headers.
    const { code, output } = await suite.judge({ connectModern }, ["--requirements", "2026-07-28"]);
    const results = new Map(
      [...output.matchAll(/^\S+ ([\w-]+): (\d+) passed, (\d+) failed/gm)].map(
        ([, name = "", passed, failed]) => [name, { passed: Number(passed), failed: Number(failed) }],
      ),
    );
    const faulty = [...results].filter(
      ([name, { passed, failed }]) => failed > 0 || (passed === 0 && !EMPTY.has(name)),
    );
    assert.deepEqual([code, faulty], [0, []], output);
    assert.deepEqual(
      TASKS.filter((name) => !results.has(name)),
      [],
    );
    assert.ok(results.size >= 50, `${results.size} scenarios`);
    assert.ok(!output.includes("WARNING"), output);
  });
});
