// The signal of a request ends its agents, whatever they are doing.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it } from "node:test";
import { AgentManager, type AgentState } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";
import { LONG_MS } from "../support/until.ts";

const answering: ScriptedStep[] = [
  { expect: { type: "user" } },
  { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
  { hang: true },
];

describe("A request's abortController", () => {
  const disposed = disposing();

  for (const wanted of ["queued", "starting", "running", "idle", "parked", "given before"] as const)
    it(`ends an agent that is ${wanted}`, async () => {
      const steps = wanted === "running" ? answering.slice(0, 1) : answering;
      await withScript({ steps: [...steps, { hang: true }] }, async (options) => {
        const manager = disposed(new AgentManager({ maxAgents: 1, options }));
        const states: string[] = [];
        manager.on("event", (event) => {
          if (event.type === "state" && event.sessionId === id) states.push(event.state);
        });
        const abortController = new AbortController();
        const aborted = new Promise<void>((resolve) => {
          manager.on("state", ({ state, sessionId }) => {
            if (sessionId !== id || state !== (wanted as AgentState)) return;
            abortController.abort();
            resolve();
          });
        });
        const id: string = crypto.randomUUID();
        if (wanted === "queued") await manager.spawnSession({ prompt: "first" });
        if (wanted === "given before") abortController.abort();
        await manager.spawnSession({ prompt: "x", options: { sessionId: id, abortController } });
        if (wanted === "queued") abortController.abort();
        else if (wanted !== "given before") {
          if (wanted === "parked") {
            await manager.wait(id, { timeoutMs: LONG_MS });
            await manager.spawnSession({ prompt: "next" });
          }
          await aborted;
        }
        const { agents } = await manager.wait(id, { timeoutMs: LONG_MS });
        // An idle or parked agent is complete already.
        if (agents[0]?.state !== "ended") await manager.wait(id, { until: "changed", timeoutMs: LONG_MS });
        const { state, endedReason, error } = manager.getSessionInfo(id);
        assert.deepEqual(
          [state, endedReason, error?.code],
          ["ended", "terminated", "aborted"],
          states.join(),
        );
        assert.deepEqual(states.slice(-2), ["ending", "ended"]);
        assert.deepEqual(getEventListeners(abortController.signal, "abort"), []);
        await manager.shutdown();
        assert.deepEqual(livingProcesses(), []);
      });
    });
});
