// Callbacks of the host that fail or are late: what the CLI is answered, and what is reported.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Failure, Kind } from "../../lib/control/kind.ts";
import { Runner } from "../../lib/control/runner.ts";
import { echo, frame, play, thenable, turn } from "../support/callback-runner.ts";
import { withTime } from "../support/time.ts";

describe("A failure", () => {
  const bad: { self?: unknown } = {};
  bad.self = bad;
  const fail = (): never => {
    throw new Error("secret");
  };
  const CASES: readonly (readonly [what: string, why: Failure, kind: Partial<Kind>])[] = [
    ["a throw", "failed", { ask: fail }],
    ["a rejection", "failed", { ask: async () => fail() }],
    [
      "a thenable that rejects",
      "failed",
      { ask: () => thenable((_resolve, reject) => reject(new Error("secret"))) },
    ],
    ["what is no answer", "invalid", { answer: fail }],
    ["an answer that JSON cannot write", "invalid", { ask: () => bad }],
    ["the same, later", "invalid", { ask: async () => ({ big: 1n }) }],
  ];
  for (const [what, why, kind] of CASES)
    it(`of the host, ${what}, is answered once with "no", and reported with the real error`, async () => {
      const order: string[] = [];
      const other = echo({ ...kind, no: (_question, given) => ({ no: given }) });
      const runner = new Runner({
        kinds: () => ({ other }),
        write: (line) => order.push(line),
        onFailure: (name) => order.push(name),
        onOpen: (count) => order.push(`${count} open`),
      });
      runner.ask(frame("1", "other"));
      await turn();
      const answer = { subtype: "success", response: { no: why }, request_id: "1" };
      assert.deepEqual(
        [order[0], JSON.parse(order[1] ?? ""), ...order.slice(2)],
        ["1 open", { type: "control_response", response: answer }, "0 open", "the other"],
        "the CLI is answered before anybody hears of it",
      );
      assert.doesNotMatch(order[1] ?? "", /secret/);
    });

  it('without a "no" of its kind is an error that says nothing of the host', () => {
    const { runner, answers, failures } = play({ other: echo({ ask: fail }) });
    runner.ask(frame("1", "other"));
    const error = 'The host\'s handler for "other" failed (request 1)';
    assert.deepEqual(answers, [{ subtype: "error", error, request_id: "1" }]);
    assert.deepEqual(failures, ["the other: secret"]);
  });
});

describe("A deadline", () => {
  it('has each that is late answered "no", in its own time, with one timer for all', () =>
    withTime(async (time) => {
      const limited = echo({
        ask: () => new Promise(() => undefined),
        timeoutMs: ({ ms }) => ms as number,
        no: (_question, why) => ({ why }),
      });
      const { runner, answers, failures } = play({ limited });
      for (const ms of [3_000, 1_000, 2_000, Number.POSITIVE_INFINITY])
        runner.ask(frame(`${ms}`, "limited", { ms }));
      assert.equal(time.waiting, 1);
      for (const [passed, late] of [
        [999, 0],
        [1, 1],
        [1_000, 2],
        [1_000, 3],
        [2 ** 31, 3],
      ] as const) {
        time.pass(passed);
        assert.equal(answers.length, late);
        assert.ok(time.waiting <= 1);
      }
      assert.deepEqual(
        answers.map(({ request_id, response }) => [request_id, response]),
        ["1000", "2000", "3000"].map((id) => [id, { why: "late" }]),
      );
      assert.match(failures[0] ?? "", /the limited did not answer within 1000 ms/);
      runner.cancelAll(undefined);
      assert.equal(time.waiting, 0, "nothing is left of it");
    }));

  it("is that of the host's own time: what waits for its turn has none yet", () =>
    withTime(async (time) => {
      const limited = echo({ ask: () => new Promise(() => undefined), timeoutMs: () => 1_000 });
      const { runner, answers } = play({ limited });
      for (let index = 0; index < 64; index += 1) runner.ask(frame(`slow ${index}`));
      runner.ask(frame("late", "limited"));
      time.pass(5_000);
      assert.deepEqual([answers.length, time.started], [0, 0]);
      runner.cancel("slow 0");
      time.pass(999);
      assert.equal(answers.length, 0);
      time.pass(1);
      assert.equal(answers.length, 1);
      runner.cancelAll(undefined);
    }));

  it("longer than a timer can be holds all the same", () =>
    withTime((time) => {
      const ms = 2 ** 31 + 1_000;
      const limited = echo({ ask: () => new Promise(() => undefined), timeoutMs: () => ms });
      const { runner, answers } = play({ limited });
      runner.ask(frame("1", "limited"));
      time.pass(ms - 1);
      assert.equal(answers.length, 0);
      time.pass(1);
      assert.equal(answers.length, 1);
    }));
});
