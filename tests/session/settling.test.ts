// When a session has settled although the CLI does not say all there is to say, and what a query warns of.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { type Options, query, type SDKUserMessage } from "../../lib/index.ts";
import { initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { until } from "../support/until.ts";

/** So long a session waits for a message of which it knows nothing. */
const SETTLE_ANYWAY_MS = 5_000;
const prompted = { expect: { type: "user" } };
const uuid = "aaaaaaaa-1111-4222-8333-444444444444";
const repeated: SDKUserMessage = {
  type: "user",
  message: { role: "user", content: "hi" },
  parent_tool_use_id: null,
  uuid,
};
const lifecycle = (state: string, id = uuid) => ({ type: "command_lifecycle", command_uuid: id, state });

describe("A session settles", { concurrency: true }, () => {
  it("when a message comes twice, of which the CLI says nothing", { timeout: 60_000 }, async () => {
    const turn = [
      lifecycle("started"),
      initFrame(),
      resultFrame("ok"),
      lifecycle("completed"),
      stateFrame("idle"),
    ];
    const steps = [prompted, { emit: turn }, prompted];
    await withScript({ steps }, async (options) => {
      let again = (): void => undefined;
      const idle = new Promise<void>((resolve) => (again = resolve));
      async function* prompts() {
        yield repeated;
        await idle;
        yield repeated;
      }
      const running = query(prompts(), options);
      let late = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      running.on("activity", (activity) => {
        if (activity !== "idle") return;
        again();
        timer ??= setTimeout(() => (late = true), SETTLE_ANYWAY_MS);
      });
      await running.result();
      clearTimeout(timer);
      assert.equal(late, false, "it was waited for");
    });
  });

  it("when the CLI tells neither its state nor what became of the message", { timeout: 60_000 }, async () => {
    const others = lifecycle("started", "of somebody else");
    const steps = [prompted, { emit: [initFrame(), others, resultFrame("ok")] }];
    await withScript({ steps }, async (options) => {
      const types: string[] = [];
      for await (const { type } of query("hello", options)) types.push(type);
      assert.deepEqual(types, ["system", "command_lifecycle", "result"]);
    });
  });
});

describe("A query", () => {
  it("warns of options that are none, once", { timeout: 60_000 }, async () => {
    const heard: string[] = [];
    const listen = ({ name, message }: Error): void => void heard.push(`${name}: ${message}`);
    process.on("warning", listen);
    await withScript({}, async (options) => {
      for (let time = 0; time < 2; time += 1)
        await query("hello", { ...options, maxTurn: 3 } as Options).result();
    });
    // Warnings are emitted in a turn of the event loop of their own.
    await until(() => heard.length > 0, "nothing was warned of");
    process.off("warning", listen);
    assert.deepEqual(
      heard.filter((text) => text.startsWith("ClaudeAgentWarning")),
      ['ClaudeAgentWarning: "maxTurn" is not an option and has no effect; did you mean "maxTurns"?'],
    );
  });
});
