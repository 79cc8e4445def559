// The span of whoever asks for an agent reaches its process, whoever's end or idleness makes room for that.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, type AgentManagerOptions } from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { inSpan } from "../support/tracing.ts";
import { LONG_MS } from "../support/until.ts";

/** For each process in the order of their starts: it was told of a span. */
async function toldOf(
  more: AgentManagerOptions,
  use: (manager: AgentManager) => Promise<unknown>,
): Promise<boolean[]> {
  let told: boolean[] = [];
  await withScript({}, async (options, claude) => {
    const disposed = disposing();
    const manager = disposed(new AgentManager({ options, ...more }));
    await use(manager);
    told = (await claude.runs()).map(({ env }) => env["TRACEPARENT"] !== undefined);
    await manager.shutdown();
  });
  return told;
}

const ENOUGH = { timeoutMs: LONG_MS };

describe("The caller's span", { timeout: 4 * LONG_MS }, () => {
  it("is that of an agent whose place another's end frees", async () => {
    for (const first of [false, true]) {
      const told = await toldOf({ maxAgents: 1 }, async (manager) => {
        const ask = () => manager.spawnSession({ prompt: "hello" });
        const { sessionIds } = first ? await inSpan("first", ask) : await ask();
        const other = first ? await ask() : await inSpan("other", ask);
        await manager.wait(sessionIds, ENOUGH);
        await manager.wait(other.sessionIds, ENOUGH);
      });
      assert.deepEqual(told, [first, !first]);
    }
  });

  it("is that of an agent which starts in turn with others", async () => {
    const order = [true, false, true, true, false, false, true, false];
    const told = await toldOf({}, async (manager) => {
      const ids: string[] = [];
      for (const isTraced of order) {
        const ask = () => manager.spawnSession({ prompt: "hello" });
        ids.push(...(isTraced ? await inSpan("one", ask) : await ask()).sessionIds);
      }
      await manager.wait(ids, ENOUGH);
    });
    assert.deepEqual(told.toSorted(), order.toSorted());
  });

  it("is that of an agent for each of its processes, whoever prompts it", async () => {
    const told = await toldOf({ maxAgents: 1 }, async (manager) => {
      const { sessionIds } = await inSpan("mine", () => manager.spawnSession({ prompt: "hello" }));
      await manager.wait(sessionIds, ENOUGH);
      const other = await manager.spawnSession({ prompt: "hello" });
      await manager.wait(other.sessionIds, ENOUGH);
      await manager.sendPrompt(sessionIds[0] ?? "", "again");
      await manager.wait(sessionIds, ENOUGH);
    });
    assert.deepEqual(told, [true, false, true]);
  });
});
