import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { shortText } from "../lib/short-text.ts";

describe("shortText()", () => {
  it("leaves a short text alone, and cuts a long one to what was asked for, between characters", () => {
    const parts = fc.tuple(fc.string({ unit: "binary", maxLength: 40 }), fc.integer({ min: 2, max: 30 }));
    fc.assert(
      fc.property(parts, ([text, most]) => {
        const short = shortText(text, most);
        assert.ok(short.length <= most);
        assert.doesNotMatch(short, /\p{Surrogate}/u, "no half character");
        if (text.length <= most) return assert.equal(short, text);
        assert.equal(short.at(-1), "…");
        assert.ok(text.startsWith(short.slice(0, -1)));
        assert.ok(short.length >= most - 1);
      }),
    );
  });
});
