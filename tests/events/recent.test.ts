// What belongs to the last keys: how many are known, and for how long.
import assert from "node:assert/strict";
import { it } from "node:test";
import { Recent } from "../../lib/events/recent.ts";

it("knows at least so many keys, and at most twice as many", () => {
  const recent = new Recent<number>(10);
  for (let count = 1; count <= 100; count += 1) {
    recent.set(`${count}`, count);
    const known = Array.from({ length: count }, (_, index) => index + 1).filter(
      (key) => recent.get(`${key}`) === key,
    );
    assert.deepEqual(
      known,
      Array.from({ length: known.length }, (_, index) => count - known.length + index + 1),
    );
    assert.ok(known.length >= Math.min(count, 10) && known.length <= 20);
  }
});

it("forgets a key at once when it is deleted", () => {
  const recent = new Recent<string>(1);
  for (const key of ["old", "new"]) recent.set(key, key);
  assert.deepEqual([recent.delete("old"), recent.delete("new"), recent.delete("new")], [true, true, false]);
  assert.deepEqual([recent.get("old"), recent.get("new")], [undefined, undefined]);
});
