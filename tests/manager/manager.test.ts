import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";

const claude = withRealClaude();

describe("AgentManager with the real CLI", () => {
  const disposed = disposing();
  it("AgentManager spawns, waits, reads, prompts again with context, lists and terminates", {
    timeout: 60_000,
  }, async () => {
    const manager = disposed(new AgentManager({ options: claude.options() }));
    const { sessionIds, agents } = await manager.spawnSession({
      prompt: "Remember the word plum.",
      workerCount: 2,
      label: "fruit",
    });
    assert.deepEqual(
      agents.map(({ label }) => label),
      ["fruit-1", "fruit-2"],
    );
    assert.ok(agents.every(({ working }) => working));
    const first = await manager.wait(sessionIds, { timeoutMs: 30_000 });
    assert.equal(first.done, true);
    assert.deepEqual(
      first.agents.map(({ state, turnCount }) => `${state} ${turnCount}`),
      ["idle 1", "idle 1"],
    );
    const [id = ""] = sessionIds;
    const page = manager.getSessionOutput(id);
    assert.deepEqual(
      page.messages.map(({ seq, message }) => `${seq} ${message.type}`),
      ["0 system", "1 assistant", "2 result"],
    );
    assert.equal(page.messages[0]?.message.session_id, id, "the manager's id is the CLI's id");
    const sent = await manager.sendPrompt(id, "Which word did I ask you to remember?");
    assert.equal(sent.agent.state, "running", "a prompt makes an idle agent run at once");
    const second = await manager.wait(id, { timeoutMs: 30_000 });
    const { usage, durationMs, costUsd, tokens, ...outcome } =
      second.agents[0]?.lastResult ?? assert.fail("no outcome");
    assert.ok(tokens !== undefined && tokens > 0);
    assert.deepEqual(outcome, {
      turn: 2,
      isError: false,
      subtype: "success",
      text: "It was plum.",
      refusedTools: [],
    });
    assert.deepEqual([usage?.output_tokens, (durationMs ?? -1) >= 0, costUsd > 0], [5, true, true]);
    const more = manager.getSessionOutput(id, { after: page.nextAfter });
    assert.deepEqual(
      more.messages.map(({ seq }) => seq),
      [3, 4, 5],
    );
    assert.equal(manager.listSessions().totalActive, 2);
    const ended = await manager.terminateSession(id);
    assert.deepEqual(
      { ...ended, runtimeMs: 0 },
      {
        sessionId: id,
        success: true,
        finalTurnCount: 2,
        totalMessages: 6,
        runtimeMs: 0,
        survivors: [],
      },
    );
    await assert.rejects(manager.sendPrompt(id, "again"), { code: "agent_ended", message: /terminated/ });
    const list = manager.listSessions();
    assert.deepEqual([list.totalActive, list.totalCompleted], [1, 1]);
    await manager.shutdown();
    assert.deepEqual(livingProcesses(), []);
    await assert.rejects(manager.spawnSession({ prompt: "late" }), { code: "session_closed" });
  });

  it("AgentManager interrupts a turn and keeps the agent", { timeout: 60_000 }, async () => {
    const manager = disposed(new AgentManager({ options: claude.options() }));
    const {
      sessionIds: [id = ""],
    } = await manager.spawnSession({ prompt: "mock:hang" });
    await new Promise<void>((resolve) => manager.once("message", () => resolve()));
    assert.deepEqual(
      (await manager.wait(id, { timeoutMs: 20 })).done,
      false,
      "running out of time is an answer",
    );
    assert.deepEqual((await manager.interruptSession(id)).stillQueued, []);
    const { agents } = await manager.wait(id, { timeoutMs: 20_000 });
    assert.equal(agents[0]?.state, "idle");
    assert.equal(agents[0]?.lastResult?.isError, true);
    await manager.sendPrompt(id, "mock:text");
    assert.equal((await manager.wait(id, { timeoutMs: 20_000 })).agents[0]?.lastResult?.text, "Paris.");
  });

  it("AgentManager follows an agent live, from any position, until it has ended", {
    timeout: 60_000,
  }, async () => {
    const manager = disposed(new AgentManager({ options: claude.options() }));
    const {
      sessionIds: [id = ""],
    } = await manager.spawnSession({ prompt: "mock:text" });
    const seen: string[] = [];
    for await (const { seq, message } of manager.messages(id, { after: 0 })) {
      seen.push(`${seq} ${message.type}`);
      if (message.type === "result") void manager.terminateSession(id);
    }
    assert.deepEqual(seen, ["1 assistant", "2 result"]);
  });
});
