// A callback runs in the context of whoever asked for its agent, whoever's call, end or idleness started the process.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, it } from "node:test";
import { AgentManager, type AgentManagerOptions, type HookCallback, type Options } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { ready, sparesOf } from "../support/spares.ts";
import { LONG_MS } from "../support/until.ts";

const context = new AsyncLocalStorage<string>();
const ENOUGH = { timeoutMs: LONG_MS };
const frame = { uuid: "$uuid", session_id: "$session_id" };

/** A turn in which the CLI asks for a permission and calls a hook. */
const TURN: ScriptedStep[] = [
  { expect: { type: "user" } },
  { emit: initFrame() },
  ...[
    { subtype: "can_use_tool", tool_name: "Bash", input: {}, tool_use_id: "call" },
    { subtype: "hook_callback", callback_id: "hook_0", input: { hook_event_name: "PreToolUse" } },
  ].flatMap((request): ScriptedStep[] => [
    { emit: { type: "control_request", request_id: request.subtype, request } },
    { expect: { type: "control_response" } },
  ]),
  { emit: resultFrame("done") },
  {
    emit: { type: "system", subtype: "session_state_changed", state: "idle", sdk_host_only: true, ...frame },
  },
];

/** The contexts of callbacks, in the order in which these were called. */
async function seenIn(
  more: AgentManagerOptions,
  use: (ask: (who: string) => Promise<string>, manager: AgentManager) => Promise<unknown>,
): Promise<unknown[]> {
  const seen: unknown[] = [];
  const hook: HookCallback = async () => {
    seen.push(context.getStore());
    return {};
  };
  const callbacks: Options = {
    canUseTool: async () => {
      seen.push(context.getStore());
      return { behavior: "allow" };
    },
    hooks: { PreToolUse: [{ hooks: [hook] }] },
  };
  const disposed = disposing();
  await withScript({ steps: [{ repeat: 9, steps: TURN }] }, async (options) => {
    const manager = disposed(new AgentManager({ options: { ...options, ...callbacks }, ...more }));
    const ask = (who: string): Promise<string> =>
      context.run(who, async () => (await manager.spawnSession({ prompt: "hello" })).sessionIds[0] ?? "");
    await use(ask, manager);
    await manager.shutdown();
  });
  return seen;
}

describe("The caller's context", { timeout: 8 * LONG_MS }, () => {
  it("is that of the callbacks of an agent whose place another's idleness frees", async () => {
    const seen = await seenIn({ maxAgents: 1 }, async (ask, manager) => {
      const ids = [await ask("one"), await ask("two"), await ask("three")];
      for (const id of ids) await manager.wait(id, ENOUGH);
    });
    assert.deepEqual(seen, ["one", "one", "two", "two", "three", "three"]);
  });

  it("is that of the callbacks of an agent that a spare process has become", async () => {
    const seen = await seenIn({ spares: 1, maxAgents: 3 }, async (ask, manager) => {
      await ready(manager, 1);
      for (const [hits, who] of ["one", "two"].entries()) {
        await manager.wait(await ask(who), ENOUGH);
        assert.equal(sparesOf(manager).hits, hits + 1);
        await ready(manager, 1);
      }
    });
    assert.deepEqual(seen, ["one", "one", "two", "two"]);
  });

  it("is that of who asked for the agent, not of who prompts it", async () => {
    const seen = await seenIn({ maxAgents: 1 }, async (ask, manager) => {
      const id = await ask("one");
      await manager.wait(id, ENOUGH);
      const other = await ask("two");
      await manager.wait(other, ENOUGH);
      await context.run("three", () => manager.sendPrompt(id, "again"));
      await manager.wait(id, ENOUGH);
    });
    assert.deepEqual(seen, ["one", "one", "two", "two", "one", "one"]);
  });
});
