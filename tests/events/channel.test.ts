import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Channel } from "../../lib/events/channel.ts";

describe("Channel", () => {
  it("Channel hands over items in order, whether they come before or after the question", async () => {
    const channel = new Channel<number>();
    channel.push(1);
    const waiting = [channel.next(), channel.next()];
    channel.push(2);
    channel.end();
    assert.deepEqual(
      (await Promise.all(waiting)).map(({ value }) => value),
      [1, 2],
    );
    assert.deepEqual(await channel.next(), { done: true, value: undefined });
  });

  it("Channel throws a failure only after everything received has been read", async () => {
    const channel = new Channel<string>();
    channel.push("kept");
    channel.fail(new Error("broken"));
    const seen: string[] = [];
    await assert.rejects(async () => {
      for await (const item of channel) seen.push(item);
    }, /broken/);
    assert.deepEqual(seen, ["kept"]);
    assert.equal((await channel.next()).done, true, "a failure is thrown once");
  });

  it("Channel fails one waiting reader and ends the others", async () => {
    const channel = new Channel<string>();
    const [first, second] = [channel.next(), channel.next()];
    channel.fail(new Error("broken"));
    await assert.rejects(first, /broken/);
    assert.equal((await second).done, true);
  });

  it("Channel says when it is full and when it is drained, by bytes", async () => {
    const log: string[] = [];
    const channel = new Channel<number>({
      highBytes: 100,
      lowBytes: 50,
      onFull: () => log.push("full"),
      onDrained: () => log.push("drained"),
    });
    for (let index = 0; index < 12; index += 1) channel.push(index, 10);
    assert.deepEqual(log, ["full"]);
    for (let index = 0; index < 6; index += 1) await channel.next();
    assert.deepEqual(log, ["full"], "60 bytes are still above the low mark");
    await channel.next();
    assert.deepEqual(log, ["full", "drained"]);
    assert.equal(channel.full, false);
  });

  it("Channel tells the producer when a loop is left, and waits for it", async () => {
    let stopped = false;
    const channel = new Channel<number>({
      highBytes: 1,
      lowBytes: 0,
      onReturn: async () => {
        await Promise.resolve();
        stopped = true;
      },
    });
    channel.push(1);
    channel.push(2);
    for await (const item of channel) {
      assert.equal(item, 1);
      break;
    }
    assert.equal(stopped, true);
    assert.equal((await channel.next()).done, true, "what was unread is gone with the loop");
  });

  it("Channel drains a long backlog in time that grows with its length, not with its square", async () => {
    const channel = new Channel<number>();
    for (let index = 0; index < 300_000; index += 1) channel.push(index);
    channel.end();
    let sum = 0;
    for await (const item of channel) sum += item;
    assert.equal(sum, (300_000 * 299_999) / 2);
  });
});
