// Budgets of trees of agents, with the real CLI: all of a tree stops, and what it cost is what the CLI says.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, BudgetExceededError, createSdkMcpServer, tool } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

/** Each call of the model costs 10 cents. */
const CALL_USD = 0.1;
const usage = { input_tokens: 25_000, output_tokens: 0 };
const bash = { tool: "Bash", input: { command: "true", description: "work" }, usage };
const ask = { tool: "mcp__host__ask", input: {}, usage };
const claude = withRealClaude({
  scenarios: {
    work: Array.from({ length: 30 }, () => bash),
    ask: [...Array.from({ length: 3 }, () => bash), ask, ...Array.from({ length: 30 }, () => bash)],
  },
});
const ENOUGH_MS = 120_000;

describe("The budget of a tree of agents", { timeout: 300_000 }, () => {
  const disposed = disposing();

  /** A root agent whose tool asks for another one, and waits for it. */
  async function treeOf(prompt: string, child: string): Promise<{ manager: AgentManager; root: string }> {
    const manager = disposed(new AgentManager({ maxAgents: 4 }));
    const asked = tool("ask", "Ask another agent", {}, async () => {
      const [id = ""] = (await manager.spawnSession({ prompt: child, parent: root, options })).sessionIds;
      const { agents } = await manager.wait(id);
      return { content: [{ type: "text", text: agents[0]?.lastOutput.join("\n") ?? "" }] };
    });
    const options = claude.options({ allowedTools: ["Bash", "mcp__host__ask"] });
    const mcpServers = { host: createSdkMcpServer({ name: "host", tools: [asked] }) };
    const request = { prompt, treeBudget: { costUsd: 1 }, options: { ...options, mcpServers } };
    const [root = ""] = (await manager.spawnSession(request)).sessionIds;
    return { manager, root };
  }

  it("stops parent and child within a call of it, typed, and accepts no more", async () => {
    const { manager, root } = await treeOf("mock:ask", "mock:work");
    const warnings: string[] = [];
    manager.on("warning", (_, { code, message }) => code === "budget_low" && warnings.push(message));
    let said = 0;
    manager.on("turnEnded", (_, { total_cost_usd }) => (said += total_cost_usd));
    const { agents } = await manager.wait(root, { timeoutMs: ENOUGH_MS });
    const child = manager.listSessions().agents.find(({ parent }) => parent === root);
    assert.ok(child !== undefined);
    await manager.wait(child.sessionId, { timeoutMs: ENOUGH_MS });
    for (const agent of [agents[0], manager.getSessionInfo(child.sessionId)]) {
      assert.deepEqual(
        [agent?.state, agent?.endedReason, agent?.error?.code],
        ["ended", "budget", "budget_exceeded"],
      );
      assert.equal(agent?.budgets?.[0]?.reached, "costUsd");
    }
    assert.ok(said >= 1 && said <= 1 + 2 * CALL_USD + 1e-9, `${said}`);
    assert.ok(Math.abs(manager.usage().total.costUsd - said) < 1e-9, "the ledger says what the CLI says");
    assert.ok(Math.abs((agents[0]?.budgets?.[0]?.used.costUsd ?? 0) - said) < 1e-9, "and so does the budget");
    assert.equal(warnings.length, 1, warnings.join("\n"));
    assert.ok(manager.getSessionOutput(child.sessionId).messages.length > 0, "what it said stays");
    const used = (error: unknown): boolean => {
      assert.ok(error instanceof BudgetExceededError, String(error));
      assert.deepEqual(
        [error.kind, error.limit, error.allowed, error.sessionId],
        ["tree", "costUsd", 1, root],
      );
      assert.match(error.message, /used \$1(\.\d+)? of \$1: spawn a new one .*"treeBudget.costUsd"/);
      return true;
    };
    await assert.rejects(manager.sendPrompt(root, "mock:text"), used);
    await assert.rejects(manager.sendPrompt(child.sessionId, "mock:text"), used);
    for (const parent of [root, child.sessionId])
      await assert.rejects(manager.spawnSession({ prompt: "x", parent, options: claude.options() }), used);
  });

  it("keeps an answer that was ready when it was reached, and lets those who wait for a place not start", async () => {
    const manager = disposed(
      new AgentManager({ maxAgents: 1, options: claude.options({ allowedTools: ["Bash"] }) }),
    );
    const answer = '[[mock: [{ "text": "Ready.", "usage": { "input_tokens": 300000 } }] ]]';
    const [root = ""] = (await manager.spawnSession({ prompt: answer, treeBudget: { turns: 1 } })).sessionIds;
    const { sessionIds } = await manager.spawnSession({ prompt: "mock:text", parent: root, workerCount: 2 });
    await manager.wait([root, ...sessionIds], { timeoutMs: ENOUGH_MS });
    const { state, lastResult, budgets } = manager.getSessionInfo(root);
    assert.deepEqual([state, lastResult?.text, lastResult?.isError], ["idle", "Ready.", false]);
    assert.equal(budgets?.[0]?.reached, "turns");
    for (const id of sessionIds) {
      const { endedReason, turnCount, pid } = manager.getSessionInfo(id);
      assert.deepEqual([endedReason, turnCount, pid], ["budget", 0, undefined]);
    }
    await assert.rejects(manager.sendPrompt(root, "mock:text"), BudgetExceededError);
  });
});
