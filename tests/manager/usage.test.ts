// What agents have used, and how many there are: with the real CLI, over parking, resuming and forking.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, OverloadedError, prometheusText, query, type UsageReport } from "../../lib/index.ts";
import {
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { readExposition } from "../support/exposition.ts";

const claude = withRealClaude();
const ENOUGH_MS = 120_000;

function near(actual: number | undefined, expected: number, message?: string): void {
  assert.ok(Math.abs((actual ?? 0) - expected) < 1e-9, `${message ?? ""}: ${actual} is not ${expected}`);
}

const costs = ({ groups }: UsageReport): Record<string, number> =>
  Object.fromEntries(groups.map(({ name = "", costUsd }) => [name, costUsd]));

describe("The figures of a manager", { timeout: 300_000 }, () => {
  const disposed = disposing();
  /** A manager, and the CLI's own last word on the cost of each conversation. */
  const managerOf = (maxAgents: number): { manager: AgentManager; said: Map<string, number> } => {
    const options = claude.options({ allowedTools: ["Bash"] });
    const manager = disposed(new AgentManager({ maxAgents, options }));
    const said = new Map<string, number>();
    manager.on("turnEnded", (id, { total_cost_usd }) => said.set(id, total_cost_usd));
    return { manager, said };
  };

  it("usage() agrees with the CLI's own total over parking and another prompt, and over a fork", async () => {
    const { manager, said } = managerOf(1);
    const ask = async (prompt: string, options = {}): Promise<string> => {
      const [id = ""] = (await manager.spawnSession({ prompt, label: "a", options })).sessionIds;
      assert.ok((await manager.wait(id, { timeoutMs: ENOUGH_MS })).done);
      return id;
    };
    const first = await ask("mock:expensive");
    const second = await ask("mock:text");
    assert.equal(manager.getSessionInfo(first).state, "parked");
    await manager.sendPrompt(first, "mock:text");
    await manager.wait(first, { timeoutMs: ENOUGH_MS });
    const total = said.get(first) ?? 0;
    assert.ok(total > 1, `${total}`);
    near(costs(manager.usage({ by: "agent" }))[first], total, "parked and prompted again");
    const fork = await ask("mock:text", { resume: first, forkSession: true });
    const own = costs(manager.usage({ by: "agent" }))[fork] ?? 0;
    assert.ok(own > 0 && own < 0.01, `the fork pays for its own turn alone: ${own}`);
    near(said.get(fork), total + own, "the CLI counts on in a fork");
    const all = total + own + (said.get(second) ?? 0);
    near(manager.usage().total.costUsd, all, "in all");
    near(costs(manager.usage({ by: "label" }))["a-1"], all, "all have the same label");
    assert.equal(manager.usage().total.turns, 4);
    const again = await query("mock:text", { ...claude.options(), resume: first }).result();
    assert.ok(again.total_cost_usd > total, "what others do with the conversation is not counted");
    near(manager.usage().total.costUsd, all);
    const { inputTokens, outputTokens, durationMs } = manager.usage().total;
    assert.ok(inputTokens > 0 && outputTokens > 0 && durationMs > 0);
  });

  it("usage() counts an owner's agents and a tree of them, and shows an owner nothing of others", async () => {
    const { manager, said } = managerOf(4);
    const [ann, bob] = [manager.as("ann"), manager.as("bob")];
    const ask = async (face: typeof ann, parent?: string): Promise<string> => {
      const [id = ""] = (await face.spawnSession({ prompt: "mock:text", parent })).sessionIds;
      await face.wait(id, { timeoutMs: ENOUGH_MS });
      return id;
    };
    const root = await ask(ann);
    const child = await ask(ann, root);
    const grandchild = await ask(ann, child);
    const other = await ask(bob, grandchild);
    const paid = (...ids: string[]): number => ids.reduce((sum, id) => sum + (said.get(id) ?? 0), 0);
    near(costs(ann.usage({ by: "tree" }))[root], paid(root, child, grandchild));
    assert.deepEqual(Object.keys(costs(ann.usage({ by: "tree" }))), [root]);
    assert.deepEqual(Object.keys(costs(bob.usage({ by: "tree" }))), [grandchild], "no root of ann's");
    assert.deepEqual(Object.keys(costs(bob.usage({ by: "agent" }))), [other]);
    assert.deepEqual(Object.keys(costs(bob.usage({ by: "owner" }))), ["bob"]);
    near(bob.usage().total.costUsd, paid(other));
    near(manager.usage({ by: "owner" }).groups[0]?.costUsd, paid(root, child, grandchild));
    assert.deepEqual(
      [ann.metrics(), bob.metrics(), manager.metrics()].map(({ spawned, turns, processes }) => [
        spawned,
        turns,
        processes,
      ]),
      [
        [3, 3, 3],
        [1, 1, 1],
        [4, 4, 4],
      ],
    );
    await ann.shutdown();
    assert.equal(ann.metrics().ended.terminated, 3);
    assert.equal(bob.metrics().ended.terminated, 0);
  });
});

describe("The figures of a manager with a scripted CLI", { timeout: 60_000 }, () => {
  const disposed = disposing();
  const secret = "sk-ant-secret-label";
  const turn = (more: ScriptedFrame): ScriptedStep[] => [
    { expect: { type: "user" } },
    { emit: [initFrame(), resultFrame("done", more), stateFrame("idle")] },
  ];
  const steps = [
    ...turn({ total_cost_usd: 0.25 }),
    ...turn({ is_error: true, subtype: secret, total_cost_usd: 0.5 }),
    { hang: true } as const,
  ];

  it("have outlived the agents, and have nothing in them that anybody has given", async () => {
    await withScript({ steps }, async (options) => {
      const manager = disposed(
        new AgentManager({ options, maxAgents: 1, maxQueued: 1, endedRetentionMs: 0 }),
      );
      const ann = manager.as(`${secret}-owner`);
      const [id = ""] = (await ann.spawnSession({ prompt: secret, label: secret })).sessionIds;
      await assert.rejects(ann.spawnSession({ prompt: "x", workerCount: 3 }), OverloadedError);
      const heard: number[] = [];
      manager.on("event", ({ type }) => type === "turn" && heard.push(manager.usage().total.turns));
      await ann.wait(id);
      await ann.sendPrompt(id, secret);
      await ann.wait(id);
      assert.deepEqual(heard, [1, 2], "who hears of a turn finds it counted");
      assert.equal(ann.metrics().agents.idle, 1);
      await ann.terminateSession(id);
      assert.equal(manager.listSessions().agents.length, 0, "it is forgotten");
      for (const by of ["label", "owner", "tree"] as const) {
        const { groups, rest } = ann.usage({ by });
        assert.deepEqual([groups.length, groups[0]?.costUsd, rest], [1, 0.5, undefined], by);
      }
      const { groups, rest, total } = ann.usage({ by: "agent" });
      assert.deepEqual([groups, rest], [[], total]);
      for (const face of [manager, ann]) {
        const metrics = face.metrics();
        const { spawned, refused, turns, costUsd, processes } = metrics;
        assert.deepEqual([spawned, refused, turns, costUsd, processes], [1, 3, 2, 0.5, 0]);
        assert.equal(metrics.turnErrors["other"], 1);
        assert.equal(metrics.ended.terminated, 1);
        const text = prometheusText(metrics);
        assert.ok(readExposition(text).size > 0);
        for (const given of [secret, id]) assert.ok(!`${text}${JSON.stringify(metrics)}`.includes(given));
      }
    });
  });
});
