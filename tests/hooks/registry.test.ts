// What the CLI is told about hooks, and how one is run for it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { HOOK_EVENT_NAMES } from "../../lib/generated/names.ts";
import { HOOK_EVENTS, type HookCallback, type HookInput } from "../../lib/hooks/events.ts";
import { Hooks } from "../../lib/hooks/registry.ts";
import { hookRequest, register } from "../support/hooks.ts";

const nothing: HookCallback = async () => ({});

describe("HOOK_EVENTS", () => {
  it("HOOK_EVENTS has every event once, and every event of a recorded session is one of them", () => {
    assert.deepEqual([...HOOK_EVENTS].toSorted(), [...HOOK_EVENT_NAMES].toSorted());
    const file = path.join(import.meta.dirname, "../recorded/07-hooks-all-events.jsonl");
    const seen = [...readFileSync(file, "utf8").matchAll(/"hook_event_name":"(\w+)"/g)].map(
      ([, name]) => name,
    );
    assert.ok(seen.length > 10);
    assert.deepEqual(
      seen.filter((name) => !(HOOK_EVENTS as readonly (string | undefined)[]).includes(name)),
      [],
    );
  });
});

describe("Hooks.fields", () => {
  it("fields number the hooks over all events in the order given, and leaves out what was not given", () => {
    const hooks = new Hooks({
      Stop: [{ hooks: [nothing] }],
      PreToolUse: [
        { matcher: "Bash", hooks: [nothing, nothing], timeout: 30, onFailure: "block" },
        { matcher: "", hooks: [nothing], timeout: 0 },
      ],
      PostToolUse: [],
      Setup: [{ hooks: [] }],
      UserPromptSubmit: [{ hooks: [nothing] }],
    });
    // JSON, because the order of the events counts.
    assert.equal(
      JSON.stringify(hooks.fields),
      JSON.stringify({
        Stop: [{ hookCallbackIds: ["hook_0"] }],
        PreToolUse: [
          { matcher: "Bash", hookCallbackIds: ["hook_1", "hook_2"], timeout: 30, onFailure: "block" },
          { matcher: "", hookCallbackIds: ["hook_3"], timeout: 0 },
        ],
        Setup: [{ hookCallbackIds: [] }],
        UserPromptSubmit: [{ hookCallbackIds: ["hook_4"] }],
      }),
    );
  });
});

describe("A hook's time-out", () => {
  it("that JSON or a timer of the CLI cannot hold is announced as the longest one that they can", () => {
    for (const timeout of [Number.POSITIVE_INFINITY, 1e12]) {
      const { fields } = new Hooks({ Stop: [{ hooks: [nothing], timeout }] });
      assert.deepEqual(fields["Stop"], [{ hookCallbackIds: ["hook_0"], timeout: 2_147_483 }]);
    }
  });
});

describe("Hooks.handle()", () => {
  it("handle() calls the hook that the id means with input, tool use id and a signal", async () => {
    const calls: unknown[] = [];
    const spy =
      (name: string): HookCallback =>
      async (input: HookInput, toolUseID, { signal }) => {
        calls.push([name, input.hook_event_name, toolUseID, signal.aborted]);
        return { reason: name };
      };
    const { hooks } = register({
      PreToolUse: [{ hooks: [spy("a"), spy("b")] }],
      Stop: [{ hooks: [spy("c")] }],
    });
    const open = new AbortController().signal;
    assert.deepEqual(await hooks.handle(hookRequest("PreToolUse", "hook_1"), open), { reason: "b" });
    const noTool = { ...hookRequest("Stop", "hook_2"), tool_use_id: null };
    assert.deepEqual(await hooks.handle(noTool, open), { reason: "c" });
    assert.deepEqual(calls, [
      ["b", "PreToolUse", "toolu_1", false],
      ["c", "Stop", undefined, false],
    ]);
  });

  it("handle() gives newer fields on unchanged, drops undefined ones, and takes undefined as nothing to say", async () => {
    const newer = {
      future: { deep: [1, null] },
      hookSpecificOutput: { hookEventName: "PreToolUse", newer: 2 },
    };
    const answers = [
      newer,
      { reason: "x", stopReason: undefined },
      undefined,
      { async: true, asyncTimeout: 5 },
    ];
    const { hooks, errors } = register({
      PreToolUse: [{ hooks: answers.map((answer) => (async () => answer) as unknown as HookCallback) }],
    });
    const got: unknown[] = [];
    for (const index of answers.keys()) {
      const signal = new AbortController().signal;
      got.push(await hooks.handle(hookRequest("PreToolUse", `hook_${index}`), signal));
    }
    assert.deepEqual(got, [newer, { reason: "x" }, {}, { async: true, asyncTimeout: 5 }]);
    assert.deepEqual(errors, []);
  });

  it("handle() takes a hook that is no async function", async () => {
    const { hooks } = register({
      Stop: [{ hooks: [(() => ({ reason: "at once" })) as unknown as HookCallback] }],
    });
    const answer = await hooks.handle(hookRequest("Stop"), new AbortController().signal);
    assert.deepEqual(answer, { reason: "at once" });
  });

  it("handle() aborts the hook's signal with the session's reason, and that is no fault of the hook", async () => {
    const reason = new Error("the session ended");
    const session = new AbortController();
    const reasons: unknown[] = [];
    const heeding: HookCallback = (_input, _id, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reasons.push(signal.reason);
          reject(new Error("stopped"));
        });
      });
    const { hooks, errors } = register({ PreToolUse: [{ hooks: [heeding] }] });
    const answer = hooks.handle(hookRequest("PreToolUse"), session.signal);
    session.abort(reason);
    await assert.rejects(answer);
    assert.deepEqual(reasons, [reason]);
    assert.deepEqual(errors, []);
  });

  it("handle() waits no longer for a hook that does not heed its signal", { timeout: 60_000 }, async () => {
    const session = new AbortController();
    const { hooks } = register({ PreToolUse: [{ hooks: [() => new Promise(() => undefined)] }] });
    const answer = hooks.handle(hookRequest("PreToolUse"), session.signal);
    session.abort(new Error("the session ended"));
    await assert.rejects(answer);
  });
});
