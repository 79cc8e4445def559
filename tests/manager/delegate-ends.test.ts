// A delegation ends with those for whom it is done, and does not sink that of others.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { initFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";
import { until } from "../support/until.ts";

const steps = [{ expect: { type: "user" } }, { emit: initFrame() }, { hang: true as const }];

describe("A delegation of an owner", () => {
  const disposed = disposing();

  it("ends with the owner's agents: no other job is begun, and those of others go on", async () => {
    await withScript({ steps }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const [mine, yours] = [manager.as("mine"), manager.as("yours")];
      const jobs = ["first", "second", "third"];
      const delegating = mine.delegate(jobs, { concurrency: 1, retry: 3 });
      const others = yours.delegate(["other"]);
      const isAtWork = (face: typeof mine): boolean =>
        face.listSessions().agents.some(({ state }) => state === "running");
      await until(() => isAtWork(mine) && isAtWork(yours), "nothing begins");
      await mine.shutdown();
      assert.deepEqual(
        (await delegating).results.map(
          (result) => result.status === "rejected" && `${result.error.name} ${result.attempts}`,
        ),
        ["SessionClosedError 1", "SessionClosedError 0", "SessionClosedError 0"],
      );
      assert.deepEqual(
        mine.listSessions().agents.map(({ state }) => state),
        ["ended"],
      );
      assert.ok(isAtWork(yours));
      await yours.shutdown();
      assert.equal((await others).results[0]?.status, "rejected");
      // Its owner may go on: it was the agents that were shut down.
      const again = mine.delegate(["again"]);
      await until(() => isAtWork(mine), "it delegates no more");
      await mine.shutdown();
      await again;
      assert.deepEqual(livingProcesses(), []);
    });
  });

  it("ends while it waits for a place that others have", async () => {
    await withScript({ steps }, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, maxQueued: 0, options }));
      const other = await manager.as("other").spawnSession({ prompt: "x" });
      const delegating = manager.as("mine").delegate(["x"], { retry: 3 });
      let isOver = false;
      void delegating.then(() => (isOver = true));
      // It is told that there is no room in the same turn of the loop in which it asks.
      await until(() => manager.getSessionInfo(other.sessionIds[0] ?? "").state === "running", "never begun");
      assert.equal(isOver, false);
      await manager.as("mine").shutdown();
      const [result] = (await delegating).results;
      assert.equal(result?.status === "rejected" && result.error.name, "SessionClosedError");
    });
  });
});
