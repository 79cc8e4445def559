import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type AgentEvent, EventLog } from "../../lib/manager/log.ts";

const prompted = (uuid: string): { type: "prompted"; uuid: string } => ({ type: "prompted", uuid });
const uuids = (events: readonly AgentEvent[]): string[] =>
  events.map((event) => (event.type === "prompted" ? event.uuid : event.type));

describe("EventLog", () => {
  it("numbers events from 0 without a gap, and keeps the newest", () => {
    const log = new EventLog(3);
    for (const uuid of ["a", "b", "c", "d", "e"]) log.append("s", undefined, prompted(uuid));
    assert.deepEqual([log.first, log.next], [2, 5]);
    assert.deepEqual(
      log.after(-1, () => true).map(({ seq }) => seq),
      [2, 3, 4],
    );
    assert.deepEqual(uuids(log.after(3, () => true)), ["e"]);
    assert.deepEqual(
      log.after(4, () => true),
      [],
    );
  });

  it("keeps fewer events where answers are long, and always the newest", () => {
    const log = new EventLog(10_000);
    const text = "x".repeat(1 << 20);
    const outcome = { turn: 1, isError: false, subtype: "success", refusedTools: [], tokens: 0, costUsd: 0 };
    for (let turn = 1; turn <= 100; turn += 1)
      log.append("s", undefined, { type: "turn", outcome: { ...outcome, turn, text } });
    assert.equal(log.next, 100);
    assert.equal(log.next - log.first, 15, "of a mebibyte each, fifteen and no more");
    log.append("s", undefined, { type: "turn", outcome: { ...outcome, text: text.repeat(20) } });
    assert.deepEqual([log.first, log.next], [100, 101]);
  });

  it("has written an event before anybody hears of it, and all hear of all in the same order", () => {
    const log = new EventLog(10);
    const heard: string[][] = [[], []];
    log.subscribe((event) => {
      heard[0]?.push(...uuids([event]));
      // What a reader does may be an event itself.
      if (event.seq === 0) log.append("s", undefined, prompted("by a reader"));
      assert.ok(log.next > event.seq);
    });
    const stop = log.subscribe((event) => heard[1]?.push(...uuids([event])));
    log.append("s", undefined, prompted("first"));
    stop();
    log.append("s", undefined, prompted("last"));
    assert.deepEqual(heard, [
      ["first", "by a reader", "last"],
      ["first", "by a reader"],
    ]);
  });

  it("loses no event that readers make meanwhile, however few are kept", () => {
    const log = new EventLog(1);
    const heard: string[] = [];
    log.subscribe((event) => {
      heard.push(...uuids([event]));
      if (event.seq === 0) for (const uuid of ["second", "third"]) log.append("s", undefined, prompted(uuid));
    });
    log.append("s", undefined, prompted("first"));
    assert.deepEqual(heard, ["first", "second", "third"]);
  });

  it("F60: its time never goes back, whatever the computer's date does", (context) => {
    const log = new EventLog(10);
    const day = 24 * 3_600_000;
    let now = 1_790_000_000_000;
    context.mock.method(Date, "now", () => now);
    for (const change of [0, -day, 5, 2 * day, -day]) {
      now += change;
      log.append("s", "owner", prompted("x"));
    }
    const times = log.after(-1, () => true).map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  });
});
