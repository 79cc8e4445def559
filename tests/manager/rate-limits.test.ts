// Rate limits: agents whose turn one has ended wait, go on once, and keep others of the account from starting.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { fine, inSeconds, isWaiting, limited, play, textOf, when } from "../support/rate-limit.ts";

const GO_ON = /rate limit .* Go on/;

describe("A rate limit", { timeout: 120_000 }, () => {
  const disposed = disposing();
  const managerOf = (options: object): AgentManager =>
    disposed(new AgentManager({ maxAgents: 16, onRateLimit: "wait", ...options }));

  it("of ten agents is waited for once, and each goes on once", async () => {
    const resetsAt = inSeconds(20);
    await withScript({ steps: limited(resetsAt) }, async (options, claude) => {
      const manager = managerOf({ options });
      const warnings: string[] = [];
      manager.on("warning", (_, { code }) => warnings.push(code));
      const { sessionIds } = await manager.spawnSession({ prompt: "Work", workerCount: 10 });
      await Promise.all(sessionIds.map((id) => when(manager, id, isWaiting)));
      const stopped = (await claude.runs()).length;
      await play(claude, fine);
      for (const id of sessionIds) {
        const { state, isComplete, lastResult, pid, waitingUntil } = manager.getSessionInfo(id);
        assert.deepEqual([state, isComplete, lastResult, pid], ["queued", false, undefined, undefined]);
        assert.equal(Date.parse(waitingUntil ?? ""), resetsAt * 1_000);
      }
      assert.equal(manager.metrics().waiting, 10);
      // One that is new waits as well, and one of another account does not.
      const [late = ""] = (await manager.spawnSession({ prompt: "Late" })).sessionIds;
      assert.ok(isWaiting(manager.getSessionInfo(late)));
      const env = { PATH: process.env["PATH"], ANTHROPIC_API_KEY: "another" };
      const [other = ""] = (await manager.spawnSession({ prompt: "Other", options: { env } })).sessionIds;
      assert.ok(!isWaiting(manager.getSessionInfo(other)));
      assert.equal((await manager.wait(other)).agents[0]?.lastResult?.text, "Done.");
      const { agents } = await manager.wait([...sessionIds, late]);
      assert.ok(Date.now() >= resetsAt * 1_000, "none before the limit is over");
      for (const { state, lastResult } of agents)
        assert.deepEqual([state, lastResult?.text], ["idle", "Done."]);
      const started = (await claude.runs()).length - stopped;
      assert.equal(started, 12, "each once");
      const prompts = (await claude.stdin()).filter(({ type }) => type === "user").map(textOf);
      assert.equal(prompts.filter((prompt) => prompt === "Work").length, 10);
      assert.equal(
        prompts.filter((prompt) => GO_ON.test(prompt)).length,
        stopped,
        "only those it has stopped",
      );
      assert.ok(stopped < 10, `${stopped} met the limit, and the others did not try`);
      assert.equal(warnings.filter((code) => code === "rate_limited").length, 1, "one wait");
      assert.equal(manager.metrics().waiting, 0);
      assert.equal(manager.usage().total.turns, 12 + stopped);
    });
  });

  it("keeps what is prompted meanwhile, in order, and lets a waiting agent be ended", async () => {
    await withScript({ steps: limited(inSeconds(10)) }, async (options, claude) => {
      const manager = managerOf({ options });
      const [first = ""] = (await manager.spawnSession({ prompt: "Work" })).sessionIds;
      await when(manager, first, isWaiting);
      const [second = ""] = (await manager.spawnSession({ prompt: "More" })).sessionIds;
      await play(claude, [...fine.slice(0, 2), ...fine]);
      await manager.sendPrompt(first, "And then this");
      await manager.terminateSession(second);
      assert.equal(manager.getSessionInfo(second).endedReason, "terminated");
      await when(manager, first, ({ turnCount }) => turnCount === 3);
      const prompts = (await claude.stdin()).filter(({ type }) => type === "user").map(textOf);
      assert.equal(prompts.length, 3);
      assert.match(prompts[1] ?? "", GO_ON);
      assert.equal(prompts[2], "And then this");
    });
  });

  it("is not met by an idle agent that is prompted meanwhile", async () => {
    await withScript({ steps: fine }, async (options, claude) => {
      const manager = managerOf({ options });
      const [idle = ""] = (await manager.spawnSession({ prompt: "Before" })).sessionIds;
      await manager.wait(idle);
      await play(claude, limited(inSeconds(3_600)));
      const [id = ""] = (await manager.spawnSession({ prompt: "Work" })).sessionIds;
      await when(manager, id, isWaiting);
      await manager.sendPrompt(idle, "After");
      await when(manager, idle, isWaiting);
      const prompts = (await claude.stdin()).filter(({ type }) => type === "user").map(textOf);
      assert.deepEqual(prompts, ["Before", "Work"]);
      assert.equal(manager.getSessionInfo(idle).state, "queued");
    });
  });
});
