// Lines that wait: who may hold them, in which order they come, and when the CLI waits as well.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Backlog } from "../../lib/session/backlog.ts";
import type { Session } from "../../lib/session/session.ts";

const MEBIBYTE = 1024 * 1024;
const MAX_BYTES = 64 * MEBIBYTE;

/** A backlog, what it delivers, and what it does to the process. */
class Kept {
  readonly delivered: string[] = [];
  readonly process: string[] = [];
  readonly warnings: string[] = [];
  readonly callbacks = { expected: false };
  readonly requests = { pending: 0 };
  /** What a line sets off when it is its turn. */
  readonly onLine = new Map<string, () => void>();
  readonly backlog: Backlog;

  constructor(hasStarted = true) {
    const { callbacks, requests } = this;
    const pauseOutput = (): void => void this.process.push("pause");
    const resumeOutput = (): void => void this.process.push("resume");
    const process = hasStarted ? { pauseOutput, resumeOutput } : undefined;
    const warn = (code: string, message: string): void => void this.warnings.push(`${code}: ${message}`);
    this.backlog = new Backlog({ callbacks, requests, process, warn } as unknown as Session, (line) => {
      this.delivered.push(line);
      this.onLine.get(line)?.();
    });
  }

  add(...lines: string[]): void {
    for (const line of lines) this.backlog.add(line, line.length);
  }
}

describe("The backlog", () => {
  it("delivers what waited in order, once all who held it have let go", () => {
    const kept = new Kept();
    const { backlog } = kept;
    assert.deepEqual([backlog.mustWait, backlog.isPaused], [false, false]);
    backlog.pause("reader");
    backlog.pause("store");
    backlog.pause("reader");
    kept.add("1", "2");
    backlog.resume("reader");
    backlog.resume("result");
    assert.deepEqual([kept.delivered, backlog.isPaused], [[], true]);
    backlog.resume("store");
    assert.deepEqual([kept.delivered, backlog.mustWait], [["1", "2"], false]);
  });

  it("stops in the middle when a line has it held, and goes on where it stopped", () => {
    const kept = new Kept();
    const { backlog } = kept;
    kept.onLine.set("2", () => backlog.pause("store"));
    backlog.pause("reader");
    kept.add("1", "2", "3");
    backlog.resume("reader");
    assert.deepEqual([kept.delivered, backlog.mustWait], [["1", "2"], true]);
    kept.add("4");
    backlog.resume("store");
    assert.deepEqual(kept.delivered, ["1", "2", "3", "4"]);
  });

  it("goes on when a line lets go of it that is being delivered", () => {
    const kept = new Kept();
    const { backlog } = kept;
    kept.onLine.set("1", () => {
      backlog.pause("store");
      backlog.resume("store");
    });
    backlog.pause("reader");
    kept.add("1", "2");
    backlog.resume("reader");
    assert.deepEqual(kept.delivered, ["1", "2"]);
  });

  it("delivers a line again that was held when it was its turn, before all others", () => {
    const kept = new Kept();
    const { backlog } = kept;
    backlog.pauseBefore("result", "first", 5);
    kept.add("second");
    assert.deepEqual(kept.delivered, []);
    backlog.resume("result");
    assert.deepEqual(kept.delivered, ["first", "second"]);
  });

  it("delivers all that is left when the process has ended, whoever holds it", () => {
    const kept = new Kept();
    const { backlog } = kept;
    backlog.pause("reader");
    backlog.pause("store");
    kept.add("1", "2");
    backlog.flush();
    assert.deepEqual([kept.delivered, backlog.isPaused], [["1", "2"], false]);
    backlog.pause("reader");
    assert.equal(backlog.mustWait, false, "and holds nothing any more");
  });

  it("gives out the lines that are for somebody else, and keeps the others in order", () => {
    const kept = new Kept();
    const { backlog } = kept;
    backlog.pause("result");
    kept.add("a1", "b1", "a2", "b2");
    const taken: string[] = [];
    backlog.take((line) => line.startsWith("b") && taken.push(line) > 0);
    backlog.flush();
    assert.deepEqual(
      [taken, kept.delivered],
      [
        ["b1", "b2"],
        ["a1", "a2"],
      ],
    );
  });
});

describe("The CLI", () => {
  it("waits while nobody wants what it says", () => {
    const kept = new Kept();
    kept.backlog.pause("reader");
    kept.backlog.pause("store");
    kept.add("1");
    assert.deepEqual(kept.process, ["pause"], "once");
    kept.backlog.resume("reader");
    kept.backlog.resume("store");
    assert.deepEqual(kept.process, ["pause", "resume"]);
  });

  it("is read on while it may ask something, or owes an answer", () => {
    const kept = new Kept();
    const { backlog } = kept;
    kept.requests.pending = 1;
    backlog.pause("reader");
    assert.deepEqual(kept.process, []);
    kept.requests.pending = 0;
    backlog.decide();
    assert.deepEqual(kept.process, ["pause"]);
    kept.callbacks.expected = true;
    backlog.decide();
    assert.deepEqual(kept.process, ["pause", "resume"]);
  });

  it("waits at 64 MiB, whatever it may ask, and a warning says so each time", () => {
    const kept = new Kept();
    const { backlog } = kept;
    kept.callbacks.expected = true;
    for (let time = 1; time <= 2; time += 1) {
      backlog.pause("reader");
      backlog.add("most of it", MAX_BYTES - 1);
      assert.notEqual(kept.process.at(-1), "pause");
      backlog.add("the rest", 1);
      backlog.add("and more", MEBIBYTE);
      assert.equal(kept.process.at(-1), "pause");
      backlog.resume("reader");
      assert.equal(kept.process.at(-1), "resume");
    }
    assert.equal(kept.warnings.length, 2);
    for (const warning of kept.warnings) assert.match(warning, /^reader_stalled: 64 MiB of output wait/);
  });

  it("is not asked to wait before it has started", () => {
    const kept = new Kept(false);
    kept.backlog.pause("reader");
    kept.backlog.resume("reader");
    assert.deepEqual(kept.process, []);
  });
});
