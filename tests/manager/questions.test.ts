// Permission questions of agents: listed with them, and answered by whoever gets to it first.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager, type CanUseTool, type PermissionResult } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const claude = withRealClaude();
const ENOUGH_MS = 60_000;
const touch = (name: string): string =>
  `[[mock: ${JSON.stringify([{ tool: "Bash", input: { command: `touch ${name}`, description: "make" } }, { text: "It is done" }])} ]]`;

describe("Questions of agents", { timeout: 120_000 }, () => {
  const disposed = disposing();

  async function asked(
    manager: AgentManager,
    name: string,
    options?: { canUseTool: CanUseTool },
  ): Promise<{ id: string; requestId: string }> {
    const { sessionIds } = await manager.spawnSession({ prompt: touch(name), askPermissions: true, options });
    const { done, agents } = await manager.wait(sessionIds, { until: "question", timeoutMs: ENOUGH_MS });
    const [agent = assert.fail("no agent")] = agents;
    assert.deepEqual([done, agent.state, agent.isComplete], [true, "requires_action", false]);
    const [question = assert.fail("no question")] = agent.questions;
    assert.deepEqual([question.toolName, question.input["command"]], ["Bash", `touch ${name}`]);
    return { id: agent.sessionId, requestId: question.requestId };
  }

  it("answerPermission() decides, once", async () => {
    const manager = disposed(new AgentManager({ options: claude.options() }));
    for (const [name, answer] of [
      ["allowed", { behavior: "allow" }],
      ["denied", { behavior: "deny", message: "Not today" }],
    ] as [string, PermissionResult][]) {
      const { id, requestId } = await asked(manager, name);
      const wrong = { behavior: "perhaps" } as unknown as PermissionResult;
      assert.throws(() => manager.answerPermission(id, requestId, wrong), { code: "invalid_options" });
      assert.deepEqual(manager.answerPermission(id, requestId, answer).questions, []);
      assert.throws(() => manager.answerPermission(id, requestId, answer), { code: "question_not_found" });
      const { agents } = await manager.wait(id, { timeoutMs: ENOUGH_MS });
      const refused = agents[0]?.lastResult?.refusedTools.map((call) => [call.tool_name, call.denial]);
      assert.deepEqual(refused, name === "denied" ? [["Bash", "Not today"]] : []);
      assert.equal(existsSync(path.join(claude.model.home, name)), name === "allowed");
    }
  });

  it("a question that canUseTool has decided is no longer open", async () => {
    let decide: (result: PermissionResult) => void = () => undefined;
    const canUseTool: CanUseTool = () => new Promise((resolve) => (decide = resolve));
    const manager = disposed(new AgentManager({ options: claude.options() }));
    const { id, requestId } = await asked(manager, "by-callback", { canUseTool });
    decide({ behavior: "deny", message: "no" });
    const { changes } = await manager.wait(id, { timeoutMs: ENOUGH_MS, after: -1 });
    assert.ok(changes.some((event) => event.type === "answered" && event.requestId === requestId));
    assert.deepEqual(manager.getSessionInfo(id).questions, []);
  });

  it("a question of an agent that is interrupted or ended is no longer asked", async () => {
    const manager = disposed(new AgentManager({ options: claude.options() }));
    const first = await asked(manager, "interrupted");
    await manager.interruptSession(first.id);
    await manager.wait(first.id, { timeoutMs: ENOUGH_MS });
    assert.deepEqual(manager.getSessionInfo(first.id).questions, []);
    const second = await asked(manager, "ended");
    await manager.terminateSession(second.id);
    assert.deepEqual(manager.getSessionInfo(second.id).questions, []);
  });

  it("without anybody to answer, Claude Code refuses, and the outcome says what", async () => {
    const manager = disposed(new AgentManager({ options: claude.options() }));
    const { sessionIds } = await manager.spawnSession({ prompt: touch("refused") });
    const { agents } = await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
    const [denial] = agents[0]?.lastResult?.refusedTools ?? [];
    assert.deepEqual([denial?.tool_name, denial?.tool_input["command"]], ["Bash", "touch refused"]);
    assert.equal(existsSync(path.join(claude.model.home, "refused")), false);
  });
});
