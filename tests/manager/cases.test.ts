// F58 to F60: many spawns at once, processes and computers that stand still, and dates that jump.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager, OverloadedError, type SpawnResult } from "../../lib/index.ts";
import { initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { openDescriptors } from "../support/descriptors.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";
import { createShellClaude } from "../support/stand-in.ts";
import { LONG_MS, until, untilStill } from "../support/until.ts";

const POSIX = process.platform === "win32" ? "needs signals" : false;
const DAY_MS = 24 * 3_600_000;

describe("A manager in adverse circumstances", { timeout: 10 * LONG_MS }, () => {
  const disposed = disposing();

  it("F58: of 1,000 spawns 16 run, 32 wait and 952 are refused; owners get places in turn, who left never starts", {
    skip: POSIX,
  }, async () => {
    const script = await createShellClaude("while read -r line; do :; done");
    const options = { pathToClaudeCodeExecutable: script.path };
    // What the first agent opens for all that follow is no leak.
    const first = new AgentManager({ options });
    await first.spawnSession({ prompt: "x" });
    await until(async () => (await script.runs()).some(({ pid }) => pid > 0), "nothing starts");
    await first.shutdown();
    const [descriptors, timers] = [openDescriptors(), process.getActiveResourcesInfo().length];
    const manager = disposed(new AgentManager({ maxAgents: 16, maxQueued: 32, options }));
    const started: string[] = [];
    manager.on("event", (event) => {
      if (event.type === "state" && event.state === "starting") started.push(event.sessionId);
    });
    const owners = ["greedy", "greedy", "greedy", "modest"].map((owner) => manager.as(owner));
    const spawns = await Promise.allSettled(
      Array.from({ length: 1_000 }, (_, number) => owners[number % 4]?.spawnSession({ prompt: "x" })),
    );
    const refused = spawns.filter((spawn) => spawn.status === "rejected");
    assert.equal(refused.length, 952);
    assert.ok(refused.every(({ reason }) => reason instanceof OverloadedError));
    await until(() => started.length === 16, "not all places are given");
    const running = [...started];
    const accepted = spawns.flatMap((spawn) =>
      spawn.status === "fulfilled" ? [spawn.value as SpawnResult] : [],
    );
    const queued = accepted
      .flatMap(({ agents }) => agents)
      .filter(({ sessionId }) => !running.includes(sessionId));
    assert.equal(queued.length, 32);
    const idsOf = (owner: string): string[] =>
      queued.filter((agent) => agent.owner === owner).map(({ sessionId }) => sessionId);
    const [greedy, modest] = [idsOf("greedy"), idsOf("modest")];
    const [left = ""] = greedy.splice(1, 1);
    await manager.terminateSession(left);
    await Promise.all(running.map((id) => manager.terminateSession(id)));
    await until(() => started.length === 32, "places that became free are not given");
    const next = started.slice(16);
    const order = (of: readonly string[]): string[] => next.filter((id) => of.includes(id));
    assert.deepEqual(order(greedy), greedy.slice(0, order(greedy).length), "first come, first served");
    assert.deepEqual(order(modest), modest.slice(0, order(modest).length), "first come, first served");
    const turns = next.map((id) => (modest.includes(id) ? "modest" : "greedy"));
    const both = turns.slice(0, 2 * modest.length);
    assert.ok(
      both.every((owner, index) => index === 0 || owner !== both[index - 1]),
      turns.join(),
    );
    await manager.shutdown();
    assert.ok(!started.includes(left));
    assert.equal((await script.runs()).length <= 33, true);
    assert.deepEqual(livingProcesses(), []);
    await until(() => openDescriptors() <= descriptors, "descriptors are left");
    await until(() => process.getActiveResourcesInfo().length <= timers, "timers are left");
    await script.close();
  });

  it("F59: a CLI that was stopped, and a computer that slept, cost nobody its process", {
    skip: POSIX,
  }, async (context) => {
    const turn = [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")];
    const steps = [
      { repeat: 3, steps: [{ expect: { type: "user" } }, { emit: turn }] },
      { hang: true as const },
    ];
    await withScript({ steps }, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 3, options }));
      const { sessionIds } = await manager.spawnSession({ prompt: "x", workerCount: 3 });
      await manager.wait(sessionIds, { timeoutMs: LONG_MS });
      const pids = (): (number | undefined)[] => sessionIds.map((id) => manager.getSessionInfo(id).pid);
      const before = pids();
      const [stopped = 0] = before as number[];
      process.kill(stopped, "SIGSTOP");
      // It wakes up on another day, with all of its timers still to run.
      const now = Date.now.bind(Date);
      context.mock.method(Date, "now", () => now() + DAY_MS);
      await Promise.all(sessionIds.map((id) => manager.sendPrompt(id, "again")));
      const others = await manager.wait(sessionIds.slice(1), { timeoutMs: LONG_MS });
      assert.ok(others.done, "those that run wait for the one that does not");
      await untilStill(() => manager.getSessionInfo(sessionIds[0] ?? "").messageCount);
      assert.equal(manager.getSessionInfo(sessionIds[0] ?? "").state, "running", "silence is no end");
      process.kill(stopped, "SIGCONT");
      assert.ok((await manager.wait(sessionIds, { timeoutMs: LONG_MS })).done);
      assert.deepEqual(pids(), before);
    });
  });

  for (const days of [1, -1])
    it(`F60: a date that jumps by ${days} day moves no time-out, forgets nobody and never turns the log back`, async (context) => {
      const turn = [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")];
      const steps = [{ expect: { type: "user" } }, { emit: turn }, { hang: true as const }];
      await withScript({ steps }, async (options) => {
        const manager = disposed(
          new AgentManager({ maxAgents: 1, queueTimeoutMs: 60_000, idleMs: 60_000, options }),
        );
        const [ended = ""] = (await manager.spawnSession({ prompt: "x" })).sessionIds;
        await manager.wait(ended, { timeoutMs: LONG_MS });
        await manager.terminateSession(ended);
        const persisted = { ...options, persistSession: false };
        const [idle = "", queued = ""] = (
          await manager.spawnSession({ prompt: "x", workerCount: 2, options: persisted })
        ).sessionIds;
        await manager.wait(idle, { timeoutMs: LONG_MS });
        const now = Date.now.bind(Date);
        context.mock.method(Date, "now", () => now() + days * DAY_MS);
        assert.equal((await manager.wait(queued, { timeoutMs: 300 })).done, false);
        assert.deepEqual(
          [ended, idle, queued].map((id) => manager.getSessionInfo(id).state),
          ["ended", "idle", "queued"],
        );
        for (const id of [ended, idle, queued]) {
          const { runtimeMs } = manager.getSessionInfo(id);
          assert.ok(runtimeMs >= 0 && runtimeMs < 10 * LONG_MS, `${runtimeMs}`);
        }
        await manager.terminateSession(idle);
        assert.ok((await manager.wait(queued, { timeoutMs: LONG_MS })).done);
        const times = manager.events().events.map(({ at }) => at);
        assert.deepEqual(
          times,
          times.toSorted((a, b) => a - b),
        );
      });
    });
});
