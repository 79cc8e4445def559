import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { query } from "../../lib/index.ts";
import { initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { prompted } from "../support/fault.ts";
import { livingProcesses } from "../support/leaks.ts";

describe("A session whose process ends", () => {
  it("a process that does not exit after the result is ended; the result comes at once", {
    timeout: 20_000,
  }, async () => {
    const steps = [
      prompted,
      { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
      { hang: true as const },
    ];
    await withScript({ steps }, async (options) => {
      const begun = performance.now();
      let seen = 0;
      for await (const message of query("hello", options))
        if (message.type === "result") seen = performance.now() - begun;
      assert.ok(seen > 0 && seen < 1_500, `${seen}`);
      assert.ok(performance.now() - begun < 6_000);
      assert.deepEqual(livingProcesses(), []);
    });
  });

  it("a stubborn tree is ended when the loop is left, detached processes too", {
    timeout: 30_000,
  }, async () => {
    const steps = [
      { ignore: ["SIGTERM", "SIGINT"] },
      prompted,
      { spawn: true as const },
      { spawn: { detached: true } },
      { emit: initFrame() },
      { hang: true as const },
    ];
    await withScript({ steps, silent: ["interrupt"] }, async (options, claude) => {
      for await (const message of query("hello", options)) {
        assert.equal(message.type, "system");
        assert.equal((await claude.children()).length, 2);
        break;
      }
      assert.deepEqual(livingProcesses(), []);
    });
  });
});
