// What an agent has cost, where the CLI counts on from a conversation that it takes up.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, query } from "../../lib/index.ts";
import type { AgentRequest } from "../../lib/manager/agent-request.ts";
import type { AgentResult } from "../../lib/manager/claude.ts";
import { AgentRecord } from "../../lib/manager/record.ts";
import { resultFrame } from "../../lib/testing/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const claude = withRealClaude();
const ENOUGH_MS = 120_000;

describe("The cost of an agent that takes a conversation up", { timeout: 300_000 }, () => {
  const disposed = disposing();
  const options = (): ReturnType<typeof claude.options> => claude.options({ allowedTools: ["Bash"] });

  async function expensive(): Promise<{ resume: string; before: number }> {
    const resume = crypto.randomUUID();
    const { total_cost_usd: before } = await query("mock:expensive", {
      ...options(),
      sessionId: resume,
    }).result();
    assert.ok(before > 1, `${before}`);
    return { resume, before };
  }

  for (const forkSession of [false, true])
    it(`is that of its own turns, and the total that of the conversation${forkSession ? " that it forks" : ""}`, async () => {
      const { resume, before } = await expensive();
      const manager = disposed(new AgentManager({ maxAgents: 1, options: options() }));
      const request = { prompt: "mock:text", options: { resume, forkSession } };
      const [id = ""] = (await manager.spawnSession(request)).sessionIds;
      const [first] = (await manager.wait(id, { timeoutMs: ENOUGH_MS })).agents;
      const cost = first?.lastResult?.costUsd ?? 0;
      assert.ok(cost > 0 && cost < 0.01, `its turn has cost ${cost}`);
      assert.ok(Math.abs((first?.totalCostUsd ?? 0) - before - cost) < 1e-9);
      // The same after another process.
      await manager.wait((await manager.spawnSession({ prompt: "mock:text" })).sessionIds);
      assert.equal(manager.getSessionInfo(id).state, "parked");
      await manager.sendPrompt(id, "mock:text");
      const [second] = (await manager.wait(id, { timeoutMs: ENOUGH_MS })).agents;
      assert.ok(Math.abs((second?.totalCostUsd ?? 0) - before - 2 * cost) < 1e-9);
      assert.ok(Math.abs((second?.lastResult?.costUsd ?? 0) - cost) < 1e-9);
    });

  it("goes on over /clear, with which the CLI counts from 0 again", async () => {
    const manager = disposed(new AgentManager({ maxAgents: 1, options: options() }));
    const [id = ""] = (await manager.spawnSession({ prompt: "mock:expensive" })).sessionIds;
    const costs: number[] = [];
    const settled = async (): Promise<number> => {
      const [agent] = (await manager.wait(id, { timeoutMs: ENOUGH_MS })).agents;
      costs.push(agent?.lastResult?.costUsd ?? Number.NaN);
      return agent?.totalCostUsd ?? Number.NaN;
    };
    const before = await settled();
    await manager.sendPrompt(id, "/clear");
    assert.ok(Math.abs((await settled()) - before) < 1e-9);
    await manager.sendPrompt(id, "mock:text");
    await settled();
    // The same in another process, which takes up what has been said since.
    await manager.wait((await manager.spawnSession({ prompt: "mock:text" })).sessionIds);
    assert.equal(manager.getSessionInfo(id).state, "parked");
    await manager.sendPrompt(id, "mock:text");
    const after = await settled();
    const [, cleared = 0, first = 0, second = 0] = costs;
    assert.equal(cleared, 0);
    assert.ok(first > 0 && Math.abs(first - second) < 1e-9, `${first}, ${second}`);
    assert.ok(Math.abs(after - before - 2 * first) < 1e-9, `${before}, ${after}`);
  });

  it("is all that counts against the budget of a delegation", async () => {
    const { resume } = await expensive();
    const manager = disposed(new AgentManager({ options: options() }));
    const job = { prompt: "mock:text", options: { resume, forkSession: true } };
    const { results, costUsd } = await manager.delegate([job, job], { budgetUsd: 1, concurrency: 1 });
    assert.deepEqual(
      results.map(({ status }) => status),
      ["fulfilled", "fulfilled"],
    );
    assert.ok(costUsd > 0 && costUsd < 0.01, `${costUsd}`);
  });
});

describe("The cost of an agent whose CLI says totals alone", () => {
  it("goes on where the CLI counts on, and where it counts from 0 again", () => {
    const request: AgentRequest = {
      id: "a",
      label: "a",
      owner: undefined,
      parent: undefined,
      root: "a",
      options: {},
      given: {},
      withheld: [],
      asks: false,
      budgets: [],
    };
    const record = new AgentRecord(request, { items: 1, bytes: 1 });
    const said = (total: number | undefined): number => {
      const result: unknown = resultFrame("done", { total_cost_usd: total });
      return record.turnEnded(result as AgentResult).costUsd;
    };
    assert.deepEqual([0.5, 0.75, 0.75, undefined].map(said), [0.5, 0.25, 0, 0]);
    assert.equal(said(0.25), 0.25, "anew in the same process");
    assert.equal(said(0.5), 0.25);
    record.rest();
    assert.equal(said(1.75), 0.5, "on in another process");
    record.rest();
    assert.equal(said(0.125), 0.125, "anew in another process");
    assert.equal(record.costUsd, 1.875);
    record.rest();
    assert.equal(said(1.875 - 1e-12), 0, "a rounding error is no new beginning");
    const wrong: unknown = resultFrame("done", { total_cost_usd: 9, usage: "text" });
    assert.equal(record.turnEnded(wrong as AgentResult).costUsd, 0, "figures of a wrong shape are none");
  });
});
