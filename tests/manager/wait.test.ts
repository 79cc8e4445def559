import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, type WaitOptions } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const ENOUGH_MS = 60_000;
const prompted: ScriptedStep = { expect: { type: "user" } };
const turn: ScriptedStep = {
  emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")],
};

describe("AgentManager.wait()", { timeout: 120_000 }, () => {
  const disposed = disposing();

  it("wait() is done when all, any, or so many are", async () => {
    const hanging = { steps: [prompted, { hang: true as const }] };
    await withScript({ steps: [prompted, turn, { hang: true }] }, async (quick) => {
      await withScript(hanging, async (slow) => {
        const manager = disposed(new AgentManager());
        const spawn = async (options: typeof quick, workerCount: number): Promise<readonly string[]> =>
          (await manager.spawnSession({ prompt: "x", workerCount, options })).sessionIds;
        const [done, busy] = [await spawn(quick, 2), await spawn(slow, 1)];
        const ids = [...done, ...busy];
        const outcome = async (mode: WaitOptions["mode"], timeoutMs = ENOUGH_MS): Promise<boolean> =>
          (await manager.wait(ids, { mode, timeoutMs })).done;
        assert.deepEqual([await outcome(2), await outcome("any"), await outcome(0)], [true, true, true]);
        assert.deepEqual([await outcome("all", 50), await outcome(3, 0)], [false, false]);
        for (const mode of [4, -1, 1.5, "some"] as number[])
          await assert.rejects(manager.wait(ids, { mode }), { code: "invalid_options" });
        await assert.rejects(manager.wait(ids, { until: "never" as "settled" }), { code: "invalid_options" });
        const stop = new AbortController();
        const waiting = manager.wait(ids, { signal: stop.signal });
        stop.abort();
        assert.equal((await waiting).done, false);
        await manager.terminateSession(busy[0] ?? "");
        assert.equal(await outcome("all"), true, "an agent that has ended is done");
        assert.equal((await manager.wait([], { mode: "all" })).done, true);
      });
    });
  });

  it("waits after each other miss no change, and each change comes once", async () => {
    await withScript({ steps: [prompted, turn, prompted, turn, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const { sessionIds } = await manager.spawnSession({ prompt: "x" });
      const [id = ""] = sessionIds;
      const seen: number[] = [];
      let sent = false;
      for (let after = -1; manager.getSessionInfo(id).turnCount < 2; ) {
        const waited = await manager.wait(id, { until: "changed", after, timeoutMs: ENOUGH_MS });
        assert.ok(waited.done && waited.changes.length > 0);
        seen.push(...waited.changes.map(({ seq }) => seq));
        after = waited.lastSeq;
        if (!sent && manager.getSessionInfo(id).turnCount === 1) {
          sent = true;
          await manager.sendPrompt(id, "y");
        }
      }
      const { events } = manager.events();
      assert.deepEqual(
        seen,
        events.slice(0, seen.length).map(({ seq }) => seq),
      );
    });
  });

  it("an agent that somebody waits for or reads is not forgotten", async () => {
    await withScript({ steps: [prompted, turn, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ endedRetentionMs: 0, options }));
      const spawn = async (): Promise<string> =>
        (await manager.spawnSession({ prompt: "x" })).sessionIds[0] ?? "";
      const [ended, other] = [await spawn(), await spawn()];
      await manager.wait([ended, other], { timeoutMs: ENOUGH_MS });
      const following = manager.messages(ended);
      await manager.terminateSession(ended);
      manager.listSessions();
      const read: string[] = [];
      for await (const { message } of following) read.push(message.type);
      assert.deepEqual(read, ["system", "result"]);
      assert.deepEqual(
        manager.listSessions().agents.map(({ sessionId }) => sessionId),
        [other],
      );
      assert.throws(() => manager.getSessionInfo(ended), { code: "agent_not_found" });
    });
  });
});
