// An agent that somebody waits for is not forgotten meanwhile, however short the time for which ended ones are kept.
import assert from "node:assert/strict";
import { it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { initFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { until } from "../support/until.ts";

it("an ended agent is kept as long as a wait for it is open, and forgotten after", {
  timeout: 60_000,
}, async () => {
  const steps = [{ expect: { type: "user" } }, { emit: initFrame() }, { hang: true as const }];
  await withScript({ steps }, async (options) => {
    const manager = new AgentManager({ options, endedRetentionMs: 1 });
    const {
      sessionIds: [first = "", second = ""],
    } = await manager.spawnSession({ prompt: "hello", workerCount: 2 });
    const waiting = manager.wait([first, second]);
    await manager.terminateSession(first);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(manager.getSessionInfo(first).state, "ended");
    await manager.terminateSession(second);
    const { done, agents } = await waiting;
    assert.deepEqual([done, agents.length], [true, 2]);
    const isForgotten = (): boolean =>
      !manager.listSessions().agents.some(({ sessionId }) => sessionId === first);
    await until(isForgotten, "it is still known");
    await manager.shutdown();
  });
});

it("a reader that has never asked for a message keeps no agent, one that has does", {
  timeout: 60_000,
}, async () => {
  const steps = [{ expect: { type: "user" } }, { emit: initFrame() }, { hang: true as const }];
  await withScript({ steps }, async (options) => {
    const manager = new AgentManager({ options, endedRetentionMs: 1 });
    const {
      sessionIds: [read = "", abandoned = ""],
    } = await manager.spawnSession({ prompt: "hello", workerCount: 2 });
    const reader = manager.messages(read);
    assert.equal((await reader.next()).value?.seq, 0);
    const idle = manager.messages(abandoned);
    await Promise.all([read, abandoned].map((id) => manager.terminateSession(id)));
    const known = (): string[] => manager.listSessions().agents.map(({ sessionId }) => sessionId);
    await until(() => !known().includes(abandoned), "it is kept for a reader that does not read");
    assert.deepEqual(known(), [read]);
    assert.deepEqual(await reader.next(), { done: true, value: undefined });
    await until(() => known().length === 0, "it is kept for a reader that has read to the end");
    // What it said is still in memory, since it was no longer than that.
    assert.ok(await idle.next());
    assert.deepEqual(await idle.next(), { done: true, value: undefined });
    await manager.shutdown();
  });
});
