// A signal that is made when somebody looks, and is a field of its own all the same.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Cancellation, withSignal } from "../../lib/events/cancellation.ts";

it("makes one signal, which says why, whether somebody looks before or after", () => {
  const [early, late] = [new Cancellation(), new Cancellation()];
  const { signal } = early;
  assert.deepEqual([signal.aborted, early.isCancelled], [false, false]);
  for (const each of [early, late]) {
    each.cancel("the reason");
    each.cancel("another");
    assert.deepEqual([each.isCancelled, each.signal.aborted, each.signal.reason], [true, true, "the reason"]);
  }
  assert.equal(early.signal, signal);
});

it("gives the signal of its own call with whatever a callback gets, also to who copies it", () => {
  const calls = [new Cancellation(), new Cancellation()];
  const [first, second] = calls.map((call) => withSignal(call, { name: "given" }));
  calls[1]?.cancel("the reason");
  const copy = { ...first, more: true };
  assert.deepEqual(Object.keys(copy), ["name", "signal", "more"]);
  assert.equal(copy.signal, calls[0]?.signal);
  assert.deepEqual([copy.signal?.aborted, second?.signal.reason], [false, "the reason"]);
});

it("leaves a plain object, whose signal is there for who wraps it or inherits from it", () => {
  const call = new Cancellation();
  const given = withSignal(call, { name: "given" });
  assert.deepStrictEqual(given, { name: "given", signal: call.signal });
  assert.equal(new Proxy(given, {}).signal, call.signal);
  assert.equal((Object.create(given) as typeof given).signal, call.signal);
  assert.equal(Object.getPrototypeOf(given), Object.prototype);
});
