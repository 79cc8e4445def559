// The short form of `npm run soak`, and that its judge finds what it is there for.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { faultsOf, runSoak, type Sample } from "./campaign.ts";

const MIB = 1024 * 1024;

/** A host of 30 rounds, before which and after which it holds as little. */
function samplesOf(of: (round: number) => Partial<Sample>): Sample[] {
  const calm = { rss: 90 * MIB, held: 20 * MIB, handles: 10, descriptors: 40, threads: 11 };
  const rounds = Array.from({ length: 30 }, (_, round) => ({ ...calm, round, ...of(round) }));
  const rest = { ...calm, handles: 2, descriptors: 25 };
  return [{ ...rest, round: -1 }, ...rounds, { ...rest, round: 30 }];
}

describe("Agents that work turn after turn", { timeout: 1_200_000 }, () => {
  it("make their host hold no more once its buffers are full, and leave nothing", async () => {
    const { samples, faults } = await runSoak(4, 25, () => undefined);
    assert.deepEqual(faults, []);
    assert.equal(samples.length, 27);
  });

  it("are found when memory, handles, descriptors or threads grow", () => {
    const judged = (of: (round: number) => Partial<Sample>): string => faultsOf(samplesOf(of)).join();
    assert.equal(
      judged(() => ({})),
      "",
    );
    assert.match(
      judged((round) => ({ held: (20 + round / 5) * MIB })),
      /^held has grown/,
    );
    assert.match(
      judged((round) => ({ rss: (90 + 2 * round) * MIB })),
      /^rss has grown/,
    );
    assert.match(
      judged((round) => ({ handles: 10 + round })),
      /handles in the end/,
    );
    assert.match(
      judged((round) => ({ descriptors: 40 + Math.trunc(round / 6) })),
      /descriptors in the end/,
    );
    assert.match(
      judged((round) => ({ threads: round < 25 ? 11 : 12 })),
      /threads in the end/,
    );
  });

  it("are found when descriptors are left at the end, or the host ended early", () => {
    const [last, ...rest] = samplesOf(() => ({})).toReversed();
    assert.ok(last);
    assert.match(faultsOf([...rest.toReversed(), { ...last, descriptors: 60 }]).join(), /are left/);
    assert.deepEqual(faultsOf(samplesOf(() => ({})).slice(0, 9)), ["too few rounds"]);
  });
});
