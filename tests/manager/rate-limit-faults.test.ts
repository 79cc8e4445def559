// Rate limits whose time is far, past or nonsense, that the CLI reports in odd ways, or that a manager finds in its journal.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager, type OnRateLimit, RateLimitedError } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { died, event, inSeconds, isWaiting, limited, when } from "../support/rate-limit.ts";

describe("An odd rate limit", { timeout: 120_000 }, () => {
  const disposed = disposing();
  const managerOf = (options: object, onRateLimit: OnRateLimit = "wait"): AgentManager =>
    disposed(new AgentManager({ maxAgents: 16, onRateLimit, ...options }));

  for (const [what, resetsAt, least] of [
    ["past", 1_000, 55_000],
    ["missing", undefined, 55_000],
    ["no number", "soon", 55_000],
    ["in milliseconds", Date.now() + 3_000, 55_000],
    ["no date", 1e300, 55_000],
    ["negative", -5, 55_000],
    ["30 days away", inSeconds(30 * 86_400), 29 * 86_400_000],
  ] as const)
    it(`whose time is ${what} is waited for all the same`, async () => {
      await withScript({ steps: limited(resetsAt) }, async (options, claude) => {
        const manager = managerOf({ options });
        const [id = ""] = (await manager.spawnSession({ prompt: "Work" })).sessionIds;
        const { waitingUntil } = await when(manager, id, isWaiting);
        const ms = Date.parse(waitingUntil ?? "") - Date.now();
        assert.ok(ms > least && ms < least + 86_400_000, `${ms}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
        assert.equal((await claude.runs()).length, 1, "no storm");
        await manager.terminateSession(id);
        assert.equal(manager.getSessionInfo(id).endedReason, "terminated");
      });
    });

  for (const [what, result] of [
    ["an error", died],
    ["a success", {}],
    ["an error without a status", { is_error: true, api_error_status: undefined }],
  ] as const)
    it(`that the CLI calls ${what} fails the turn by default, and says until when`, async () => {
      const resetsAt = inSeconds(3_600);
      await withScript({ steps: limited(resetsAt, result) }, async (options) => {
        const manager = managerOf({ options }, "fail");
        const { sessionIds } = await manager.spawnSession({ prompt: "Work" });
        const [agent] = (await manager.wait(sessionIds)).agents;
        assert.equal(agent?.state, "idle");
        assert.equal(agent?.lastResult?.isError, true);
        const rateLimit = { window: "five_hour", resetsAt: new Date(resetsAt * 1_000).toISOString() };
        assert.deepEqual(agent?.lastResult?.rateLimit, rateLimit);
        const { results } = await manager.delegate(["Work"], { retry: 3 });
        const [job] = results;
        assert.ok(job?.status === "rejected" && job.error instanceof RateLimitedError);
        assert.deepEqual(
          [job.attempts, job.error.window, job.error.resetsAt],
          [1, "five_hour", rateLimit.resetsAt],
        );
        assert.equal(job.error.retryable, true);
      });
    });

  it("of an agent whose conversation is kept nowhere fails its turn", async () => {
    await withScript({ steps: limited(inSeconds(60)) }, async (options) => {
      const manager = managerOf({ options: { ...options, persistSession: false } });
      const { sessionIds } = await manager.spawnSession({ prompt: "Work" });
      const [agent] = (await manager.wait(sessionIds)).agents;
      assert.deepEqual([agent?.state, agent?.lastResult?.isError], ["idle", true]);
      assert.ok(agent?.lastResult?.rateLimit !== undefined);
    });
  });

  it("that was only near, or is over, changes nothing", async () => {
    const steps: ScriptedStep[] = [
      { expect: { type: "user" } },
      { emit: [initFrame(), event(inSeconds(60)), event(inSeconds(60), "allowed_warning")] },
      { emit: [resultFrame("API Error", { is_error: true }), stateFrame("idle")] },
      { hang: true },
    ];
    await withScript({ steps }, async (options) => {
      const manager = managerOf({ options });
      const { sessionIds } = await manager.spawnSession({ prompt: "Work" });
      const [agent] = (await manager.wait(sessionIds)).agents;
      assert.deepEqual([agent?.state, agent?.lastResult?.rateLimit], ["idle", undefined]);
    });
  });

  it("is waited for by the next manager with the same journal", async () => {
    const journal = await mkdtemp(path.join(os.tmpdir(), "limits-"));
    const resetsAt = inSeconds(3_600);
    try {
      await withScript({ steps: limited(resetsAt) }, async (options, claude) => {
        const first = await AgentManager.open({ journal, options, onRateLimit: "wait" });
        const [id = ""] = (await first.spawnSession({ prompt: "Work" })).sessionIds;
        await when(first, id, isWaiting);
        await first.shutdown();
        const second = await AgentManager.open({ journal, options, onRateLimit: "wait" });
        assert.equal(
          second.getSessionInfo(id).interruptedPrompts,
          undefined,
          "its prompt is in the conversation",
        );
        second.resumeAll({ rerun: true });
        const { state, waitingUntil } = second.getSessionInfo(id);
        assert.deepEqual([state, Date.parse(waitingUntil ?? "")], ["queued", resetsAt * 1_000]);
        assert.equal((await claude.runs()).length, 1);
        await second.shutdown();
      });
    } finally {
      await rm(journal, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it("is refused as an option that is none", () => {
    assert.throws(() => new AgentManager({ onRateLimit: "later" as OnRateLimit }), {
      code: "invalid_options",
    });
  });
});
