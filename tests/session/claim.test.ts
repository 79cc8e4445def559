// Whatever a CLI answers to a claim, or does not, whoever waits for it hears of that in time.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager, type Options, prewarm, type Query, type SpareProcess } from "../../lib/index.ts";
import type { ScriptedConversation } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { ready } from "../support/spares.ts";
import { LONG_MS } from "../support/until.ts";

/** With a callback a prompt is sent once the CLI has taken the callbacks. */
const ASKING: Options = { canUseTool: async () => ({ behavior: "deny", message: "No" }) };
/** Shorter than what a request may otherwise take; a process must be ready within it. */
const SHORT_MS = 5_000;

async function claimed(
  conversation: ScriptedConversation,
  use: (spare: SpareProcess, query: Query) => Promise<unknown>,
): Promise<void> {
  await withScript(conversation, async (options) => {
    const given = { ...options, ...ASKING, initializeTimeoutMs: SHORT_MS };
    const spare = await prewarm({ options: given });
    try {
      await use(spare, spare.claim({ prompt: "hello", options: { cwd: process.cwd(), model: "opus" } }));
    } finally {
      spare.close();
      await spare.exited;
    }
  });
}

describe("A claim", { timeout: 4 * LONG_MS }, () => {
  const disposed = disposing();

  for (const [what, answer] of Object.entries({ nothing: {}, "null for it": { initialize: null } }))
    it(`holds when the CLI announces ${what}: what it announced before is true`, async () => {
      await claimed(
        { answer: { claim_session: { cwd: "/", session_id: "id", ...answer } } },
        async (spare, query) => {
          assert.equal((await query.result()).subtype, "success");
          assert.equal((await query.initializationResult()).output_style, "default");
          assert.equal((await spare.claimed).cwd, "/");
        },
      );
    });

  it("holds for an agent of a manager, which has its prompt answered", async () => {
    await withScript({}, async (options) => {
      const manager = disposed(new AgentManager({ spares: 1, options: { ...options, ...ASKING } }));
      await ready(manager, 1);
      const { sessionIds } = await manager.spawnSession({ prompt: "hello" });
      const { agents } = await manager.wait(sessionIds, { timeoutMs: LONG_MS });
      assert.equal(agents[0]?.lastResult?.text, "hello");
      assert.equal(manager.metrics().spares?.hits, 1);
      await manager.shutdown();
    });
  });

  it("fails within the time of initialize when the CLI does not answer", async () => {
    const silences = ["claim_session", "set_model"].map((silent) =>
      claimed({ silent: [silent] }, async (spare, query) => {
        const began = performance.now();
        const code = "control_timeout";
        const results = await Promise.allSettled([
          spare.claimed,
          query.result(),
          query.initializationResult(),
        ]);
        assert.deepEqual([silent, (results[0] as PromiseRejectedResult).reason?.code], [silent, code]);
        assert.equal((results[1] as PromiseRejectedResult).reason?.code, code);
        assert.ok(performance.now() - began < 4 * SHORT_MS);
      }),
    );
    await Promise.all(silences);
  });

  it("fails with the process", async () => {
    const expect = { type: "control_request", request: { subtype: "claim_session" } };
    const conversation = { scripted: ["claim_session"], steps: [{ expect }, { exit: 3 }] };
    await claimed(conversation, async (spare, query) => {
      await assert.rejects(spare.claimed, { code: "process_exited" });
      await assert.rejects(query.result(), { code: "process_exited" });
    });
  });
});
