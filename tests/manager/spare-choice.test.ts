// Agents that take no spare, whatever their options: those whose processes need what no claim brings.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, type AgentManagerOptions, type SpawnRequest } from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { fine, inSeconds, isWaiting, limited, play, when } from "../support/rate-limit.ts";
import { counted, ready, sparesOf } from "../support/spares.ts";
import { inSpan, telemetry } from "../support/tracing.ts";
import { LONG_MS, untilStill } from "../support/until.ts";

describe("A spare", { timeout: 6 * LONG_MS }, () => {
  const disposed = disposing();
  const managerOf = (options: AgentManagerOptions): AgentManager => disposed(new AgentManager(options));

  it("is not started where every agent has a span, or a part of a budget in dollars", async () => {
    for (const more of [{ telemetry }, { budget: { costUsd: 5 } }] as const)
      await withScript({}, async (options, claude) => {
        const manager = managerOf({ spares: 1, options, ...more });
        const { sessionIds } = await manager.spawnSession({ prompt: "hello" });
        await manager.wait(sessionIds, { timeoutMs: LONG_MS });
        assert.equal(await untilStill(async () => (await claude.runs()).length), 1);
        assert.deepEqual(counted(manager), [0, 1, 0, 0, 0]);
        await manager.shutdown();
      });
  });

  it("is left alone by agents with a budget in dollars, of their own or their tree's, and serves other budgets", async () => {
    await withScript({}, async (options) => {
      const manager = managerOf({ spares: 1, options });
      const run = async (more: Partial<SpawnRequest>): Promise<string> => {
        await ready(manager, 1);
        const { sessionIds } = await manager.spawnSession({ prompt: "hello", ...more });
        await manager.wait(sessionIds, { timeoutMs: LONG_MS });
        return sessionIds[0] ?? "";
      };
      await run({ budget: { costUsd: 1 } });
      const root = await run({ treeBudget: { costUsd: 1 } });
      await run({ parent: root });
      assert.deepEqual(counted(manager), [0, 3, 0, 0, 0]);
      await run({ budget: { turns: 3, workingMs: 600_000 } });
      assert.deepEqual(counted(manager), [1, 3, 0, 0, 0]);
      await manager.shutdown();
    });
  });

  it("is in no span of the program, and no agent's whose caller is in one", async () => {
    await withScript({}, async (options, claude) => {
      // What asks for the first spares, and for the next ones, is within a span.
      const manager = await inSpan("made", async () => managerOf({ spares: 1, options }));
      await ready(manager, 1);
      const traced = await inSpan("asked", () => manager.spawnSession({ prompt: "hello" }));
      await manager.wait(traced.sessionIds, { timeoutMs: LONG_MS });
      const plain = await manager.spawnSession({ prompt: "hello" });
      await manager.wait(plain.sessionIds, { timeoutMs: LONG_MS });
      await ready(manager, 1);
      assert.deepEqual(counted(manager), [1, 1, 0, 0, 0]);
      const traces = (await claude.runs()).map(({ env }) => env["TRACEPARENT"] !== undefined);
      assert.deepEqual(traces, [false, true, false]);
      await manager.shutdown();
    });
  });

  it("is not started, nor taken, while a rate limit keeps agents of its account from starting", async () => {
    await withScript({ steps: limited(inSeconds(8)) }, async (options, claude) => {
      const manager = managerOf({ spares: 1, maxAgents: 1, onRateLimit: "wait", options });
      await ready(manager, 1);
      const [id = ""] = (await manager.spawnSession({ prompt: "Work" })).sessionIds;
      await when(manager, id, isWaiting);
      await play(claude, fine);
      const [late = ""] = (await manager.spawnSession({ prompt: "Late" })).sessionIds;
      assert.ok(isWaiting(manager.getSessionInfo(late)));
      assert.deepEqual([sparesOf(manager).starting, sparesOf(manager).ready], [0, 0]);
      assert.equal((await claude.runs()).length, 1);
      const { agents } = await manager.wait([id, late], { timeoutMs: 2 * LONG_MS });
      assert.deepEqual(
        agents.map(({ lastResult }) => lastResult?.text),
        ["Done.", "Done."],
      );
      assert.equal(sparesOf(manager).hits, 1);
      await manager.shutdown();
    });
  });
});
