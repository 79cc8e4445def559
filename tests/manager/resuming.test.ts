// What the next process of an agent takes up: the conversation that is there, whatever became of its prompts.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import {
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();
const ENOUGH_MS = 120_000;
const fate = (state: string): ScriptedFrame => ({
  type: "command_lifecycle",
  command_uuid: "$saved.prompt.uuid",
  state,
  uuid: "$uuid",
  session_id: "$session_id",
});

describe("An agent that gives its process up", { timeout: 300_000 }, () => {
  const disposed = disposing();

  it("may have had no result: a prompt that was cancelled before its turn began leaves nothing to take up", async () => {
    const steps: ScriptedStep[] = [
      { expect: { type: "user" }, saveAs: "prompt" },
      { emit: [stateFrame("running"), fate("queued"), fate("cancelled"), stateFrame("idle")] },
      { hang: true },
    ];
    await withScript({ steps }, async (options, script) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, options }));
      const [id = ""] = (await manager.spawnSession({ prompt: "cancelled" })).sessionIds;
      assert.ok((await manager.wait(id, { timeoutMs: LONG_MS })).done);
      const next = await manager.spawnSession({ prompt: "next" });
      assert.ok((await manager.wait(next.sessionIds, { timeoutMs: LONG_MS })).done, "it keeps its place");
      assert.equal(manager.getSessionInfo(id).state, "parked");
      await manager.sendPrompt(id, "again");
      assert.ok((await manager.wait(id, { timeoutMs: LONG_MS })).done);
      const started = (await script.runs()).map(({ argv }) => argv.join(" "));
      assert.equal(started.length, 3);
      assert.match(started[2] ?? "", new RegExp(`--session-id[= ]${id}`), "there is no conversation yet");
      assert.doesNotMatch(started[2] ?? "", /--resume/);
    });
  });

  it("may have had no result: a turn that was cancelled when it had begun is taken up", async () => {
    const steps: ScriptedStep[] = [
      { expect: { type: "user" }, saveAs: "prompt" },
      { emit: [stateFrame("running"), fate("queued"), initFrame()] },
      { emit: [resultFrame(""), fate("cancelled"), stateFrame("idle")] },
      { hang: true },
    ];
    await withScript({ steps }, async (options, script) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, options }));
      const [id = ""] = (await manager.spawnSession({ prompt: "cancelled" })).sessionIds;
      await manager.wait(id, { timeoutMs: LONG_MS });
      await manager.wait((await manager.spawnSession({ prompt: "next" })).sessionIds, { timeoutMs: LONG_MS });
      await manager.sendPrompt(id, "again");
      assert.ok((await manager.wait(id, { timeoutMs: LONG_MS })).done);
      assert.match((await script.runs())[2]?.argv.join(" ") ?? "", /--resume/);
    });
  });

  it("goes on with the conversation that it has, not with the one that it has cleared", async () => {
    const manager = disposed(new AgentManager({ maxAgents: 1, options: claude.options() }));
    const [id = ""] = (await manager.spawnSession({ prompt: "Remember the word plum." })).sessionIds;
    await manager.wait(id, { timeoutMs: ENOUGH_MS });
    for (const prompt of ["/clear", "Remember the word fig."]) {
      await manager.sendPrompt(id, prompt);
      await manager.wait(id, { timeoutMs: ENOUGH_MS });
    }
    await manager.wait((await manager.spawnSession({ prompt: "mock:text" })).sessionIds, {
      timeoutMs: ENOUGH_MS,
    });
    assert.equal(manager.getSessionInfo(id).state, "parked");
    await manager.sendPrompt(id, "Which word did I ask you to remember?");
    const { agents } = await manager.wait(id, { timeoutMs: ENOUGH_MS });
    assert.equal(agents[0]?.lastResult?.text, "It was fig.");
  });

  it("keeps a process of the host's own, which may run anywhere", async () => {
    const steps: ScriptedStep[] = [
      { expect: { type: "user" } },
      { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
      { hang: true },
    ];
    await withScript({ steps }, async (options) => {
      const own: typeof options = {
        ...options,
        spawnClaudeCodeProcess: ({ command, args, cwd, env }) =>
          spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "inherit"] }),
      };
      const manager = disposed(new AgentManager({ maxAgents: 1, idleMs: 1, options }));
      const [id = ""] = (await manager.spawnSession({ prompt: "own", options: own })).sessionIds;
      await manager.wait(id, { timeoutMs: LONG_MS });
      const [next = ""] = (await manager.spawnSession({ prompt: "next" })).sessionIds;
      const states = (): unknown[] => [id, next].map((each) => manager.getSessionInfo(each).state);
      // Others are parked within such a time: see the test of idleMs.
      assert.equal((await manager.wait(next, { timeoutMs: 500 })).done, false);
      assert.deepEqual(states(), ["idle", "queued"]);
      await manager.terminateSession(id);
      assert.ok((await manager.wait(next, { timeoutMs: LONG_MS })).done);
    });
  });
});
