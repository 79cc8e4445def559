// The runner of the host's callbacks: how many at once, and what becomes of answers and of what is cancelled.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { echo, frame, play, thenable, turn } from "../support/callback-runner.ts";

const AT_ONCE = 64;
const WAITING = 1_024;

describe("The runner", () => {
  it("runs 64 at once over all kinds, lets 1,024 wait, and refuses the next at once", async () => {
    const { runner, asked, answers, failures, open } = play();
    for (let index = 0; index < AT_ONCE + WAITING; index += 1)
      runner.ask(frame(`q${index}`, index % 2 === 0 ? "slow" : "other"));
    assert.deepEqual([asked.size, answers.length], [AT_ONCE, 0]);
    runner.ask(frame("one too many"));
    assert.deepEqual(
      answers.map(({ request_id, subtype }) => [request_id, subtype]),
      [["one too many", "error"]],
    );
    assert.match(failures.join(), /the slow: Too many at once: 64 are running and 1024 are waiting/);
    // The oldest that waits is next, and in the end all have one answer.
    let index = 0;
    for (; asked.size > index || answers.length <= AT_ONCE + WAITING; index += 1) {
      asked.get(`q${index}`)?.resolve({ index });
      await undefined;
      await undefined;
      assert.equal(asked.size, Math.min(AT_ONCE + index + 1, AT_ONCE + WAITING));
    }
    assert.deepEqual(new Set(answers.map(({ request_id: id }) => id)).size, AT_ONCE + WAITING + 1);
    assert.deepEqual(open, [1, 0], "the session hears when questions are open, and when none is");
  });

  it("frees the place of a running one that is cancelled, and aborts its signal", () => {
    const { runner, asked, answers } = play();
    for (let index = 0; index <= AT_ONCE; index += 1) runner.ask(frame(`q${index}`));
    const { signal } = asked.get("q7")?.context ?? assert.fail();
    assert.equal(asked.has(`q${AT_ONCE}`), false);
    const reason = new Error("no longer");
    runner.cancel("q7", reason);
    assert.deepEqual([signal.aborted, signal.reason, asked.has(`q${AT_ONCE}`)], [true, reason, true]);
    assert.deepEqual(answers, [], "what is cancelled has no answer");
  });

  it("never runs one that was cancelled while it waited", () => {
    const { runner, asked } = play();
    for (let index = 0; index < AT_ONCE + 2; index += 1) runner.ask(frame(`q${index}`));
    runner.cancel(`q${AT_ONCE}`);
    runner.cancel("q0");
    runner.cancel("q1");
    assert.deepEqual([asked.has(`q${AT_ONCE}`), asked.has(`q${AT_ONCE + 1}`)], [false, true]);
    runner.cancel("nobody");
  });

  it("cancels all at once: none that waits is run, none is answered, all signals say why", async () => {
    const { runner, asked, answers, open } = play();
    for (let index = 0; index < AT_ONCE * 2; index += 1) runner.ask(frame(`q${index}`));
    const signals = [...asked.values()].map(({ context }) => context.signal);
    const reason = new Error("it ends");
    runner.cancelAll(reason);
    for (const { resolve } of asked.values()) resolve({});
    await turn();
    assert.equal(asked.size, AT_ONCE);
    assert.ok(signals.every((signal) => signal.aborted && signal.reason === reason));
    assert.deepEqual([answers, open.at(-1)], [[], 0]);
  });

  it("makes a signal when somebody looks, and one that is right when that is late", async () => {
    const real = globalThis.AbortController;
    let made = 0;
    globalThis.AbortController = class extends real {
      constructor() {
        super();
        made += 1;
      }
    };
    try {
      const { runner, asked } = play();
      for (const id of ["answered", "cancelled", "watched"]) runner.ask(frame(id));
      assert.equal(made, 0);
      asked.get("answered")?.resolve({});
      await turn();
      const reason = new Error("no longer");
      runner.cancel("cancelled", reason);
      assert.equal(made, 0, "an end needs none");
      const signal = (id: string): AbortSignal => asked.get(id)?.context.signal ?? assert.fail();
      // As in the official SDK: what has been answered was not cancelled.
      assert.deepEqual([signal("watched").aborted, signal("answered").aborted], [false, false]);
      assert.deepEqual([signal("cancelled").aborted, signal("cancelled").reason], [true, reason]);
      assert.equal(made, 3, "and each has one");
    } finally {
      globalThis.AbortController = real;
    }
  });
});

describe("An answer", () => {
  it("is sent at once by a callback that is not async, and later by one that is, or is thenable", async () => {
    const { runner, answers } = play({
      sync: echo({ ask: () => ({ by: "sync" }) }),
      async: echo({ ask: async () => ({ by: "async" }) }),
      thenable: echo({
        ask: () => thenable((resolve) => resolve({ by: "thenable" })),
      }),
    });
    runner.ask(frame("1", "sync"));
    assert.deepEqual(answers, [{ subtype: "success", response: { by: "sync" }, request_id: "1" }]);
    runner.ask(frame("2", "async"));
    runner.ask(frame("3", "thenable"));
    await turn();
    assert.deepEqual(
      answers.map(({ response }) => response),
      [{ by: "sync" }, { by: "thenable" }, { by: "async" }],
    );
  });

  it("that is null is none: the question is over, and nothing is sent", () => {
    const { runner, answers, open } = play({ other: echo({ ask: () => null }) });
    runner.ask(frame("1", "other"));
    assert.deepEqual([answers, open], [[], [1, 0]]);
  });

  it("is given once: a question that comes again while it is open waits, and then has the same answer", async () => {
    const { runner, asked, lines } = play();
    runner.ask(frame("1"));
    runner.ask(frame("1"));
    runner.refuse("1");
    assert.deepEqual([asked.size, lines.length], [1, 0]);
    asked.get("1")?.resolve({ is: "one" });
    await turn();
    runner.ask(frame("1"));
    runner.refuse("1");
    assert.deepEqual([asked.size, lines.length, new Set(lines).size], [1, 3, 1]);
  });

  it("that comes after the question was cancelled goes nowhere", async () => {
    const { runner, asked, answers, failures } = play();
    for (const id of ["1", "2"]) runner.ask(frame(id));
    runner.cancel("1");
    runner.cancel("2");
    asked.get("1")?.resolve({});
    asked.get("2")?.reject(new Error("too late"));
    await turn();
    assert.deepEqual([answers, failures], [[], []]);
  });

  it("is an error for a kind that nobody can answer, or nobody knows, or that says no kind", () => {
    const { runner, answers } = play({ none: "nothing is registered" });
    runner.ask(frame("1", "none"));
    runner.ask(frame("2", "toString"));
    runner.refuse("3");
    assert.deepEqual(answers, [
      { subtype: "error", error: 'Cannot answer "none": nothing is registered', request_id: "1" },
      {
        subtype: "error",
        error: "Unsupported control request subtype: toString",
        error_code: "unsupported_request",
        request_id: "2",
      },
      { subtype: "error", error: 'The request has no "subtype"', request_id: "3" },
    ]);
  });
});
