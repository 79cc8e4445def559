// An interrupt that its agent's process does not live to answer.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS, until } from "../support/until.ts";

const prompted: ScriptedStep = { expect: { type: "user" } };
const interrupted: ScriptedStep = { expect: { type: "control_request", request: { subtype: "interrupt" } } };

describe("AgentManager.interruptSession()", () => {
  const disposed = disposing();

  for (const end of [{ exit: 3 }, { signal: "SIGKILL" }] as const)
    it(`is answered as for an agent that has ended when the process does: ${JSON.stringify(end)}`, async () => {
      const steps: ScriptedStep[] = [
        prompted,
        { emit: [stateFrame("running"), initFrame()] },
        interrupted,
        end,
      ];
      await withScript({ steps, scripted: ["interrupt"] }, async (options) => {
        const manager = disposed(new AgentManager({ options }));
        const [id = ""] = (await manager.spawnSession({ prompt: "x" })).sessionIds;
        await until(() => manager.getSessionInfo(id).messageCount > 0, "it never begins");
        await assert.rejects(manager.interruptSession(id), { code: "agent_ended", sessionId: id });
        assert.deepEqual(
          [manager.getSessionInfo(id).endedReason, manager.getSessionInfo(id).error?.code],
          ["failed", "process_exited"],
        );
      });
    });

  it("has nothing to stop when the agent gives its process up meanwhile", async () => {
    const turn = [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")];
    const steps: ScriptedStep[] = [prompted, { emit: turn }, interrupted, { hang: true }];
    await withScript({ steps, scripted: ["interrupt"] }, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, options }));
      const [id = ""] = (await manager.spawnSession({ prompt: "x" })).sessionIds;
      await manager.wait(id, { timeoutMs: LONG_MS });
      const answer = manager.interruptSession(id);
      await manager.spawnSession({ prompt: "next" });
      assert.deepEqual(await answer, { sessionId: id, stillQueued: [] });
      assert.equal(manager.getSessionInfo(id).state, "parked");
    });
  });
});
