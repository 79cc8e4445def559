// Listeners that cannot harm: each hears what is emitted, and what one throws is the host's own.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { GuardedEmitter } from "../../lib/events/emitter.ts";
import { SKIP_THROWN, thrownDuring } from "../support/within.ts";

interface Events {
  word: (text: string) => void;
  other: () => void;
}

class Emitter extends GuardedEmitter<Events> {
  heardOf = 0;

  protected override listened(): void {
    this.heardOf += 1;
  }
}

describe("GuardedEmitter", () => {
  it("calls listeners in the order in which they were added, and says whether anybody listens", () => {
    const emitter = new Emitter();
    assert.equal(emitter.emit("word", "nobody"), false);
    const heard: string[] = [];
    emitter
      .on("word", (text) => heard.push(`1 ${text}`))
      .addListener("word", (text) => heard.push(`2 ${text}`));
    assert.equal(emitter.emit("word", "a"), true);
    emitter.emit("word", "b");
    assert.deepEqual(heard, ["1 a", "2 a", "1 b", "2 b"]);
    emitter.once("other", () => undefined);
    assert.equal(emitter.heardOf, 3, "it is told of each who begins to listen");
  });

  it("lets go of the listener that it was given, whatever added it", () => {
    for (const add of ["on", "addListener", "once"] as const)
      for (const remove of ["off", "removeListener"] as const) {
        const emitter = new Emitter();
        const listener = (): void => assert.fail(`${add}, then ${remove}: called all the same`);
        const kept: string[] = [];
        emitter[add]("word", listener).on("word", (text) => kept.push(text));
        emitter[remove]("word", listener);
        emitter.emit("word", "a");
        assert.deepEqual([kept, emitter.listenerCount("word")], [["a"], 1]);
      }
  });

  it("gives back the listeners as they were added", () => {
    const emitter = new Emitter();
    const [one, other] = [(): void => undefined, (): void => undefined];
    emitter.on("word", one).once("word", other);
    assert.deepEqual(emitter.listeners("word"), [one, other]);
    assert.deepEqual(emitter.listeners("other"), []);
    emitter.off("word");
    assert.equal(emitter.listenerCount("word"), 0, "without a listener all of them are meant");
  });

  it("calls one that was added twice twice, for any event and on any emitter", () => {
    const [one, other] = [new Emitter(), new Emitter()];
    let calls = 0;
    const listener = (): void => void (calls += 1);
    one.on("word", listener).on("word", listener).on("other", listener);
    other.on("word", listener);
    one.emit("word", "a");
    assert.equal(calls, 2);
    one.off("word", listener);
    one.emit("word", "a");
    assert.equal(calls, 2, "and lets go of both at once, as eventemitter3 does");
    one.emit("other");
    other.emit("word", "a");
    assert.equal(calls, 4);
  });

  it("calls a listener with the context that it was added with, or the emitter", () => {
    const emitter = new Emitter();
    const context = {};
    const seen: unknown[] = [];
    function listener(this: unknown): void {
      seen.push(this);
    }
    emitter.on("word", listener, context).on("other", listener);
    emitter.emit("word", "a");
    emitter.emit("other");
    assert.deepEqual([seen[0] === context, seen[1] === emitter], [true, true]);
    emitter.off("word", listener, {});
    assert.equal(emitter.listenerCount("word"), 1, "another context is another listener");
    emitter.off("word", listener, context);
    assert.equal(emitter.listenerCount("word"), 0);
  });

  it("refuses what is no function, as eventemitter3 does", () => {
    assert.throws(() => new Emitter().on("word", undefined as never), TypeError);
  });

  it("has the others hear what one throws at, and the program once all is done", {
    skip: SKIP_THROWN,
  }, async () => {
    const emitter = new Emitter();
    const order: string[] = [];
    const errors = [new Error("first"), new Error("second")];
    const thrown = await thrownDuring(async () => {
      for (const error of errors) {
        emitter.on("word", () => {
          order.push(error.message);
          throw error;
        });
      }
      emitter.on("word", () => order.push("third"));
      emitter.emit("word", "a");
      order.push("done");
      assert.deepEqual(order, ["first", "second", "third", "done"]);
    });
    assert.deepEqual(thrown, errors);
  });

  it("lets an async listener's rejection be an unhandled one", { skip: SKIP_THROWN }, async () => {
    const emitter = new Emitter();
    const error = new Error("later");
    const thrown = await thrownDuring(async () => {
      // oxlint-disable-next-line typescript/no-misused-promises -- hosts write such listeners
      emitter.on("word", () => Promise.reject(error));
      emitter.emit("word", "a");
    });
    assert.deepEqual(thrown, [error]);
  });
});
