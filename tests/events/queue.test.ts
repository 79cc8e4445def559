import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Queue } from "../../lib/events/queue.ts";

describe("Queue", () => {
  it("Queue hands over items in order, whether they come before or after the question", async () => {
    const queue = new Queue<number>();
    queue.push(1);
    const waiting = [queue.next(), queue.next()];
    queue.push(2);
    queue.end();
    assert.deepEqual(
      (await Promise.all(waiting)).map(({ value }) => value),
      [1, 2],
    );
    assert.deepEqual(await queue.next(), { done: true, value: undefined });
  });

  it("Queue throws a failure only after everything received has been read", async () => {
    const queue = new Queue<string>();
    queue.push("kept");
    queue.fail(new Error("broken"));
    const seen: string[] = [];
    await assert.rejects(async () => {
      for await (const item of queue) seen.push(item);
    }, /broken/);
    assert.deepEqual(seen, ["kept"]);
    assert.equal((await queue.next()).done, true, "a failure is thrown once");
  });

  it("Queue fails one waiting reader and ends the others", async () => {
    const queue = new Queue<string>();
    const [first, second] = [queue.next(), queue.next()];
    queue.fail(new Error("broken"));
    await assert.rejects(first, /broken/);
    assert.equal((await second).done, true);
  });

  it("Queue counts the bytes and items that are unread, and forgets them when its reader leaves", async () => {
    const queue = new Queue<number>();
    for (let index = 0; index < 12; index += 1) queue.push(index, 10);
    assert.deepEqual([queue.length, queue.bytes], [12, 120]);
    assert.equal(queue.shift(), 0);
    await queue.next();
    assert.deepEqual([queue.length, queue.bytes], [10, 100]);
    for await (const item of queue) {
      assert.equal(item, 2);
      break;
    }
    assert.deepEqual([queue.length, queue.bytes], [0, 0]);
    assert.equal((await queue.next()).done, true, "what was unread is gone with the loop");
  });

  it("Queue counts nothing for what goes straight to one who waits, and says that somebody does", async () => {
    const queue = new Queue<number>();
    assert.equal(queue.awaited, false);
    const waiting = [queue.next(), queue.next()];
    assert.equal(queue.awaited, true);
    queue.push(1, 100);
    assert.deepEqual([queue.length, queue.bytes, queue.awaited], [0, 0, true]);
    queue.push(2, 100);
    assert.deepEqual([queue.bytes, queue.awaited], [0, false]);
    queue.push(3, 100);
    assert.equal(queue.bytes, 100);
    assert.deepEqual(
      (await Promise.all(waiting)).map(({ value }) => value),
      [1, 2],
    );
  });

  it("Queue takes nothing, neither items nor failures, once it has ended", async () => {
    for (const end of ["end", "fail", "return"] as const) {
      const queue = new Queue<number>();
      if (end === "fail") queue.fail(new Error("the first"));
      else void queue[end]();
      queue.push(1, 10);
      queue.fail(new Error("the second"));
      assert.deepEqual([queue.length, queue.bytes], [0, 0]);
      if (end === "fail") await assert.rejects(queue.next(), /the first/);
      assert.equal((await queue.next()).done, true);
    }
  });

  it("Queue keeps its order and its counts whatever is put in and taken out", () => {
    const act = fc.oneof(fc.nat({ max: 1_000 }), fc.constant("take" as const), fc.constant("many" as const));
    const holds = (acts: readonly (number | string)[]): void => {
      const queue = new Queue<number>();
      const model: { value: number; bytes: number }[] = [];
      let count = 0;
      for (const each of acts) {
        for (let times = each === "many" ? 3_000 : 1; times > 0; times -= 1) {
          if (each === "take") assert.equal(queue.shift(), model.shift()?.value);
          else {
            const bytes = typeof each === "number" ? each : 1;
            queue.push(count, bytes);
            model.push({ value: count, bytes });
            count += 1;
          }
        }
        if (each === "many")
          for (let left = 2_900; left > 0; left -= 1) assert.equal(queue.shift(), model.shift()?.value);
        assert.equal(queue.length, model.length);
        assert.equal(
          queue.bytes,
          model.reduce((sum, { bytes }) => sum + bytes, 0),
        );
      }
    };
    fc.assert(fc.property(fc.array(act, { maxLength: 60 }), holds), { numRuns: 100 });
  });

  it("Queue drains a long backlog in time that grows with its length, not with its square", async () => {
    const queue = new Queue<number>();
    for (let index = 0; index < 300_000; index += 1) queue.push(index);
    queue.end();
    let sum = 0;
    for await (const item of queue) sum += item;
    assert.equal(sum, (300_000 * 299_999) / 2);
  });
});
