// What runs out in a turn, in a time of the test's own: the first word, the silence, the last word.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Options } from "../../lib/index.ts";
import { filled } from "../../lib/options/options.ts";
import { SessionState } from "../../lib/session/state.ts";
import { Watchdogs, type WatchedSession } from "../../lib/session/watchdogs.ts";
import { act } from "../support/state-words.ts";
import { type Time, withTime } from "../support/time.ts";

const LIMIT_MS = 1_000;

/** A session that is nothing but its state, what it was last heard to say, and what becomes of it. */
class Watched {
  readonly state = new SessionState();
  readonly backlog = { isPaused: false };
  heardAt = 0;
  readonly done: string[] = [];
  readonly watchdogs: Watchdogs;

  constructor(options: Options) {
    this.watchdogs = new Watchdogs({
      options: filled(options),
      state: this.state,
      process: Object.defineProperty({}, "heardAt", { get: () => this.heardAt }),
      output: { backlog: this.backlog, lastKind: "system/init" },
      life: { end: (_reason: string, error?: { code: string }) => void this.done.push(error?.code ?? "") },
      warn: (code: string) => void this.done.push(code),
      changed: () => void this.done.push(`${this.state.activity}, settled: ${this.state.settled}`),
    } as unknown as WatchedSession);
  }

  /** The CLI says something, or the host does: see `tests/support/state-words.ts`. */
  play(words: string): void {
    for (const word of words.split(" ")) {
      act(this.state, word);
      if (word.startsWith("send")) this.watchdogs.prompted();
      else if (!/^(?:ask|enough)/.test(word)) this.heardAt = performance.now();
      this.watchdogs.changed();
    }
  }

  pause(isPaused: boolean): void {
    this.backlog.isPaused = isPaused;
    this.watchdogs.changed();
  }
}

/** What happens within so many milliseconds, and not one before. */
function runsOut(time: Time, { done }: Watched, ms: number, what: string): void {
  time.pass(ms - 1);
  assert.deepEqual(done, [], "too early");
  time.pass(1);
  assert.deepEqual(done.slice(0, 1), [what]);
}

const watch = (options: Options, run: (watched: Watched, time: Time) => void) => () =>
  withTime((time) => run(new Watched(options), time));

describe("The first word", () => {
  const options = { firstEventTimeoutMs: LIMIT_MS };
  const CODE = "first_event_timeout";

  it(
    "is waited for from the prompt on, in each turn",
    watch(options, (watched, time) => {
      watched.play("ready send:a init assistant");
      time.pass(10 * LIMIT_MS);
      watched.play("result");
      time.pass(10 * LIMIT_MS);
      watched.play("send:b running");
      runsOut(time, watched, LIMIT_MS, CODE);
    }),
  );

  it(
    "is not waited for while the CLI starts",
    watch(options, (watched, time) => {
      watched.play("send:a");
      time.pass(10 * LIMIT_MS);
      watched.play("ready");
      runsOut(time, watched, LIMIT_MS, CODE);
    }),
  );

  it(
    "is not waited for while we do not read, and has its whole time after that",
    watch(options, (watched, time) => {
      watched.play("ready send:a");
      time.pass(LIMIT_MS / 2);
      watched.pause(true);
      time.pass(10 * LIMIT_MS);
      watched.pause(false);
      runsOut(time, watched, LIMIT_MS, CODE);
    }),
  );
});

describe("The silence", () => {
  const options = { silenceTimeoutMs: LIMIT_MS };
  const CODE = "silence_timeout";

  it(
    "lasts from what was last written, whatever that was",
    watch(options, (watched, time) => {
      watched.play("ready send:a init");
      for (let line = 0; line < 5; line += 1) {
        time.pass(LIMIT_MS - 1);
        // A line that changes no state: the time-out looks again when it fires.
        watched.heardAt = performance.now();
      }
      runsOut(time, watched, LIMIT_MS, CODE);
    }),
  );

  it(
    "does not count between turns, while the host owes an answer, or while we do not read",
    watch(options, (watched, time) => {
      watched.play("ready");
      time.pass(10 * LIMIT_MS);
      watched.play("send:a init ask:1");
      time.pass(10 * LIMIT_MS);
      watched.play("ask:0");
      time.pass(LIMIT_MS - 1);
      watched.pause(true);
      time.pass(10 * LIMIT_MS);
      watched.pause(false);
      runsOut(time, watched, LIMIT_MS, CODE);
    }),
  );

  it(
    "is over with the result",
    watch(options, (watched, time) => {
      watched.play("ready send:a init result");
      time.pass(10 * LIMIT_MS);
      assert.deepEqual([watched.done, time.waiting], [[], 0]);
    }),
  );
});

describe("The last word", () => {
  for (const [lacks, words] of [
    ["that it is idle", "ready send:a running init result"],
    ["how the prompt ended", "ready send:a running started:a init result idle"],
  ] as const)
    it(
      `is waited for as long as "settleGraceMs" says, and then done without: ${lacks}`,
      watch({ settleGraceMs: LIMIT_MS }, (watched, time) => {
        watched.play(words);
        runsOut(time, watched, LIMIT_MS, "no_idle");
        assert.deepEqual(watched.done, ["no_idle", "idle, settled: true"]);
      }),
    );

  it(
    "is waited for two seconds by default, from when nothing else was missing",
    watch({}, (watched, time) => {
      watched.play("ready send:a running init ask:1 result");
      time.pass(10_000);
      watched.play("ask:0");
      runsOut(time, watched, 2_000, "no_idle");
    }),
  );

  it(
    "ends no session that has begun to work again",
    watch({ settleGraceMs: LIMIT_MS }, (watched, time) => {
      watched.play("ready send:a running init result");
      time.pass(LIMIT_MS - 1);
      watched.play("init");
      time.pass(10 * LIMIT_MS);
      watched.play("result");
      time.pass(LIMIT_MS - 1);
      assert.deepEqual(watched.done, []);
      watched.play("idle");
      time.pass(10 * LIMIT_MS);
      assert.deepEqual(watched.done, []);
    }),
  );

  it(
    "that is missing for ever is no reason to wait, where that is what was asked for",
    watch({ settleGraceMs: Number.POSITIVE_INFINITY }, (watched, time) => {
      watched.play("ready send:a running init result");
      assert.equal(time.waiting, 0);
    }),
  );
});

describe("A watchdog", () => {
  it(
    "without a limit starts no timer",
    watch({}, (watched, time) => {
      watched.play("ready send:a running init assistant");
      assert.equal(time.started, 0);
    }),
  );

  it(
    "may be given a limit that is longer than a timer can be",
    watch({ silenceTimeoutMs: 2 ** 32 }, (watched, time) => {
      watched.play("ready send:a init");
      runsOut(time, watched, 2 ** 32, "silence_timeout");
    }),
  );

  it(
    "with several limits takes the one that runs out first, and has one timer",
    watch({ firstEventTimeoutMs: LIMIT_MS, silenceTimeoutMs: 2 * LIMIT_MS }, (watched, time) => {
      watched.play("ready send:a");
      assert.equal(time.waiting, 1);
      watched.play("init");
      assert.equal(time.waiting, 1);
      runsOut(time, watched, 2 * LIMIT_MS, "silence_timeout");
    }),
  );

  it(
    "that is stopped does nothing more",
    watch({ firstEventTimeoutMs: LIMIT_MS }, (watched, time) => {
      watched.play("ready send:a");
      watched.watchdogs.stop();
      time.pass(10 * LIMIT_MS);
      assert.deepEqual([watched.done, time.waiting], [[], 0]);
    }),
  );

  it(
    "says what was seen last",
    watch({}, (watched, time) => {
      assert.match(watched.watchdogs.lastSeen(), /nothing so far/);
      watched.play("ready");
      time.pass(1_500);
      assert.equal(watched.watchdogs.lastSeen(), 'last message "system/init", last output 1.5 s ago');
    }),
  );
});

describe("A session that is over", () => {
  it(
    "keeps no timer, although its end has changed something before it was decided",
    watch({ silenceTimeoutMs: LIMIT_MS, firstEventTimeoutMs: LIMIT_MS }, (watched, time) => {
      watched.play("ready send:a running ask:1 ask:0");
      assert.equal(time.waiting, 1);
      watched.play("closing");
      assert.equal(time.waiting, 0);
    }),
  );
});
