// Hooks that throw, hang or do not exist: what matters is refused, and nobody outside reads the host's error.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { HOOK_EVENTS, type HookCallback } from "../../lib/hooks/events.ts";
import { fault } from "../support/fault.ts";
import { DENIED, FAILED, hookRequest, open, outcomeOf, RefusedError, register } from "../support/hooks.ts";
import { timersOf } from "../support/timers.ts";
import { until } from "../support/until.ts";

const SECRET = "SECRET of the host";

const throwing: Record<string, HookCallback> = {
  "throws an Error": () => {
    throw new Error(SECRET);
  },
  "throws null": () => {
    throw null;
  },
  rejects: () => Promise.reject(new Error(SECRET)),
  "rejects with a text": () => Promise.reject(SECRET),
};

describe("A hook that throws", () => {
  for (const [how, callback] of Object.entries(throwing)) {
    fault(
      `F39: a hook ${how}: no to tools and permissions, an error to the rest, the real one stays here`,
      async () => {
        for (const event of HOOK_EVENTS) {
          const { hooks, errors } = register({ [event]: [{ hooks: [callback] }] });
          assert.deepEqual(await outcomeOf(hooks, event), DENIED[event] ?? FAILED, event);
          assert.equal(errors.length, 1);
          assert.equal(errors[0]?.[0], event);
          if (how !== "throws null") assert.match(String(errors[0][1]), /SECRET/);
        }
      },
    );
  }

  fault('F39: with onFailure "block" the request fails, with a fixed text', async () => {
    for (const callback of Object.values(throwing)) {
      const { hooks, errors } = register({ UserPromptSubmit: [{ hooks: [callback], onFailure: "block" }] });
      await assert.rejects(hooks.handle(hookRequest("UserPromptSubmit"), open()), (error: unknown) => {
        assert.ok(error instanceof RefusedError);
        assert.doesNotMatch(`${error.message}${error.stack}${String(error.cause)}`, /SECRET/);
        return true;
      });
      assert.equal(errors.length, 1);
    }
  });

  fault("F39: a hook before a tool that blocks never lets the tool run", async () => {
    const { hooks } = register({
      PreToolUse: [{ hooks: [() => Promise.reject(new Error(SECRET))], onFailure: "block" }],
    });
    const outcome = await hooks.handle(hookRequest("PreToolUse"), open()).catch((error: unknown) => error);
    const denied = /"permissionDecision":"deny"/.test(JSON.stringify(outcome));
    assert.ok(outcome instanceof RefusedError || denied, String(outcome));
  });
});

describe("A hook that is slow", () => {
  const hang =
    (seen: { signal?: AbortSignal }): HookCallback =>
    (_input, _id, { signal }) => {
      seen.signal = signal;
      return new Promise(() => undefined);
    };

  fault("F40: a hook that never answers is refused after the matcher's seconds", async () => {
    const seen: { signal?: AbortSignal } = {};
    const matcher = { hooks: [hang(seen)], timeout: 0.1 };
    const { hooks, errors } = register({ PreToolUse: [matcher], Stop: [matcher] });
    const begun = performance.now();
    const outcome = await outcomeOf(hooks, "PreToolUse");
    const ms = performance.now() - begun;
    assert.ok(ms >= 90, `${ms} ms`);
    assert.deepEqual(outcome, DENIED.PreToolUse);
    assert.equal(seen.signal?.aborted, true);
    assert.match(String(errors[0]?.[1]), /100 ms/);
    assert.deepEqual(await outcomeOf(hooks, "Stop", "hook_1"), FAILED);
  });

  fault("F40: without a timeout of its own a hook has 60 seconds", async () => {
    const { hooks } = register({ Stop: [{ hooks: [async () => ({})] }] });
    const lengths = await timersOf(async () => void (await hooks.handle(hookRequest("Stop"), open())));
    assert.deepEqual(lengths, [60_000]);
  });

  fault("F40: a hook may take the seconds that its matcher gives it, also more than a minute", async () => {
    const { hooks } = register({ Stop: [{ hooks: [async () => ({})], timeout: 600 }] });
    const lengths = await timersOf(async () => void (await hooks.handle(hookRequest("Stop"), open())));
    assert.deepEqual(lengths, [600_000]);
  });

  fault("F40: what a hook answers or throws too late is ignored", async () => {
    let settled = 0;
    const late =
      (settle: () => Promise<object>): HookCallback =>
      (_input, _id, { signal }) =>
        new Promise<object>((resolve) => {
          signal.addEventListener("abort", () =>
            setTimeout(() => {
              resolve(settle());
              settled += 1;
            }, 20),
          );
        });
    const approves = late(async () => ({ decision: "approve" }));
    const rejects = late(() => Promise.reject(new Error("late")));
    const { hooks, errors } = register({ PreToolUse: [{ hooks: [approves, rejects] }] }, 50);
    for (const id of ["hook_0", "hook_1"]) {
      const outcome = await outcomeOf(hooks, "PreToolUse", id);
      assert.deepEqual(outcome, DENIED.PreToolUse);
    }
    await until(() => settled === 2, "they never answered");
    assert.equal(errors.length, 2);
  });

  fault("F40: a timeout of 0 is none, as for the CLI", async () => {
    const slow: HookCallback = () => new Promise((resolve) => setTimeout(resolve, 50, { reason: "x" }));
    const { hooks, errors } = register({ Stop: [{ hooks: [slow], timeout: 0 }] });
    assert.deepEqual(await hooks.handle(hookRequest("Stop"), open()), { reason: "x" });
    assert.deepEqual(errors, []);
  });

  fault("F40: a limit beyond what timers can hold is no limit of one millisecond", async () => {
    for (const maxMs of [Number.POSITIVE_INFINITY, 2 ** 31]) {
      const { hooks, errors } = register(
        { Stop: [{ hooks: [() => new Promise((resolve) => setTimeout(resolve, 50, { reason: "x" }))] }] },
        maxMs,
      );
      assert.deepEqual(await hooks.handle(hookRequest("Stop"), open()), { reason: "x" });
      assert.deepEqual(errors, []);
    }
  });

  fault("F41: 64 hooks at once: each runs at once and gets its own answer, the last first", async () => {
    const answer: (() => void)[] = [];
    const callbacks = Array.from(
      { length: 64 },
      (_, index): HookCallback =>
        () =>
          new Promise((resolve) => {
            answer[index] = () => resolve({ reason: `${index}` });
          }),
    );
    const { hooks, errors } = register({ PreToolUse: [{ hooks: callbacks }] });
    const order: number[] = [];
    const answers = callbacks.map(async (_, index) => {
      const given = await hooks.handle(hookRequest("PreToolUse", `hook_${index}`), open());
      order.push(index);
      return given;
    });
    await until(() => answer.length === 64, "they ran one after the other");
    for (const give of answer.toReversed()) give();
    assert.deepEqual(
      await Promise.all(answers),
      callbacks.map((_, index) => ({ reason: `${index}` })),
    );
    assert.deepEqual(
      order,
      callbacks.map((_, index) => 63 - index),
    );
    assert.deepEqual(errors, []);
  });
});

describe("A hook that does not exist", () => {
  fault(
    "F43: an unknown callback id is an error, also when it is the name of something on every object",
    async () => {
      const { hooks } = register({ PreToolUse: [{ hooks: [async () => ({})] }] });
      for (const id of ["hook_1", "hook_", "", "toString", "__proto__"])
        await assert.rejects(hooks.handle(hookRequest("PreToolUse", id), open()), RefusedError, id);
    },
  );
});
