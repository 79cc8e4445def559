// The last words of an agent are those for the prompt that is at work, and none before there are any.
import assert from "node:assert/strict";
import { it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { LONG_MS } from "../support/until.ts";

const fate = (prompt: string, state: string): ScriptedFrame => ({
  type: "command_lifecycle",
  command_uuid: `$saved.${prompt}.uuid`,
  state,
  uuid: "$uuid",
  session_id: "$session_id",
});

it("a prompt that was queued shows no words of the one before, from its first moment on", async () => {
  const steps: ScriptedStep[] = [
    { expect: { type: "user" }, saveAs: "one" },
    { emit: [stateFrame("running"), fate("one", "queued"), fate("one", "started"), initFrame()] },
    { expect: { type: "user" }, saveAs: "two" },
    { emit: [fate("two", "queued"), assistantFrame("first"), resultFrame("first")] },
    { emit: [fate("one", "completed"), fate("two", "started"), initFrame()] },
    { emit: [assistantFrame("second"), resultFrame("second"), fate("two", "completed"), stateFrame("idle")] },
    { hang: true },
  ];
  await withScript({ steps }, async (options) => {
    const manager = new AgentManager({ options });
    const seen: string[] = [];
    manager.on("message", (id, _, { type }) => {
      const { lastOutput, lastResult } = manager.getSessionInfo(id, { lastOutputLines: 20 });
      seen.push(`${type}: ${lastOutput.join()} (${lastResult?.text ?? ""})`);
    });
    const [id = ""] = (await manager.spawnSession({ prompt: "one" })).sessionIds;
    await manager.sendPrompt(id, "two");
    assert.ok((await manager.wait(id, { timeoutMs: LONG_MS })).done);
    await manager.shutdown();
    assert.deepEqual(seen, [
      "system:  ()",
      "assistant: first ()",
      "result:  ()",
      "system:  ()",
      "assistant: second ()",
      "result: second (second)",
    ]);
  });
});
