// A hundred jobs on sixteen places, none of them terminated, each of which answers a follow-up that needs its context.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const claude = withRealClaude();
const JOBS = 100;
const PLACES = 16;
const ENOUGH_MS = 600_000;

describe("A hundred jobs", { timeout: 1_200_000 }, () => {
  const disposed = disposing();

  it("a hundred jobs on sixteen places all finish, and each answers a follow-up", async () => {
    const manager = disposed(new AgentManager({ maxAgents: PLACES, options: claude.options() }));
    let most = 0;
    manager.on("state", () => {
      most = Math.max(
        most,
        manager.listSessions({ lastOutputLines: 0 }).agents.filter(({ pid }) => pid).length,
      );
    });
    const ids: string[] = [];
    for (let job = 0; job < JOBS; job += 1) {
      const { sessionIds } = await manager.spawnSession({ prompt: `Remember the word fruit${job}.` });
      ids.push(...sessionIds);
      // One after the other, as a program that delegates does; several may still be at work.
      if (ids.length >= PLACES) await manager.wait(ids.slice(-PLACES), { mode: 1, timeoutMs: ENOUGH_MS });
    }
    assert.ok((await manager.wait(ids, { timeoutMs: ENOUGH_MS })).done);
    await Promise.all(ids.map((id) => manager.sendPrompt(id, "Which word did I ask you to remember?")));
    const { done, agents } = await manager.wait(ids, { timeoutMs: ENOUGH_MS });
    assert.ok(done);
    assert.deepEqual(
      agents.map(({ lastResult }) => lastResult?.text),
      ids.map((_, job) => `It was fruit${job}.`),
    );
    assert.ok(most <= PLACES, `${most} processes at once`);
  });
});
