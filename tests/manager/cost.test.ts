// What an agent has cost, where the CLI counts on from a conversation that it takes up.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, query } from "../../lib/index.ts";
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
