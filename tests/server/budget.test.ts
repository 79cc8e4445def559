import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { beginningOf, fitting, shares, sizeOf } from "../../server/tools/budget.ts";

const text = fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: "binary", maxLength: 300 }));

describe("What fits into an answer", () => {
  it("the beginning of a text takes no more than its room, loses no half of a character, and is as long as can be", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 400 }), (whole, room) => {
        const cut = beginningOf(whole, room);
        assert.ok(whole.startsWith(cut));
        assert.ok(sizeOf(cut) <= room, `${sizeOf(cut)} in ${room}`);
        if (cut.length < whole.length) {
          assert.ok(!/[\ud800-\udbff]$/.test(cut) || !/^[\udc00-\udfff]/.test(whole.slice(cut.length)));
          // Characters take up to six in JSON, and a pair of halves twelve.
          assert.ok(room - sizeOf(cut) <= room / 2 + 12, `${sizeOf(cut)} of ${room}`);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it("items fit as long as there is room, and one always does", () => {
    assert.equal(fitting(["aa", "bb", "cc"], 10), 2);
    assert.equal(fitting(["a".repeat(100), "b"], 10), 1);
    assert.equal(fitting([], 10), 0);
  });

  it("short needs are met, and the long ones share the rest alike", () => {
    assert.deepEqual(shares([10, 1_000, 1_000], 110), [10, 50, 50]);
    assert.deepEqual(shares([1, 2, 3], 100), [1, 2, 3]);
    assert.deepEqual(shares([5, 5], -1), [0, 0]);
    fc.assert(
      fc.property(fc.array(fc.nat(1_000)), fc.integer({ min: -10, max: 5_000 }), (needs, room) => {
        const given = shares(needs, room);
        assert.ok(given.every((each, index) => each >= 0 && each <= (needs[index] ?? 0)));
        assert.ok(given.reduce((sum, each) => sum + each, 0) <= Math.max(0, room));
        const short = given.filter((each, index) => each < (needs[index] ?? 0));
        // Who gets less than it needs gets as much as anybody else.
        assert.ok(short.every((each) => each + 1 >= Math.max(0, ...given)));
      }),
    );
  });
});
