// once() is once, although its removal goes through methods of ours.
import assert from "node:assert/strict";
import { it } from "node:test";
import { GuardedEmitter } from "../../lib/events/emitter.ts";

for (const others of [0, 2])
  it(`GuardedEmitter calls a listener of once() once, beside ${others} others`, () => {
    const emitter = new GuardedEmitter<{ word: (text: string) => void }>();
    const heard: string[] = [];
    for (let other = 0; other < others; other += 1) emitter.on("word", () => undefined);
    emitter.once("word", (text) => heard.push(text));
    emitter.emit("word", "a");
    emitter.emit("word", "b");
    assert.deepEqual([heard, emitter.listenerCount("word")], [["a"], others]);
  });
