// Everything that a fuzz target has failed at some time, and the corpora that others are made from.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import "../support/leaks.ts";
import { crashesOf, fuzz, TARGETS } from "./campaign.ts";
import { minimised } from "./mutate.ts";
import { faultOf } from "./target.ts";

describe("What is fuzzed", { timeout: 120_000 }, () => {
  for (const [name, make] of Object.entries(TARGETS)) {
    it(`${name}: takes its corpus, and what it has failed at before`, async () => {
      const target = make();
      try {
        for (const input of target.corpus)
          assert.equal(await faultOf(target, input), undefined, String(input));
        for (const { file, input } of crashesOf(name))
          assert.equal(await faultOf(target, input), undefined, file);
      } finally {
        await target.close?.();
      }
    });

    it(`${name}: takes what is made from it`, async () => {
      const { cases, found } = await fuzz(name, { seed: 13, ms: 60_000, most: 100 });
      assert.deepEqual([cases, found], [100, undefined]);
    });
  }

  it("is judged by what it throws, now or later, and made small while it fails", async () => {
    const input = Buffer.from("some bytes, of which one alone is bad: \x07, and others");
    const bad = { corpus: [], run: (given: Buffer) => void (given.includes(7) && assert.fail("bad")) };
    assert.match(String(await faultOf(bad, input)), /bad/);
    const small = await minimised(input, async (part) => (await faultOf(bad, part)) !== undefined);
    assert.deepEqual([...small], [7]);
    const late = { corpus: [], run: () => Promise.reject(new Error("later")) };
    assert.match(String(await faultOf(late, input)), /later/);
    await assert.rejects(fuzz("none", { seed: 1, ms: 1 }), /there are: splitter, decoder, front, matchers/);
  });
});
