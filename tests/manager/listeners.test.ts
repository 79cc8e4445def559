// Listeners of a manager: what one throws loses no message, blocks no agent, and is not kept from the host.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { heard, outcomeOf, SKIP_THROWN, thrownDuring, within } from "../support/within.ts";

const EVENTS = ["message", "turnEnded", "state", "settled", "warning"] as const;
type Listened = { on(event: string, listener: () => void): unknown };

async function play(event: string): Promise<{ count: number; calls: number; thrown: unknown[] }> {
  const { cli, options } = within();
  let count = 0;
  let calls = 0;
  const thrown = await thrownDuring(async () => {
    const manager = new AgentManager({ options });
    (manager as unknown as Listened).on(event, () => {
      calls += 1;
      throw new Error("a listener's own error");
    });
    const spawned = await outcomeOf(manager.spawnSession({ prompt: "hello" }), 5_000);
    const ids = spawned.value?.sessionIds;
    assert.ok(ids !== undefined, `the spawn is not answered: ${spawned.error}`);
    await heard(cli);
    cli.turn();
    const { done, agents } = await manager.wait(ids, { timeoutMs: 5_000 });
    assert.equal(done, true, agents[0]?.state);
    count = agents[0]?.messageCount ?? 0;
    assert.equal((await outcomeOf(manager.shutdown(), 10_000)).pending, undefined);
  });
  return { count, calls, thrown };
}

describe("A listener of a manager that throws", { skip: SKIP_THROWN }, () => {
  for (const event of EVENTS)
    it(`loses no message and blocks no agent: ${event}`, async () => {
      const usual = await play("nothing");
      const { count, calls, thrown } = await play(event);
      assert.equal(count, usual.count);
      assert.equal(thrown.length, calls);
    });
});
