// What holds of a session's state whatever comes, in whatever order.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { SessionState } from "../../lib/session/state.ts";
import { act } from "../support/state-words.ts";

const RESULT = /^(?:result|error|misshapen)$/;

/** The CLI says nothing about a prompt whose id it knows. */
function isNew(known: Set<string>, id: string): boolean {
  const { size } = known;
  return known.add(id).size > size;
}

/** A word is played; true when the session has settled by it. */
function settles(state: SessionState, word: string): boolean {
  const { settled } = state;
  act(state, word);
  return state.settled && !settled;
}

describe("Whatever comes, in whatever order,", () => {
  const about = fc.constantFrom("a", "b", "c");
  const word = fc.oneof(
    fc
      .tuple(
        fc.constantFrom("send", "unsent", "queued", "started", "completed", "cancelled", "agent", "done"),
        about,
      )
      .map(([verb, id]) => `${verb}:${id}`),
    fc.constantFrom("ready", "init", "assistant", "result", "error", "misshapen", "enough"),
    fc.constantFrom("running", "requires_action", "idle", "ask:0", "ask:1", "ask:2", "tasks:", "tasks:x"),
  );
  const words = fc.array(word, { maxLength: 40 });

  it("a session has not settled while a prompt is acknowledged and has no answer", () => {
    const holds = (all: readonly string[]): void => {
      const state = new SessionState();
      const known = new Set<string>();
      const open = new Map<string, string>();
      for (const each of all) {
        const settled = settles(state, each);
        const [verb = "", id = ""] = each.split(":");
        if (verb === "send" && isNew(known, id)) open.set(id, "sent");
        if (verb === "unsent") known.delete(id);
        if ((verb === "queued" || verb === "started") && open.has(id)) open.set(id, verb);
        if (verb === "completed" || verb === "cancelled" || verb === "unsent") open.delete(id);
        if (RESULT.test(verb))
          for (const [one, fate] of open) if (fate !== "queued") open.set(one, "answered");
        if (settled || verb === "enough")
          for (const [one, fate] of open) if (fate === "answered") open.delete(one);
        if (!settled) continue;
        const unanswered = [...open].filter(([, fate]) => fate === "queued" || fate === "started");
        assert.deepEqual(unanswered, [], "it settled all the same");
      }
    };
    fc.assert(fc.property(words, holds), { numRuns: 2_000 });
  });

  it("it settles only after a result, or when the CLI reports the fate of all that was asked", () => {
    const holds = (all: readonly string[]): void => {
      const state = new SessionState();
      const known = new Set<string>();
      const open = new Set<string>();
      for (const each of all) {
        const [verb = "", id = ""] = each.split(":");
        if (verb === "send" && isNew(known, id)) open.add(id);
        if (verb === "unsent") known.delete(id);
        if (verb === "completed" || verb === "cancelled" || verb === "unsent") open.delete(id);
        const settled = settles(state, each);
        if (settled) assert.ok(state.results > 0 || open.size === 0, `${[...open].join()} has no result`);
      }
    };
    fc.assert(fc.property(words, holds), { numRuns: 2_000 });
  });

  it("it never settles with a question open, and has never settled while a turn is open", () => {
    const holds = (all: readonly string[]): void => {
      const state = new SessionState();
      let questions = 0;
      for (const each of all) {
        if (each.startsWith("ask:")) questions = Number(each.slice(4));
        const settled = settles(state, each);
        if (settled) assert.equal(questions, 0);
        if (state.settled) assert.equal(state.turnOpen, false, each);
      }
    };
    fc.assert(fc.property(words, holds), { numRuns: 2_000 });
  });

  it("what is over stays over: closing, then closed, and never settled", () => {
    const holds = (before: readonly string[], between: readonly string[], after: readonly string[]): void => {
      const state = new SessionState();
      for (const each of before) act(state, each);
      for (const [end, all] of [
        ["closing", between],
        ["closed", after],
      ] as const) {
        act(state, end);
        for (const each of all) {
          assert.equal(settles(state, each), false, each);
          assert.deepEqual([state.activity, state.over, state.lacksLastWord], [end, true, undefined]);
        }
      }
    };
    fc.assert(fc.property(words, words, words, holds), { numRuns: 500 });
  });
});
