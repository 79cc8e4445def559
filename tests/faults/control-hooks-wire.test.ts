// F39-F43 over the wire: what a CLI is answered for hooks that fail, and what the host is told.
import assert from "node:assert/strict";
import { describe } from "node:test";
import type { HookCallbackMatcher, SessionWarning } from "../../lib/index.ts";
import {
  initFrame,
  resultFrame,
  type ScriptedFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { fault, prompted, type Scene, TOGETHER } from "../support/fault.ts";

const done: ScriptedStep = { emit: [resultFrame("done"), stateFrame("idle")] };

interface Ran {
  /** By callback id. */
  readonly answers: ReadonlyMap<string, ScriptedFrame>;
  readonly warnings: readonly SessionWarning[];
}

/** Have the CLI call these hooks of `PreToolUse`, all at once, by their ids. */
async function run(scene: Scene, ids: readonly string[], PreToolUse: HookCallbackMatcher[]): Promise<Ran> {
  const calls = ids.map((id) => ({
    type: "control_request",
    request_id: id,
    request: { subtype: "hook_callback", callback_id: id, input: { hook_event_name: "PreToolUse" } },
  }));
  const answered = { repeat: ids.length, steps: [{ expect: { type: "control_response" } }] };
  const claude = await scene.claude({ steps: [prompted, { emit: [initFrame(), ...calls] }, answered, done] });
  const session = scene.session({ pathToClaudeCodeExecutable: claude.path, hooks: { PreToolUse } });
  const warnings: SessionWarning[] = [];
  session.events.on("warning", (warning) => warnings.push(warning));
  const ended = new Promise((resolve) => session.events.once("turnEnded", resolve));
  await session.send("hello");
  await ended;
  await session.close();
  const answers = new Map<string, ScriptedFrame>();
  for (const { type, response } of await claude.stdin()) {
    const { request_id: id, ...rest } = (response ?? {}) as ScriptedFrame;
    if (type === "control_response") answers.set(String(id), rest);
  }
  return { answers, warnings };
}

const denied = (answer: ScriptedFrame | undefined): boolean =>
  answer?.["subtype"] === "success" && /"permissionDecision":"deny"/.test(JSON.stringify(answer));

describe("A CLI that calls hooks", TOGETHER, () => {
  fault(
    "F39: one that throws denies with a fixed text, and the host is told the real error",
    async (scene) => {
      const hooks = [() => Promise.reject(new Error("SECRET"))];
      const { answers, warnings } = await run(scene, ["hook_0"], [{ hooks }]);
      assert.ok(denied(answers.get("hook_0")), JSON.stringify(answers.get("hook_0")));
      assert.doesNotMatch(JSON.stringify([...answers]), /SECRET/);
      assert.deepEqual([warnings.length, warnings[0]?.code], [1, "callback_failed"]);
      assert.match(String(warnings[0]?.cause), /SECRET/);
      assert.match(warnings[0]?.message ?? "", /PreToolUse hook/);
    },
  );

  fault("F40: one that never answers denies when its time is up, and its signal says so", async (scene) => {
    let signal: AbortSignal | undefined;
    const hang: HookCallbackMatcher["hooks"][number] = (_input, _id, context) => {
      signal = context.signal;
      return new Promise(() => undefined);
    };
    const { answers, warnings } = await run(scene, ["hook_0"], [{ hooks: [hang], timeout: 0.2 }]);
    assert.ok(denied(answers.get("hook_0")));
    assert.equal(signal?.aborted, true);
    assert.match(warnings[0]?.message ?? "", /did not answer within 200 ms/);
  });

  fault(
    "F41: 100 at once, the slow and the quick, are all answered, and messages flow meanwhile",
    async (scene) => {
      const hooks = Array.from({ length: 100 }, (_, index) => async () => {
        await new Promise((resolve) => setTimeout(resolve, (index % 10) * 20));
        return { reason: `${index}` };
      });
      const ids = hooks.map((_, index) => `hook_${index}`);
      const { answers, warnings } = await run(scene, ids, [{ hooks }]);
      assert.deepEqual(
        ids.map((id) => (answers.get(id)?.["response"] as { reason?: string })?.reason),
        hooks.map((_, index) => `${index}`),
      );
      assert.deepEqual(warnings, []);
    },
  );

  fault("F42: one that answers nonsense denies", async (scene) => {
    const hooks = ["yes", null, 1n, { decision: "maybe" }].map(
      (value) => () => Promise.resolve(value as never),
    );
    const ids = hooks.map((_, index) => `hook_${index}`);
    const { answers, warnings } = await run(scene, ids, [{ hooks }]);
    for (const id of ids) assert.ok(denied(answers.get(id)), id);
    assert.equal(warnings.length, hooks.length);
  });

  fault("F43: an id that nobody has registered gets an error, and the stream goes on", async (scene) => {
    const { answers, warnings } = await run(scene, ["hook_1", "toString"], [{ hooks: [async () => ({})] }]);
    for (const id of ["hook_1", "toString"]) assert.equal(answers.get(id)?.["subtype"], "error", id);
    assert.equal(warnings.length, 2);
  });
});
