// The state of a session from orders of events: recorded ones, and ones made by hand.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SessionState } from "../../lib/session/state.ts";
import { decodeLine } from "../../lib/wire/decode.ts";
import type { KnownMessage } from "../../lib/wire/messages.ts";
import { type Recorded, recorded } from "../support/recorded.ts";
import { Listening, play } from "../support/state-words.ts";

/** What a session would have seen and done. */
function replay(lines: readonly Recorded[]) {
  const state = new SessionState();
  const listening = new Listening(state);
  const questions = new Set<unknown>();
  let initialize: unknown;
  for (const [index, { dir, line }] of lines.entries()) {
    const { type, uuid, request_id: id } = line as Record<string, string>;
    const { subtype } = Object(line["request"]) as { subtype?: string };
    const { request_id: answered } = Object(line["response"]) as { request_id?: string };
    if (dir === "in") {
      if (type === "user") state.sent(uuid ?? `made up ${index}`);
      if (subtype === "initialize") initialize ??= id;
      if (type === "control_response" && questions.delete(answered)) state.asked(questions.size);
    } else {
      if (type === "control_response" && answered === initialize) state.ready();
      if (type === "control_request" && questions.add(id)) state.asked(questions.size);
      if (type === "control_cancel_request" && questions.delete(id)) state.asked(questions.size);
      const frame = decodeLine(JSON.stringify(line));
      if (frame.kind === "message") state.see(frame.message as KnownMessage, frame.fault === undefined);
    }
    listening.look();
  }
  return { state, heard: listening.heard, open: questions.size };
}

describe("The state, from what is on record,", () => {
  const byName = new Map<string, Recorded[]>();
  for (const each of recorded()) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);

  for (const [name, lines] of byName)
    it(`has settled at the end of ${name}, and only there and between turns`, () => {
      const { state, heard, open } = replay(lines);
      // It ends before it is ready; nobody has been able to ask it anything.
      if (name.startsWith("24-")) return assert.deepEqual([heard, state.settled], [["idle"], true]);
      // A tool whose call is cancelled, and which this host has left without an answer.
      if (name.startsWith("10-")) assert.deepEqual([open, state.settled], [1, false]);
      else assert.deepEqual([open, state.settled, state.activity], [0, true, "idle"]);
      assert.equal(state.turnOpen, false);
      assert.equal(state.lacksLastWord, undefined);
      assert.equal(heard.at(-1), name.startsWith("10-") ? "running" : "settled");
    });

  it("follows a session that reports states through a question and three results", () => {
    const { heard, state } = replay(byName.get("25-session-state-events.jsonl") ?? []);
    assert.equal(heard.join(" "), "idle running requires_action running idle settled running idle settled");
    assert.equal(state.results, 3);
  });
});

/** What is played, and what those who listen hear of it. */
const ORDERS: Readonly<Record<string, readonly (readonly [words: string, heard: string])[]>> = {
  "of a CLI that reports states and fates": [
    [
      "ready send:a running queued:a started:a init assistant result idle completed:a",
      "idle running idle settled",
    ],
    ["ready send:a running queued:a started:a init result completed:a idle", "idle running idle settled"],
    ["ready send:a running started:a init result completed:a", "idle running"],
    ["send:a ready running started:a init result completed:a idle", "running idle settled"],
    // One of the turn before.
    ["ready send:a idle queued:a started:a init", "idle running"],
    ["ready send:a running started:a init requires_action", "idle running requires_action"],
    [
      "ready send:a running started:a init requires_action running result completed:a idle",
      "idle running requires_action running idle settled",
    ],
  ],
  "of a CLI that reports states alone": [
    ["ready send:a running init assistant result idle", "idle running idle settled"],
    ["ready send:a running init result", "idle running"],
    ["ready send:a running init assistant idle", "idle running"],
    ["ready send:a running init idle result", "idle running idle settled"],
  ],
  "of a CLI that reports fates alone": [
    ["ready send:a queued:a started:a init result", "idle running"],
    ["ready send:a queued:a started:a init result completed:a", "idle running idle settled"],
    ["ready send:a started:a init completed:a", "idle running"],
    ["ready send:a started:a init completed:a result", "idle running idle settled"],
    ["ready send:a started:b init result completed:b", "idle running idle settled"],
  ],
  "of a CLI that reports neither": [
    ["ready send:a init assistant result", "idle running idle settled"],
    ["ready send:a init assistant", "idle running"],
    ["ready send:a", "idle running"],
    ["ready send:a result", "idle running idle settled"],
    ["ready send:a send:b init result", "idle running idle settled"],
  ],
  "with several prompts": [
    ["ready send:a send:b running queued:a queued:b started:a init result completed:a idle", "idle running"],
    [
      "ready send:a send:b running queued:a queued:b started:a init result completed:a idle cancelled:b",
      "idle running idle settled",
    ],
    // What is not acknowledged may still be on its way.
    ["ready send:a send:b running queued:a started:a init result completed:a idle", "idle running"],
    // Taken into the running turn: one result for both.
    [
      "ready send:a running started:a init send:b queued:b started:b result completed:a completed:b idle",
      "idle running idle settled",
    ],
    ["ready send:a cancelled:a", "idle running idle settled"],
    ["ready send:a unsent:a", "idle running idle settled"],
    [
      "ready send:a send:b unsent:b running started:a init result completed:a idle",
      "idle running idle settled",
    ],
  ],
  "that comes twice": [
    ["ready send:a send:a init result", "idle running idle settled"],
    ["ready send:a init result send:a", "idle running idle settled"],
    ["ready ready send:a init init result result", "idle running idle settled"],
    [
      "ready send:a running running started:a started:a init result completed:a completed:a idle idle",
      "idle running idle settled",
    ],
    ["closing closing closed closed", "closing closed"],
  ],
  "with work in the background": [
    ["ready send:a init agent:x result", "idle running"],
    ["ready send:a init agent:x result done:x", "idle running idle settled"],
    ["ready send:a init agent:x result done:y", "idle running"],
    ["ready send:a init shell:x result", "idle running idle settled"],
    ["ready send:a init tasks:x,y result tasks:y", "idle running"],
    ["ready send:a init tasks:x,y result tasks:y tasks:", "idle running idle settled"],
    // It lists them all, so that what is not on the list is none.
    ["ready send:a init tasks: agent:x result", "idle running idle settled"],
    ["ready send:a running init agent:x result", "idle running"],
    [
      "ready send:a running init result idle running init result idle",
      "idle running idle settled running idle settled",
    ],
  ],
  "with questions to the host": [
    ["ready ask:1 ask:0", "idle"],
    ["ready send:a init ask:1 result", "idle running"],
    ["ready send:a init ask:1 result ask:2 ask:1", "idle running"],
    ["ready send:a init ask:1 result ask:0", "idle running idle settled"],
    ["ready send:a running init ask:1 result idle ask:0", "idle running idle settled"],
  ],
  "with a result of a wrong shape": [
    ["ready send:a init misshapen", "idle running idle settled"],
    ["ready send:a running started:a init misshapen completed:a", "idle running"],
  ],
};

describe("The state, from an order", () => {
  for (const [kind, orders] of Object.entries(ORDERS))
    it(kind, () => {
      for (const [words, heard] of orders) assert.equal(play(words).heard, heard, words);
    });

  it("that ends at any point is closing, then closed, and nothing more", () => {
    const words = "ready send:a running queued:a started:a init ask:1 ask:0 result idle completed:a".split(
      " ",
    );
    for (let at = 0; at <= words.length; at += 1) {
      const before = play(words.slice(0, at).join(" ").trim() || "ready").heard;
      const all = [...words.slice(0, at), "closing", ...words.slice(at), "closed", ...words];
      assert.equal(
        play(at === 0 ? ["ready", ...all].join(" ") : all.join(" ")).heard,
        `${before} closing closed`,
      );
    }
  });
});

describe("The last word", () => {
  const LACKING: readonly (readonly [words: string, lacks: "idle" | "completed" | undefined])[] = [
    ["ready send:a running init result", "idle"],
    ["ready send:a running started:a init result completed:a", "idle"],
    ["ready send:a running started:a init result idle", "completed"],
    ["ready send:a started:a init result", "completed"],
    ["ready send:a running init", undefined],
    ["ready send:a running init idle", undefined],
    ["ready send:a running init result idle", undefined],
    ["ready send:a init result", undefined],
    ["ready send:a running init requires_action result", undefined],
    ["ready send:a running init ask:1 result", undefined],
    ["ready send:a running init agent:x result", undefined],
    ["ready send:a running init agent:x result done:x", "idle"],
    ["ready send:a send:b running queued:b started:a init result", undefined],
    ["ready send:a running init result closing", undefined],
  ];

  it("is lacking after a result, when nothing else is known to be at work", () => {
    for (const [words, lacks] of LACKING) assert.equal(play(words).state.lacksLastWord, lacks, words);
  });

  it("is waited for no longer where it is lacking, and nowhere else", () => {
    for (const [words, lacks] of LACKING) {
      const { state } = play(words);
      const { settled } = state;
      state.giveUpWaiting();
      assert.equal(state.settled, settled || lacks !== undefined, words);
    }
  });
});

describe("A watchdog's questions to the state", () => {
  it("a first word is awaited in each turn until the CLI says something about it", () => {
    const awaits = (words: string): boolean => play(words).state.awaitsFirstWord;
    assert.equal(awaits("ready"), false);
    assert.equal(awaits("ready send:a"), true);
    assert.equal(awaits("ready send:a running"), true, "a state may be about the turn before");
    for (const word of ["init", "assistant", "agent:x", "ask:1"])
      assert.equal(awaits(`ready send:a ${word}`), false, word);
    assert.equal(awaits("ready send:a init result send:b"), true);
    assert.equal(awaits("ready send:a init send:b"), false);
    assert.equal(
      awaits("ready send:a init result done:x send:b"),
      true,
      "what came was about the turn before",
    );
  });

  it("output is awaited in a turn, unless the CLI starts or waits for the host", () => {
    const awaits = (words: string): boolean => play(words).state.awaitsOutput;
    assert.equal(awaits("ready"), false);
    assert.equal(awaits("send:a"), false);
    assert.equal(awaits("send:a ready"), true);
    assert.equal(awaits("ready send:a init ask:1"), false);
    assert.equal(awaits("ready send:a init ask:1 ask:0"), true);
    assert.equal(awaits("ready send:a init result"), false);
  });

  it("a result that failed is known until something but bookkeeping follows it", () => {
    const failed = (words: string): unknown => play(words).state.failed?.subtype;
    assert.equal(failed("ready send:a init error"), "error_max_turns");
    assert.equal(failed("ready send:a running started:a init error completed:a idle"), "error_max_turns");
    assert.equal(failed("ready send:a init error assistant"), undefined);
    assert.equal(failed("ready send:a init error result"), undefined);
    assert.equal(failed("ready send:a init misshapen"), undefined);
  });
});
