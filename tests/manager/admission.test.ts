import assert from "node:assert/strict";
import process from "node:process";
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
    const position = (agent: string): number => admission.position(agent)?.ofAll ?? 0;
    const said = places.toSorted((a, b) => position(a) - position(b));
    const own = places.map((agent) => admission.position(agent)?.ofOwner);
    assert.deepEqual(own, [1, 2, 3, 4, 1, 2, 1], "an owner's own say nothing of others");
    const taken = takeAll(admission);
    assert.deepEqual(taken, ["g1", "l1", "x1", "g2", "l2", "g3", "g4"]);
    assert.deepEqual(said, taken, "positions say the order beforehand");
  });

  it("has as many at once as there are places, and the next when one becomes free", () => {
    const admission = filled(2, 9, ["a", "1"], ["a", "2"], ["a", "3"]);
    assert.deepEqual(takeAll(admission), ["1", "2"]);
    assert.deepEqual(admission.position("3"), { ofAll: 1, ofOwner: 1 });
    admission.release("a");
    assert.deepEqual(takeAll(admission), ["3"]);
    assert.equal(admission.position("3"), undefined);
  });

  it("lets one leave the queue, wherever it stands", () => {
    const admission = filled(1, 9, ["a", "1"], ["a", "2"], ["b", "3"]);
    assert.equal(admission.leave("2", "a"), true);
    assert.equal(admission.leave("2", "a"), false);
    assert.deepEqual([admission.queued, admission.position("3")?.ofAll], [2, 2]);
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

  it("tells an owner that it refuses of its own agents alone", () => {
    const admission = filled(2, 3, ["one", "1"], ["two", "2"], ["one", "3"], ["one", "4"], ["two", "5"]);
    takeAll(admission);
    const refusal = (owner?: string): unknown => {
      try {
        admission.requireRoom(1, 0, owner);
      } catch (error) {
        const { limit, message } = error as OverloadedError;
        return [limit, /(\d+) of yours are running and (\d+) are waiting/.exec(message)?.slice(1).join()];
      }
      return assert.fail("there is room");
    };
    assert.deepEqual(refusal(), [2, "2,3"]);
    assert.deepEqual(refusal("one"), [1, "1,2"]);
    assert.deepEqual(refusal("two"), [1, "1,1"]);
    assert.deepEqual(refusal("three"), [0, "0,0"]);
    admission.release("two");
    takeAll(admission);
    assert.equal(admission.queued, 2);
    admission.enqueue("6", "two");
    assert.deepEqual(refusal("two"), [0, "0,2"]);
  });

  it("has the positions of a hundred thousand who wait for hardly more than those of five thousand, for each", () => {
    const perAgent = (count: number): number => {
      const agents = Array.from({ length: count }, (_, number) => `${number}`);
      const waiting = agents.map((agent, number): [string, string] => [`owner-${number % 7}`, agent]);
      const admission = filled(0, count, ...waiting);
      const begun = process.cpuUsage();
      for (const agent of agents) assert.ok(admission.position(agent));
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / count;
    };
    perAgent(100_000);
    // Of the processor's time, since a long run on a busy machine is interrupted and a short one may not be; a walk along the queue would be 20 times as long.
    const pairs = [1, 2, 3, 4, 5].map(() => [perAgent(5_000), perAgent(100_000)] as const);
    const [few, many] = [
      Math.min(...pairs.map(([one]) => one)),
      Math.min(...pairs.map(([, other]) => other)),
    ];
    assert.ok(many < 12 * few, `${many / few} times as long for each`);
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
    admission.release("a");
    admission.enqueue("2", "a");
    takeAll(admission);
    const one = refusal(admission, 1);
    assert.ok(one >= 1_000 && one < 600_000, `${one} ms`);
    assert.ok(refusal(admission, 1_000) >= one, "more places take longer");
  });
});
