import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OverloadedError } from "../../lib/errors/agent.ts";
import { Admission } from "../../lib/manager/admission.ts";

function filled(
  places: number,
  maxQueued: number,
  ...waiting: [owner: string, agent: string][]
): Admission<string> {
  const admission = new Admission<string>({ places, maxQueued });
  for (const [owner, agent] of waiting) admission.enqueue(agent, owner);
  return admission;
}

function takeAll(admission: Admission<string>): string[] {
  const taken: string[] = [];
  for (let next = admission.next(); next !== undefined; next = admission.next()) taken.push(next);
  return taken;
}

describe("Admission", () => {
  it("gives places in turn to owners, and in order within one", () => {
    const many: [string, string][] = [1, 2, 3, 4].map((number) => ["greedy", `g${number}`]);
    const admission = filled(9, 9, ...many, ["late", "l1"], ["late", "l2"], ["last", "x1"]);
    const places = ["g1", "g2", "g3", "g4", "l1", "l2", "x1"];
    const owners = (agent: string): string => ({ g: "greedy", l: "late", x: "last" })[agent[0] ?? ""] ?? "";
    const said = places.toSorted(
      (a, b) => (admission.position(a, owners(a)) ?? 0) - (admission.position(b, owners(b)) ?? 0),
    );
    const taken = takeAll(admission);
    assert.deepEqual(taken, ["g1", "l1", "x1", "g2", "l2", "g3", "g4"]);
    assert.deepEqual(said, taken, "positions say the order beforehand");
  });

  it("has as many at once as there are places, and the next when one becomes free", () => {
    const admission = filled(2, 9, ["a", "1"], ["a", "2"], ["a", "3"]);
    assert.deepEqual(takeAll(admission), ["1", "2"]);
    assert.equal(admission.position("3", "a"), 1);
    admission.release();
    assert.deepEqual(takeAll(admission), ["3"]);
    assert.equal(admission.position("3", "a"), undefined);
  });

  it("lets one leave the queue, wherever it stands", () => {
    const admission = filled(1, 9, ["a", "1"], ["a", "2"], ["b", "3"]);
    assert.equal(admission.leave("2", "a"), true);
    assert.equal(admission.leave("2", "a"), false);
    assert.deepEqual([admission.queued, admission.position("3", "b")], [2, 2]);
    assert.equal(admission.leave("1", "a"), true);
    assert.deepEqual(takeAll(admission), ["3"]);
  });

  it("F58: refuses whole what exceeds places, queue, and places that would be given up", () => {
    const admission = filled(16, 32);
    admission.requireRoom(48, 0);
    assert.throws(() => admission.requireRoom(49, 0), OverloadedError);
    for (let number = 0; number < 48; number += 1) admission.enqueue(`${number}`, undefined);
    assert.equal(takeAll(admission).length, 16);
    assert.equal(admission.queued, 32);
    assert.throws(() => admission.requireRoom(1, 0), { code: "overloaded", retryable: true, limit: 16 });
    admission.requireRoom(3, 3);
  });

  it("says when to try again by how fast places have become free", async () => {
    const refusal = (admission: Admission<string>, count: number): number => {
      try {
        admission.requireRoom(count, 0);
      } catch (error) {
        return (error as OverloadedError).retryAfterMs;
      }
      return assert.fail("there is room");
    };
    const admission = filled(1, 0, ["a", "1"]);
    takeAll(admission);
    assert.equal(refusal(admission, 1), 5_000, "nothing is known yet");
    admission.release();
    admission.enqueue("2", "a");
    takeAll(admission);
    const one = refusal(admission, 1);
    assert.ok(one >= 1_000 && one < 600_000, `${one} ms`);
    assert.ok(refusal(admission, 1_000) >= one, "more places take longer");
  });
});
