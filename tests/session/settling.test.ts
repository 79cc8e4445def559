// When a session has settled although the CLI does not say all there is to say, and what a query warns of.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { type Options, query, type SDKUserMessage } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedConversation, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { type Outcome, prompted, Scene } from "../support/fault.ts";

const uuid = "aaaaaaaa-1111-4222-8333-444444444444";
const repeated: SDKUserMessage = {
  type: "user",
  message: { role: "user", content: "hi" },
  parent_tool_use_id: null,
  uuid,
};
const lifecycle = (state: string, id = uuid) => ({ type: "command_lifecycle", command_uuid: id, state });

async function ask(conversation: ScriptedConversation, more: Options = {}): Promise<Outcome> {
  const scene = new Scene();
  try {
    return await scene.askScripted(conversation, more);
  } finally {
    await scene.clear();
  }
}

describe("A session settles", () => {
  it("when a message comes twice, of which the CLI says nothing", { timeout: 30_000 }, async () => {
    const turn = [
      lifecycle("started"),
      initFrame(),
      resultFrame("ok"),
      lifecycle("completed"),
      stateFrame("idle"),
    ];
    const steps = [prompted, { emit: turn }, prompted];
    await withScript({ steps }, async (options) => {
      let wake = (): void => undefined;
      const ended = new Promise<void>((resolve) => (wake = resolve));
      async function* prompts() {
        yield repeated;
        await ended;
        yield repeated;
      }
      const begun = performance.now();
      for await (const message of query(prompts(), options)) {
        // Late enough for the session to have become idle before.
        if (message.type === "result") setTimeout(wake, 300);
      }
      assert.ok(performance.now() - begun < 4_000, "it was waited for");
    });
  });

  it("when the CLI tells neither its state nor what became of the message", { timeout: 30_000 }, async () => {
    const others = lifecycle("started", "of somebody else");
    const { types, code } = await ask({
      steps: [prompted, { emit: [initFrame(), others, resultFrame("ok")] }],
    });
    assert.deepEqual(types, ["system", "command_lifecycle", "result"]);
    assert.equal(code, undefined);
  });
});

describe("A query", () => {
  it("warns of options that are none, once", { timeout: 30_000 }, async () => {
    const heard: string[] = [];
    const listen = ({ name, message }: Error): void => void heard.push(`${name}: ${message}`);
    process.on("warning", listen);
    for (let time = 0; time < 2; time += 1) await ask({}, { maxTurn: 3 } as Options);
    // Warnings are emitted in a turn of the event loop of their own.
    const deadline = performance.now() + 2_000;
    while (heard.length === 0 && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("warning", listen);
    assert.deepEqual(
      heard.filter((text) => text.startsWith("ClaudeAgentWarning")),
      ['ClaudeAgentWarning: "maxTurn" is not an option and has no effect; did you mean "maxTurns"?'],
    );
  });
});
