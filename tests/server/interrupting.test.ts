// claude_interrupt_agent with the real CLI: the turn ends, whenever it comes, and the agent takes more prompts.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { caller } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();

describe("claude_interrupt_agent", { timeout: 300_000 }, () => {
  let server: ServerProcess;
  before(async () => {
    server = await startServerProcess(await claude.started());
  });
  after(() => server.stop());

  it("stops what an agent is doing, also when it came too early, and it goes on with the next prompt", async () => {
    const { call, close } = await caller(server.url);
    const asked = claude.model.requests.length;
    const [id = ""] = (await call("spawn_agent", { prompt: "mock:hang" })).data.session_ids;
    // The process is still starting, or has just begun.
    const early = await call("interrupt_agent", { session_id: id });
    assert.equal(early.isError, false, early.text);
    const { still_queued: waiting } = early.data as unknown as { still_queued: string[] };
    assert.equal(
      /1 prompt that had not begun may still run/.test(early.text),
      waiting.length === 1,
      early.text,
    );
    if (waiting.length === 1) {
      // Claude Code may have counted one that it has dropped: that turn ends without the model.
      const isAsked = (): boolean => claude.model.requests.length > asked;
      const hasDropped = async (): Promise<boolean> =>
        (await call("wait_agents", { session_ids: [id], timeout_ms: 0 })).data.agents[0]?.state === "idle";
      await until(async () => isAsked() || (await hasDropped()), "the model is asked", 120_000);
      const late = await call("interrupt_agent", { session_id: id });
      assert.deepEqual((late.data as unknown as { still_queued: string[] }).still_queued, [], late.text);
    }
    const waited = await call("wait_agents", { session_ids: [id], timeout_ms: 45_000 });
    assert.equal(waited.data.agents[0]?.state, "idle", waited.text);
    // Without a directive of its own the model would go on with the one that it has not answered.
    const next = {
      session_id: id,
      prompt: 'Go on [[mock: [{ "text": "ON-AGAIN" }] ]]',
      await_completion_ms: 45_000,
    };
    assert.equal((await call("send_agent_prompt", next)).data.agent.last_result?.text, "ON-AGAIN");
    await close();
  });
});
