import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { query } from "../../lib/index.ts";
import { initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { prompted, TOGETHER } from "../support/fault.ts";
import { livingOf } from "../support/stand-in.ts";

describe("A session whose process ends", TOGETHER, () => {
  it("a process that does not exit after the result is ended; the result comes at once", {
    timeout: 60_000,
  }, async () => {
    const steps = [
      prompted,
      { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
      { hang: true as const },
    ];
    await withScript({ steps }, async (options, claude) => {
      let living: number[] = [];
      for await (const message of query("hello", options))
        if (message.type === "result") living = await livingOf(claude);
      assert.equal(living.length, 1, "it was given when the process had been waited for");
      assert.deepEqual(await livingOf(claude), []);
    });
  });

  it("a stubborn tree is ended when the loop is left, detached processes too", {
    timeout: 60_000,
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
      assert.deepEqual(await livingOf(claude), []);
    });
  });
});
