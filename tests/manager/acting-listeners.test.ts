// Listeners that do something with the manager in the midst of what they hear of.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";

const ENOUGH_MS = 60_000;
const turn: ScriptedStep[] = [
  { expect: { type: "user" } },
  { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
];

describe("A listener of a manager", { timeout: 120_000 }, () => {
  const disposed = disposing();

  it("may end an agent in any state that it hears of, and no place is lost", async () => {
    await withScript({ steps: [...turn, { hang: true }] }, async (options) => {
      for (const when of ["queued", "starting", "running", "idle", "ending"]) {
        const manager = disposed(new AgentManager({ maxAgents: 1, options }));
        let victim: string | undefined;
        manager.on("event", (event) => {
          if (event.type !== "state" || event.state !== when) return;
          victim ??= event.sessionId;
          if (event.sessionId === victim) void manager.terminateSession(victim);
        });
        const first = await manager.spawnSession({ prompt: "x" });
        if (when === "ending") void manager.terminateSession(first.sessionIds[0] ?? "");
        const { agents } = await manager.wait(first.sessionIds, { timeoutMs: ENOUGH_MS });
        if (when !== "idle") assert.equal(agents[0]?.state, "ended", `ended when ${when}`);
        const next = await manager.spawnSession({ prompt: "y" });
        assert.equal((await manager.wait(next.sessionIds, { timeoutMs: ENOUGH_MS })).done, true, when);
        await manager.shutdown();
        assert.deepEqual(livingProcesses(), []);
      }
    });
  });

  it("may wait in an event, and is not woken by that very event", async () => {
    await withScript({ steps: [...turn, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const waits: Promise<{ changes: readonly unknown[] }>[] = [];
      manager.on("event", ({ sessionId, seq }) => {
        if (seq < 3) waits.push(manager.wait(sessionId, { until: "changed", timeoutMs: ENOUGH_MS }));
      });
      const { sessionIds } = await manager.spawnSession({ prompt: "x" });
      await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
      for (const { changes } of await Promise.all(waits)) assert.ok(changes.length > 0);
    });
  });

  it("hears of an end, also when a look-up in between may forget the agent", async () => {
    await withScript({ steps: [...turn, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ endedRetentionMs: 0, options }));
      const ended: string[] = [];
      manager.on("event", () => manager.listSessions());
      manager.on("ended", ({ sessionId }) => ended.push(sessionId));
      const { sessionIds } = await manager.spawnSession({ prompt: "x" });
      await manager.terminateSession(sessionIds[0] ?? "");
      assert.deepEqual(ended, sessionIds);
    });
  });
});
