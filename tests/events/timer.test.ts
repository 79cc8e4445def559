// One timer for many deadlines: when it looks, and how seldom it is started.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Timer } from "../../lib/events/timer.ts";
import { withTime } from "../support/time.ts";

it("looks when the nearest deadline is there, and is not started anew for later ones", () =>
  withTime((time) => {
    const looked: number[] = [];
    const begun = performance.now();
    const timer = new Timer(() => looked.push(performance.now() - begun));
    for (const ms of [3_000, 1_000, 2_000, Number.POSITIVE_INFINITY]) timer.expect(begun + ms);
    assert.deepEqual([time.waiting, time.started], [1, 2]);
    time.pass(10_000);
    assert.deepEqual([looked, time.waiting], [[1_000], 0]);
    // Who looks says what is next; a deadline that has passed is looked at at once.
    timer.expect(begun + 5_000);
    time.pass(0);
    assert.deepEqual(looked, [1_000, 10_000]);
    timer.expect(begun + 20_000);
    timer.stop();
    time.pass(100_000);
    assert.equal(looked.length, 2);
  }));
