// The protocol's own conformance suite for servers, against our front and transport: no failure is expected.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ServerOptions } from "../../server/index.ts";
import { fixtures } from "./fixtures.ts";
import { Suite } from "./suite.ts";

/** Those that need nothing but a server: tools of some kind, and a session. */
const WITHOUT_FIXTURES = [
  "server-initialize",
  "ping",
  "tools-list",
  "server-sse-multiple-streams",
  "server-sse-polling",
  "dns-rebinding-protection",
];
const MINUTE_MS = 60_000;
const suite = new Suite(import.meta.dirname);

/** What it says of a server. */
async function judged(
  options: ServerOptions,
  args: readonly string[],
): Promise<{ code: number | null; output: string; passed: number; failed: number }> {
  const { code, output } = await suite.judge(options, args);
  const total = /(?:Total: (\d+) passed|Passed: (\d+)\/\d+), (\d+) failed/.exec(output) ?? [];
  return { code, output, passed: Number(total[1] ?? total[2] ?? 0), failed: Number(total[3] ?? -1) };
}

describe("The protocol's conformance suite", { timeout: 15 * MINUTE_MS }, () => {
  it("finds no fault in our transport and front, with fixtures for every scenario", async () => {
    const { code, output, passed, failed } = await judged({ connect: fixtures }, ["--suite", "all"]);
    assert.deepEqual([code, failed], [0, 0], output);
    assert.ok(passed >= 44, `${passed} passed`);
  });

  for (const scenario of WITHOUT_FIXTURES)
    it(`finds no fault in the real server: ${scenario}`, async () => {
      const { code, output, failed } = await judged({}, ["--scenario", scenario]);
      assert.deepEqual([code, failed], [0, 0], output);
    });
});
