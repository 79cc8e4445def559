// Who reads and who only listens: when the CLI has to wait, and what is kept for a reader who comes later.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SDKMessage } from "../../lib/index.ts";
import { Inbox } from "../../lib/session/inbox.ts";
import type { Session } from "../../lib/session/session.ts";

const MEBIBYTE = 1024 * 1024;

/** An inbox, and what it does to its session. */
class Unread {
  readonly done: string[] = [];
  readonly output = { sink: (_message: SDKMessage, _bytes: number): void => undefined };
  isFollowed = false;
  count = 0;
  readonly inbox: Inbox;

  constructor() {
    const session = {
      output: this.output,
      pauseMessages: () => this.done.push("pause"),
      resumeMessages: () => this.done.push("resume"),
      warn: (code: string) => this.done.push(code),
    };
    this.inbox = new Inbox(session as unknown as Session, () => this.isFollowed);
  }

  /** So many messages of a mebibyte come. */
  come(count: number): void {
    for (const end = this.count + count; this.count < end; this.count += 1)
      this.output.sink({ type: "prompt_suggestion", suggestion: `${this.count}` } as SDKMessage, MEBIBYTE);
  }

  async read(): Promise<string> {
    const { value } = await this.inbox.next();
    return (value as { suggestion: string }).suggestion;
  }
}

describe("The CLI", () => {
  for (const isFollowed of [false, true])
    it(`waits at 4 MiB of unread messages, until 1 MiB is left, ${isFollowed ? "also when somebody listens to what is read" : "when nobody listens"}`, async () => {
      const unread = new Unread();
      unread.isFollowed = isFollowed;
      unread.inbox.enter();
      unread.come(3);
      assert.deepEqual(unread.done, []);
      unread.come(2);
      assert.deepEqual(unread.done, ["pause"]);
      for (let read = 0; read < 3; read += 1) await unread.read();
      assert.deepEqual(unread.done, ["pause"]);
      await unread.read();
      assert.deepEqual(unread.done, ["pause", "resume"]);
    });

  it("waits for a reader who has not come yet, where nobody listens", async () => {
    const unread = new Unread();
    unread.come(4);
    assert.deepEqual(unread.done, ["pause"]);
  });

  it("does not wait for one who only listens, nor any longer when the reader leaves or somebody begins to listen", () => {
    const unread = new Unread();
    unread.isFollowed = true;
    unread.come(10);
    assert.deepEqual(unread.done, []);
    unread.inbox.enter();
    unread.come(1);
    assert.deepEqual(unread.done, ["pause"]);
    unread.inbox.leave();
    assert.deepEqual(unread.done, ["pause", "resume"]);
    const other = new Unread();
    other.come(4);
    other.isFollowed = true;
    other.inbox.reconsider();
    assert.deepEqual(other.done, ["pause", "resume"]);
  });

  for (const end of ["end", "abandon"] as const)
    it(`does not wait after ${end}()`, () => {
      const unread = new Unread();
      unread.come(4);
      unread.inbox[end]();
      assert.deepEqual(unread.done, ["pause", "resume"]);
    });
});

describe("What was heard", () => {
  it("is kept up to 64 MiB for one who reads later; then the oldest goes, with one warning", async () => {
    const unread = new Unread();
    unread.isFollowed = true;
    unread.come(63);
    assert.deepEqual(unread.done, []);
    unread.come(10);
    assert.deepEqual(unread.done, ["messages_dropped"]);
    assert.equal(await unread.read(), "10", "the newest 63 are there");
  });

  it("has its last result known, whether that was read or not", () => {
    const unread = new Unread();
    const results = ["one", "two"].map((result) => ({ type: "result", result }) as SDKMessage);
    for (const result of results) unread.output.sink(result, 1);
    assert.equal(unread.inbox.lastResult, results[1]);
  });
});
