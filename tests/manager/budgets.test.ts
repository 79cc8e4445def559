// Budgets of single agents, with the real CLI: over processes, resumes, forks, subagents and work in the background.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  AgentManager,
  BudgetExceededError,
  type ManagedAgent,
  query,
  type SpawnRequest,
} from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

/** Each call of the model costs 10 cents. */
const usage = { input_tokens: 25_000, output_tokens: 0 };
const bash = { tool: "Bash", input: { command: "true", description: "work" }, usage };
const agent = (run_in_background: boolean): object => ({
  tool: "Agent",
  input: { description: "d", prompt: "mock:two", subagent_type: "general-purpose", run_in_background },
  usage,
});
const done = { text: "Done.", usage };
const claude = withRealClaude({
  scenarios: {
    one: [done],
    two: [bash, done],
    work: Array.from({ length: 30 }, () => bash),
    sub: [agent(false), done],
    background: [agent(true), done],
  },
});
const ENOUGH_MS = 120_000;

function near(actual: number | undefined, expected: number, what: string): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-9, `${what}: ${actual} is not ${expected}`);
}

describe("The budget of an agent", { timeout: 300_000 }, () => {
  const disposed = disposing();

  function managerOf(maxAgents = 4): { manager: AgentManager; said: Map<string, number> } {
    const options = claude.options({ allowedTools: ["Bash", "Agent"] });
    const manager = disposed(new AgentManager({ maxAgents, options }));
    const said = new Map<string, number>();
    manager.on("turnEnded", (id, { total_cost_usd }) => said.set(id, total_cost_usd));
    return { manager, said };
  }

  async function asked(manager: AgentManager, request: SpawnRequest): Promise<ManagedAgent> {
    const { sessionIds } = await manager.spawnSession(request);
    const { agents } = await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
    return agents[0] as ManagedAgent;
  }

  const prompted = async (manager: AgentManager, id: string, prompt: string): Promise<ManagedAgent> => {
    await manager.sendPrompt(id, prompt);
    return (await manager.wait(id, { timeoutMs: ENOUGH_MS })).agents[0] as ManagedAgent;
  };
  const usedBy = ({ budgets }: ManagedAgent): number => budgets?.[0]?.used.costUsd ?? Number.NaN;

  it("holds over another process, and stops within a turn there", async () => {
    const { manager, said } = managerOf(1);
    const { sessionId: id } = await asked(manager, { prompt: "mock:two", budget: { costUsd: 0.55 } });
    await asked(manager, { prompt: "mock:one" });
    assert.equal(manager.getSessionInfo(id).state, "parked");
    const ended = await prompted(manager, id, "mock:work");
    assert.deepEqual([ended.endedReason, ended.error?.code], ["budget", "budget_exceeded"]);
    near(said.get(id), 0.6, "the CLI stopped by itself");
    near(usedBy(ended), 0.6, "each turn counts once");
    near(ended.totalCostUsd, 0.6, "and so it does for the agent");
    await assert.rejects(manager.sendPrompt(id, "more"), BudgetExceededError);
    // The way out.
    const again = await asked(manager, {
      prompt: "mock:one",
      budget: { costUsd: 0.55 },
      options: { resume: id },
    });
    assert.deepEqual([again.state, again.lastResult?.isError], ["idle", false]);
    near(usedBy(again), 0.1, "a new agent has a budget of its own");
  });

  it("counts the new turns alone of a conversation that it resumes or forks", async () => {
    const { manager, said } = managerOf();
    const resume = crypto.randomUUID();
    await query("mock:work", {
      ...claude.options({ allowedTools: ["Bash"], maxTurns: 4 }),
      sessionId: resume,
    })
      .result()
      .catch(() => undefined);
    for (const forkSession of [true, false]) {
      const budget = { costUsd: 0.35 };
      const first = await asked(manager, { prompt: "mock:two", budget, options: { resume, forkSession } });
      assert.equal(first.lastResult?.isError, false, first.lastResult?.text);
      near(usedBy(first), 0.2, "of its own turn");
      assert.ok((said.get(first.sessionId) ?? 0) > 0.5, "the CLI counts on");
      const ended = await prompted(manager, first.sessionId, "mock:work");
      assert.equal(ended.endedReason, "budget");
      near(usedBy(ended), 0.4, "stopped after the call that crossed it");
    }
    near(manager.usage().total.costUsd, 0.8, "the ledger");
  });

  it("counts subagents, and stops in the middle of one", async () => {
    const { manager, said } = managerOf();
    const whole = await asked(manager, { prompt: "mock:sub", budget: { costUsd: 1, tokens: 1_000_000 } });
    near(usedBy(whole), said.get(whole.sessionId) ?? 0, "what the CLI says");
    assert.equal(whole.budgets?.[0]?.used.tokens, 100_000, "two calls of each");
    const cut = await asked(manager, { prompt: "mock:sub", budget: { costUsd: 0.15 } });
    assert.equal(cut.endedReason, "budget");
    assert.ok(usedBy(cut) >= 0.15 && usedBy(cut) <= 0.25 + 1e-9, `${usedBy(cut)}`);
    near(usedBy(cut), said.get(cut.sessionId) ?? 0, "what the CLI says");
  });

  it("counts turns that the CLI begins by itself, and what works in the background", async () => {
    const { manager, said } = managerOf();
    const whole = await asked(manager, { prompt: "mock:background", budget: { costUsd: 5, turns: 5 } });
    assert.equal(whole.turnCount, 2, "the second one when the subagent was done");
    near(usedBy(whole), said.get(whole.sessionId) ?? 0, "what the CLI says");
    near(manager.usage().total.costUsd, said.get(whole.sessionId) ?? 0, "the ledger");
    assert.equal(whole.budgets?.[0]?.used.turns, 2);
    const cut = await asked(manager, { prompt: "mock:background", budget: { turns: 1 } });
    assert.equal(cut.endedReason, "budget", "whatever began after the first turn was stopped");
    // One that had begun by then may be through before it is stopped.
    assert.ok(cut.turnCount <= 2, JSON.stringify(cut.lastResult));
  });

  it("stops a turn for its tokens and its time, before the turn has a result", async () => {
    const { manager } = managerOf();
    const [tokens, time] = await Promise.all([
      asked(manager, { prompt: "mock:work", budget: { tokens: 60_000 } }),
      asked(manager, { prompt: "mock:hang", budget: { workingMs: 2_000 } }),
    ]);
    assert.equal(tokens.endedReason, "budget");
    assert.equal(tokens.budgets?.[0]?.reached, "tokens");
    const used = tokens.budgets?.[0]?.used.tokens ?? 0;
    assert.ok(used >= 75_000 && used <= 125_000, `${used}`);
    assert.deepEqual([time.endedReason, time.budgets?.[0]?.reached], ["budget", "workingMs"]);
    assert.ok((time.budgets?.[0]?.used.workingMs ?? 0) >= 2_000);
  });
});
