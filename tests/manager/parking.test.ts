// Agents outlive their processes: they give them up when others wait, and take their conversations up again.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { type AgentEvent, AgentManager } from "../../lib/index.ts";
import {
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const ENOUGH_MS = 120_000;

describe("Agents without a process", { timeout: 300_000 }, () => {
  const disposed = disposing();

  it("agents that are done make room for others, and answer a follow-up that needs their context", async () => {
    const manager = disposed(new AgentManager({ maxAgents: 2, options: claude.options() }));
    const most: number[] = [];
    manager.on("state", () => most.push(manager.listSessions().agents.filter(({ pid }) => pid).length));
    const ids: string[] = [];
    for (const word of ["plum", "pear", "fig", "lime", "kiwi"]) {
      const { sessionIds } = await manager.spawnSession({ prompt: `Remember the word ${word}.` });
      const { done } = await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
      assert.ok(done, "an agent that is done blocks the next");
      ids.push(...sessionIds);
    }
    const parked = manager.listSessions({ states: ["parked"] }).agents;
    assert.ok(parked.length >= 3, `${parked.length} are parked`);
    assert.ok(parked.every(({ isComplete, pid }) => isComplete && pid === undefined));
    const before = manager.getSessionOutput(ids[0] ?? "");
    assert.deepEqual(
      before.messages.map(({ seq, message }) => `${seq} ${message.type}`),
      ["0 system", "1 assistant", "2 result"],
      "what it has said can be read all the same",
    );
    await Promise.all(ids.map((id) => manager.sendPrompt(id, "Which word did I ask you to remember?")));
    const { done, agents } = await manager.wait(ids, { timeoutMs: ENOUGH_MS });
    assert.ok(done);
    assert.deepEqual(
      agents.map(({ lastResult }) => `${lastResult?.turn} ${lastResult?.text}`),
      ["2 It was plum.", "2 It was pear.", "2 It was fig.", "2 It was lime.", "2 It was kiwi."],
    );
    const after = manager.getSessionOutput(ids[0] ?? "", { after: before.nextAfter });
    assert.deepEqual(
      after.messages.map(({ seq }) => seq),
      [3, 4, 5],
      "positions go on",
    );
    assert.ok(Math.max(...most) <= 2, `${Math.max(...most)} processes at once`);
    for (const { totalCostUsd, lastResult } of agents)
      assert.ok(totalCostUsd > (lastResult?.costUsd ?? 0), "the cost goes on where it was");
    await manager.shutdown();
    assert.deepEqual(livingProcesses(), []);
  });

  it("an idle agent gives its process up after idleMs", async () => {
    const manager = disposed(new AgentManager({ idleMs: 1, options: claude.options() }));
    const { sessionIds } = await manager.spawnSession({ prompt: "mock:text" });
    const [id = ""] = sessionIds;
    const states: string[] = [];
    for (let after = -1; states.at(-1) !== "parked"; ) {
      const waited = await manager.wait(id, { until: "changed", after, timeoutMs: ENOUGH_MS });
      assert.ok(waited.done, `it stays ${states.at(-1)}`);
      states.push(...waited.changes.flatMap((event) => (event.type === "state" ? event.state : [])));
      after = waited.lastSeq;
    }
    assert.deepEqual(states, ["queued", "starting", "running", "idle", "parked"]);
    assert.deepEqual(livingProcesses(), []);
    assert.equal((await manager.terminateSession(id)).success, true);
    assert.equal(manager.getSessionInfo(id).endedReason, "terminated");
  });

  it("an agent with work in the background keeps its process, and gives it up when that is done", async () => {
    const ids = { uuid: "u", session_id: "s" };
    const task = { task_id: "t", task_type: "local_bash", description: "sleep" };
    const tasks = (list: object[]): ScriptedFrame => ({
      type: "system",
      subtype: "background_tasks_changed",
      tasks: list,
      ...ids,
    });
    const turn = [stateFrame("running"), initFrame(), tasks([task]), resultFrame("done"), stateFrame("idle")];
    const steps: ScriptedStep[] = [
      { expect: { type: "user" } },
      { emit: turn },
      { wait: 300 },
      { emit: tasks([]) },
      { hang: true },
    ];
    await withScript({ steps }, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, idleMs: Number.POSITIVE_INFINITY, options }));
      const { sessionIds } = await manager.spawnSession({ prompt: "x", workerCount: 2 });
      const [first = ""] = sessionIds;
      const order: string[] = [];
      manager.on("message", (id, _seq, message) => {
        if (id === first && message.type === "system" && message.subtype === "background_tasks_changed")
          order.push(`${message.tasks.length} tasks`);
      });
      manager.on("event", (event) => {
        if (event.sessionId === first && event.type === "state" && event.state === "parked")
          order.push("parked");
      });
      assert.ok((await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS })).done);
      assert.deepEqual(order, ["1 tasks", "0 tasks", "parked"]);
    });
  });

  it("an agent whose conversation is kept nowhere keeps its process", async () => {
    const options = claude.options({ persistSession: false });
    const manager = disposed(new AgentManager({ maxAgents: 1, maxQueued: 1, options }));
    const { sessionIds } = await manager.spawnSession({ prompt: "Remember the word plum." });
    await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
    const next = await manager.spawnSession({ prompt: "mock:text" });
    assert.equal((await manager.wait(next.sessionIds, { timeoutMs: 200 })).done, false);
    await manager.sendPrompt(sessionIds[0] ?? "", "Which word did I ask you to remember?");
    const { agents } = await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
    assert.equal(agents[0]?.lastResult?.text, "It was plum.");
  });

  it("a manager whose agents have all ended keeps no program alive, also without shutdown()", async () => {
    await withScript({}, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const timers = (): number =>
        process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
      const before = timers();
      const { sessionIds } = await manager.spawnSession({ prompt: "x" });
      await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
      await manager.terminateSession(sessionIds[0] ?? "");
      await until(
        () => timers() <= before,
        () => process.getActiveResourcesInfo().join(),
      );
    });
  });

  it("of more agents than are remembered, ended ones are forgotten, and the oldest parked ones expire", async () => {
    const steps: ScriptedStep[] = [
      { expect: { type: "user" } },
      { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
      { hang: true },
    ];
    await withScript({ steps }, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, maxRecords: 2, options }));
      const expired: string[] = [];
      manager.on("event", (event) => {
        if (event.type === "state" && event.reason === "expired") expired.push(event.sessionId);
      });
      const ids: string[] = [];
      for (let job = 0; job < 5; job += 1) {
        const { sessionIds } = await manager.spawnSession({ prompt: "x" });
        ids.push(...sessionIds);
        assert.ok((await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS })).done);
      }
      assert.ok(manager.listSessions().total <= 3, `${manager.listSessions().total} are remembered`);
      assert.deepEqual(expired, ids.slice(0, expired.length), "the oldest first");
      assert.ok(expired.length >= 2);
    });
  });

  it("an agent that waits for a place too long ends as expired, with a typed error", async () => {
    await withScript({ steps: [{ expect: { type: "user" } }, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, queueTimeoutMs: 1, options }));
      await manager.spawnSession({ prompt: "first" });
      const { sessionIds } = await manager.spawnSession({ prompt: "second" });
      const { agents } = await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
      assert.deepEqual(
        [agents[0]?.state, agents[0]?.endedReason, agents[0]?.error?.code],
        ["ended", "expired", "queue_timeout"],
      );
    });
  });

  it("a spawn of 200 has 200 records before a process starts, each of which can be listed, read, prompted and ended", async () => {
    await withScript({ steps: [{ expect: { type: "user" } }, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 2, maxQueued: 200, options }));
      const events: AgentEvent[] = [];
      manager.on("event", (event) => events.push(event));
      const { sessionIds, agents } = await manager.spawnSession({ prompt: "go", workerCount: 200 });
      assert.ok(agents.every(({ pid }) => pid === undefined));
      assert.equal(new Set(sessionIds).size, 200);
      assert.deepEqual(
        sessionIds.slice(2).map((id) => manager.getSessionInfo(id).queuePosition),
        Array.from({ length: 198 }, (_, index) => index + 1),
      );
      assert.equal(manager.listSessions({ offset: 150, limit: 50 }).agents.length, 50);
      await Promise.all(sessionIds.map((id) => manager.sendPrompt(id, "and this")));
      for (const id of sessionIds) assert.equal(manager.getSessionOutput(id).totalMessages, 0);
      await Promise.all(sessionIds.map((id) => manager.terminateSession(id)));
      const ends = events.filter((event) => event.type === "state" && event.state === "ended");
      assert.deepEqual(new Set(ends.map(({ sessionId }) => sessionId)), new Set(sessionIds));
      assert.equal(ends.length, 200);
      await assert.rejects(manager.spawnSession({ prompt: "x", workerCount: 203 }), { code: "overloaded" });
      assert.equal(manager.listSessions().total, 200, "a spawn that is refused leaves no record");
    });
  });
});
