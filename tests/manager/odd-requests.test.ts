// What is asked of a manager and cannot be done: refused by name, or the record says why; nothing is stuck.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  AgentManager,
  type AgentManagerOptions,
  type Options,
  type SDKUserMessage,
} from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const claude = withRealClaude();
const ENOUGH_MS = 60_000;
const turn: ScriptedStep[] = [
  { expect: { type: "user" } },
  { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
];

describe("Odd requests", { timeout: 120_000 }, () => {
  const disposed = disposing();

  it("a prompt that cannot be sent is refused before anything is noted", async () => {
    await withScript({ steps: [...turn, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const circular: Record<string, unknown> = { type: "user", message: { role: "user", content: "x" } };
      circular["self"] = circular;
      const prompt = circular as unknown as SDKUserMessage;
      await assert.rejects(manager.spawnSession({ prompt }), { code: "invalid_message" });
      assert.equal(manager.listSessions().total, 0);
      const { sessionIds } = await manager.spawnSession({ prompt: "x" });
      const [id = ""] = sessionIds;
      await manager.wait(id, { timeoutMs: ENOUGH_MS });
      const { lastSeq } = manager.events();
      await assert.rejects(manager.sendPrompt(id, prompt), { code: "invalid_message" });
      assert.equal(manager.getSessionInfo(id).lastResult?.text, "done");
      assert.deepEqual(manager.events({ after: lastSeq }).events, []);
    });
  });

  it("options that no process could be given are refused before there is a record", async () => {
    const manager = disposed(new AgentManager());
    const options = { executableArgs: ["--api-key=sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789"] };
    await assert.rejects(manager.spawnSession({ prompt: "x", options }), { code: "invalid_options" });
    assert.equal(manager.listSessions().total, 0);
  });

  it("an agent that took a conversation up can be parked and asked again, however it took it up", async () => {
    const manager = disposed(new AgentManager({ maxAgents: 1, options: claude.options() }));
    const spawn = async (prompt: string, options?: Options): Promise<string> => {
      const { sessionIds } = await manager.spawnSession({ prompt, options });
      const { done, agents } = await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
      assert.ok(done && agents[0]?.state !== "ended", JSON.stringify(agents[0]?.error));
      return sessionIds[0] ?? "";
    };
    const first = await spawn("Remember the word plum.");
    const fork = await spawn("mock:text", { resume: first, forkSession: true });
    await spawn("mock:text");
    assert.equal(manager.getSessionInfo(fork).state, "parked");
    await manager.sendPrompt(fork, "Which word did I ask you to remember?");
    const { agents } = await manager.wait(fork, { timeoutMs: ENOUGH_MS });
    assert.equal(agents[0]?.lastResult?.text, "It was plum.");
  });

  it("limits that make no sense are refused by name, and Infinity is none", async () => {
    const wrong: [keyof AgentManagerOptions, unknown][] = [
      ["maxAgents", 0],
      ["maxAgents", Number.NaN],
      ["maxQueued", -1],
      ["maxMemoryBytes", 1],
      ["queueTimeoutMs", "soon"],
      ["queueTimeoutMs", Number.NaN],
      ["idleMs", -1],
      ["endedRetentionMs", "10 minutes"],
      ["maxRecords", 0],
      ["logEvents", 0.5],
      ["ringMessages", 0],
      ["ringBytes", null],
    ];
    for (const [name, value] of wrong)
      assert.throws(
        () => new AgentManager({ [name]: value }),
        { code: "invalid_options", message: new RegExp(`"${name}"`) },
        `${name}: ${String(value)}`,
      );
    await withScript({ steps: [...turn, { hang: true }] }, async (options) => {
      const endless = Number.POSITIVE_INFINITY;
      const limits = { queueTimeoutMs: endless, idleMs: endless, endedRetentionMs: endless };
      const manager = disposed(new AgentManager({ maxAgents: 1, ...limits, options }));
      const { sessionIds } = await manager.spawnSession({ prompt: "x", workerCount: 2 });
      for (const timeoutMs of [endless, 30 * 24 * 3_600_000])
        assert.ok((await manager.wait(sessionIds, { mode: "any", timeoutMs })).done);
      assert.notEqual(manager.getSessionInfo(sessionIds[1] ?? "").endedReason, "expired");
      for (const timeoutMs of [Number.NaN, -1, "x" as unknown as number])
        await assert.rejects(manager.wait(sessionIds, { timeoutMs }), { code: "invalid_options" });
    });
  });

  it("maxMemoryBytes and maxAgents bound processes together", async () => {
    await withScript({ steps: [{ expect: { type: "user" } }, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ maxMemoryBytes: 600 * 1024 * 1024, options }));
      const { agents } = await manager.spawnSession({ prompt: "x", workerCount: 4 });
      assert.deepEqual(
        agents.map(({ state }) => state),
        ["starting", "starting", "queued", "queued"],
      );
    });
  });

  it("a change is not missed when the log no longer has it, and the wait says what is gone", async () => {
    await withScript({ steps: [...turn, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ logEvents: 2, options }));
      const { sessionIds } = await manager.spawnSession({ prompt: "x" });
      await manager.wait(sessionIds, { timeoutMs: ENOUGH_MS });
      const waited = await manager.wait(sessionIds, { until: "changed", after: -1, timeoutMs: ENOUGH_MS });
      assert.ok(waited.done && waited.dropped > 0 && waited.changes.length <= 2);
      assert.equal(manager.events().dropped, waited.dropped);
    });
  });

  it("a reader who is behind when the lines go is told the end", async () => {
    await withScript({ steps: [...turn, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ idleMs: 1, options }));
      const { sessionIds } = await manager.spawnSession({ prompt: "x" });
      const [id = ""] = sessionIds;
      const reader = manager.messages(id);
      for (let after = -1; manager.getSessionInfo(id).state !== "parked"; )
        ({ lastSeq: after } = await manager.wait(id, { until: "changed", after, timeoutMs: ENOUGH_MS }));
      await manager.shutdown();
      let read = 0;
      for await (const { seq } of reader) read = seq + 1;
      assert.ok(read <= 2);
    });
  });

  it("an owner cannot take up the conversation of another owner's agent", async () => {
    await withScript({ steps: [...turn, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const { sessionIds } = await manager.as("one").spawnSession({ prompt: "x" });
      const [id = ""] = sessionIds;
      await manager.as("one").terminateSession(id);
      const taking = manager.as("two").spawnSession({ prompt: "y", options: { resume: id } });
      await assert.rejects(taking, { code: "invalid_options" });
      assert.equal(manager.as("one").getSessionInfo(id).state, "ended");
    });
  });
});
