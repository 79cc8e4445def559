// Budgets where the CLI says little, nothing or nonsense, and where the host dies: with a scripted CLI.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager, BudgetExceededError, type SpawnRequest } from "../../lib/index.ts";
import { BudgetScope } from "../../lib/manager/budget.ts";
import { costIn } from "../../lib/manager/claude-usage.ts";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const since = (costUSD: number): ScriptedFrame => ({ model_usage_since_last_result: { m: { costUSD } } });
const turn = (more: ScriptedFrame): ScriptedStep[] => [
  { expect: { type: "user" } },
  { emit: [initFrame(), assistantFrame("Yes."), resultFrame("Yes.", more), stateFrame("idle")] },
];
const call = (n: number): ScriptedFrame => {
  const { message } = assistantFrame("working") as { message: object };
  return assistantFrame("working", {
    message: { ...message, id: `msg_${n}`, usage: { input_tokens: 100, output_tokens: 0 } },
  });
};

describe("A budget with a scripted CLI", { timeout: 60_000 }, () => {
  const disposed = disposing();

  it("refuses what is no budget, before there is an agent", async () => {
    const manager = disposed(new AgentManager());
    const wrong: unknown[] = [
      5,
      [],
      "1",
      null,
      { usd: 1 },
      { turns: 0 },
      { costUsd: Number.NaN },
      { tokens: "9" },
    ];
    for (const budget of wrong)
      for (const name of ["budget", "treeBudget"])
        await assert.rejects(manager.spawnSession({ prompt: "x", [name]: budget } as SpawnRequest), {
          code: "invalid_options",
          message: new RegExp(`"${name}`),
        });
    assert.throws(() => new AgentManager({ budget: { turns: -1 } }), { code: "invalid_options" });
    assert.equal(manager.listSessions().total, 0);
  });

  it("of turns lets the last one keep its answer, and takes no more", async () => {
    await withScript({ steps: [...turn({}), ...turn({}), { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ options, budget: { turns: 2 } }));
      const [id = ""] = (await manager.spawnSession({ prompt: "a" })).sessionIds;
      await manager.wait(id);
      await manager.sendPrompt(id, "b");
      const [agent] = (await manager.wait(id)).agents;
      assert.deepEqual([agent?.state, agent?.lastResult?.text], ["idle", "Yes."]);
      const used = (error: BudgetExceededError): boolean => error.kind === "manager" && error.used === 2;
      await assert.rejects(manager.sendPrompt(id, "c"), used);
      await assert.rejects(manager.spawnSession({ prompt: "c" }), used);
      assert.equal(manager.as("ann").listSessions().total, 0);
    });
  });

  it("counts a call once, however many blocks it has, and what was used when a process dies", async () => {
    const steps: ScriptedStep[] = [
      { expect: { type: "user" } },
      { emit: [initFrame(), call(1), call(1), call(2), call(2)] },
      { signal: "SIGKILL" },
    ];
    await withScript({ steps }, async (options) => {
      const manager = disposed(new AgentManager({ options, budget: { tokens: 1_000 } }));
      const [id = ""] = (await manager.spawnSession({ prompt: "a" })).sessionIds;
      await manager.wait(id);
      assert.equal(manager.getSessionInfo(id).budgets?.[0]?.used.tokens, 200);
    });
  });

  it("asks the CLI what a turn costs so far, and lives with one that does not say", async () => {
    const steps: ScriptedStep[] = [
      { expect: { type: "user" } },
      { emit: [initFrame(), call(1)] },
      { hang: true },
    ];
    const text = "Estimated cost:        $1.20\nTotal duration (API):  0s";
    await withScript({ steps, answer: { get_session_cost: { text } } }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const { sessionIds } = await manager.spawnSession({ prompt: "a", budget: { costUsd: 1 } });
      const [agent] = (await manager.wait(sessionIds)).agents;
      assert.deepEqual([agent?.endedReason, agent?.turnCount], ["budget", 0]);
    });
    const whole = [...turn(since(0.5)), { hang: true } as const];
    await withScript({ steps: whole, refuse: { get_session_cost: "no" } }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const { sessionIds } = await manager.spawnSession({ prompt: "a", budget: { costUsd: 1 } });
      const [agent] = (await manager.wait(sessionIds)).agents;
      assert.deepEqual([agent?.state, agent?.budgets?.[0]?.used.costUsd], ["idle", 0.5]);
    });
  });

  it("gives each process what is left as its own limit", async () => {
    const steps = [...turn(since(0.25)), { hang: true } as const];
    await withScript({ steps }, async (options, claude) => {
      const manager = disposed(new AgentManager({ options: { ...options, maxBudgetUsd: 3 }, maxAgents: 1 }));
      const [id = ""] = (await manager.spawnSession({ prompt: "a", budget: { costUsd: 1 } })).sessionIds;
      await manager.wait(id);
      await manager.wait((await manager.spawnSession({ prompt: "other" })).sessionIds);
      await manager.sendPrompt(id, "b");
      await manager.wait(id);
      const limits = (await claude.runs()).map(({ argv }) =>
        argv.find((argument) => argument.startsWith("--max-budget-usd")),
      );
      assert.deepEqual(limits, ["--max-budget-usd=1", "--max-budget-usd=3", "--max-budget-usd=0.75"]);
    });
  });

  it("and what was used of it are there after a restart, also of agents that are forgotten", async () => {
    const journal = await mkdtemp(path.join(os.tmpdir(), "budgets-"));
    try {
      await withScript({ steps: [...turn(since(0.4)), { hang: true }] }, async (options) => {
        const first = await AgentManager.open({ journal, options, endedRetentionMs: 0 });
        const spawned = await first.spawnSession({
          prompt: "a",
          treeBudget: { costUsd: 1 },
          budget: { turns: 9 },
        });
        const [root = ""] = spawned.sessionIds;
        await first.wait(root);
        const { sessionIds } = await first.spawnSession({ prompt: "b", parent: root });
        await first.wait(sessionIds);
        await first.terminateSession(sessionIds[0] ?? "");
        await first
          .spawnSession({ prompt: "c", parent: root })
          .then(({ sessionIds: ids }) => first.wait(ids));
        assert.equal(first.getSessionInfo(root).budgets?.[0]?.reached, "costUsd");
        await first.shutdown();
        const second = await AgentManager.open({ journal, options });
        const [tree, own] = second.getSessionInfo(root).budgets ?? [];
        assert.ok(Math.abs((tree?.used.costUsd ?? 0) - 1.2) < 1e-9, JSON.stringify(tree));
        assert.deepEqual([tree?.reached, own?.limits, own?.used.turns], ["costUsd", { turns: 9 }, 1]);
        await assert.rejects(second.sendPrompt(root, "d"), BudgetExceededError);
        await assert.rejects(second.spawnSession({ prompt: "d", parent: root }), BudgetExceededError);
        assert.deepEqual(
          second.resumeAll({ rerun: true }).filter(({ state }) => state !== "parked" && state !== "ended"),
          [],
        );
        await second.shutdown();
      });
    } finally {
      await rm(journal, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

describe("BudgetScope", () => {
  it("counts the time of those who work, side by side, and is due when that is used up", async () => {
    const scope = new BudgetScope("tree", "a", { workingMs: 1_000 });
    assert.equal(scope.deadline, Number.POSITIVE_INFINITY, "nobody works");
    const before = performance.now();
    scope.works(1);
    scope.works(1);
    assert.ok(scope.deadline - before >= 499 && scope.deadline - performance.now() <= 500);
    await new Promise((resolve) => setTimeout(resolve, 20));
    scope.works(-1);
    scope.works(-1);
    const { workingMs } = scope.used;
    const passed = performance.now() - before;
    assert.ok(workingMs > 30 && workingMs <= 2 * passed, `${workingMs} of ${passed}`);
    assert.equal(scope.used.workingMs, workingMs, "nobody works any more");
    assert.deepEqual(scope.newlyLow(), []);
    scope.add("workingMs", 800);
    assert.deepEqual([scope.newlyLow(), scope.newlyLow()], [["workingMs"], []]);
  });
});

describe("costIn()", () => {
  it("reads the least that the text can mean", () => {
    const texts = [
      "Estimated cost:        $0.4000\nx",
      "Total cost:  $1,234.50",
      "cost: $3",
      "nothing",
      undefined,
    ];
    const costs = texts.map((text) => costIn(text));
    assert.ok(Math.abs((costs[0] ?? 0) - 0.39995) < 1e-12);
    assert.ok(Math.abs((costs[1] ?? 0) - 1_234.495) < 1e-9);
    assert.deepEqual(costs.slice(2), [2.5, undefined, undefined]);
  });
});
