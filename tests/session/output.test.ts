// The line handler: what each line sets off, in which order, and that it stays there.
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import { initFrame, permissionFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { asking, Read, text, what } from "../support/read-session.ts";
import { until } from "../support/until.ts";
import { SKIP_THROWN, thrownDuring } from "../support/within.ts";

describe("A message", () => {
  it("goes to the reader, then to the state, then to those who listen", () => {
    const read = new Read();
    read.say(initFrame(), resultFrame("done"));
    assert.deepEqual(read.heard, [
      "read init",
      "message init",
      "running",
      "read result",
      "message result",
      "turnEnded, result 1",
      "idle",
      "settled",
    ]);
  });

  it("of the state alone is for the state alone", () => {
    const read = new Read();
    read.say(stateFrame("running"), { ...stateFrame("idle"), sdk_host_only: false });
    assert.deepEqual(read.heard, [
      "running",
      "read session_state_changed",
      "message session_state_changed",
      "starting",
      "settled",
    ]);
  });

  it("of a wrong shape is reported first, then read as it came", () => {
    const read = new Read();
    read.say({ type: "assistant" }, { type: "result", is_error: "yes" });
    assert.deepEqual(read.heard, [
      "wrong_shape",
      "read assistant",
      "message assistant",
      "wrong_shape",
      "read result",
      "message result",
      "turnEnded, result 1",
      "idle",
    ]);
  });

  it("of an unknown kind is read as it came", () => {
    const read = new Read();
    read.say({ type: "telepathy", of: { any: ["shape"] } });
    assert.deepEqual(read.heard, ["read telepathy", "message telepathy"]);
  });

  it("has its session id and its kind known from then on", () => {
    const read = new Read();
    read.say(initFrame({ session_id: "the-id" }), text("hello"));
    assert.deepEqual([read.session.id, read.session.output.lastKind], ["the-id", "assistant"]);
  });
});

describe("A line", () => {
  it("that is not of the protocol is reported, and the next one read", () => {
    const read = new Read({ maxBufferSize: 1_024 });
    read.say(
      "no JSON",
      "[]",
      "7",
      "{}",
      "",
      " ",
      `"${"x".repeat(2_000)}"`,
      { type: "control_request" },
      text("next"),
    );
    assert.deepEqual(read.heard, [
      "not_json",
      "not_object",
      "not_object",
      "not_object",
      "line_too_long",
      "bad_control",
      "read next",
      "message next",
    ]);
  });

  it("that asks something in a wrong shape is reported, and answered", () => {
    const read = new Read({ canUseTool: async () => ({ behavior: "allow" }) });
    const request = { subtype: "can_use_tool", tool_name: "Bash", input: "ls" };
    read.say({ type: "control_request", request_id: "r", request });
    assert.deepEqual(read.heard, ["wrong_shape", "callback_failed"]);
  });

  it("that answers what nobody asked is reported", () => {
    const read = new Read();
    read.say({ type: "control_response", response: { subtype: "success", request_id: "?" } });
    assert.deepEqual(read.heard, ["unexpected_answer"]);
  });

  it("over which we ourselves fail is reported, and the next one read", () => {
    const read = new Read();
    const { sink } = read.session.output;
    read.session.output.sink = (message, bytes) => {
      if (what(message) === "bad") throw new Error("a fault of ours");
      sink(message, bytes);
    };
    read.say(text("bad"), text("good"));
    assert.deepEqual(read.heard, ["internal", "read good", "message good"]);
  });

  it("over which a listener fails is read, and heard by the others", { skip: SKIP_THROWN }, async () => {
    const read = new Read();
    const error = new Error("of the host");
    read.session.events.on("message", () => {
      throw error;
    });
    read.session.events.on("message", () => read.seen.push("the next listener"));
    const thrown = await thrownDuring(async () => {
      read.say(text("one"), text("two"));
      assert.equal(read.heard.filter((each) => /^read|next/.test(each)).length, 4);
    });
    assert.deepEqual(thrown, [error, error], "the program hears of it once all is read");
  });
});

describe("Lines that wait", () => {
  it("are delivered in order, and control lines overtake them", () => {
    const { asked, canUseTool } = asking();
    const read = new Read({ canUseTool });
    read.session.pauseMessages();
    const quoting = text('a "control_request" that is none');
    read.say(text("one"), quoting, permissionFrame("p", "Bash", {}), text("two"));
    assert.deepEqual([read.heard, asked], [[], ["Bash"]]);
    read.session.resumeMessages();
    assert.deepEqual(
      read.heard.filter((each) => each.startsWith("read")),
      ["read one", 'read a "control_request" that is none', "read two"],
    );
  });

  it("are delivered when the output has ended, whether somebody reads or not", async () => {
    const read = new Read();
    read.session.pauseMessages();
    read.say(text("one"));
    read.session.output.stdout.push(Buffer.from(JSON.stringify(text("without a newline"))));
    assert.equal(await read.session.output.drain(false), 0);
    assert.deepEqual(
      read.heard.filter((each) => each.startsWith("read")),
      ["read one", "read without a newline"],
    );
  });

  it("leave a part of a line, which is counted", async () => {
    const read = new Read();
    read.session.output.stdout.push(Buffer.from('{"type":'));
    assert.equal(await read.session.output.drain(false), 8);
    assert.deepEqual(read.heard, []);
  });
});

describe("A result, where there is a store,", () => {
  const mirror = (name: string): object => ({
    type: "transcript_mirror",
    filePath: "/nowhere/projects/-project/1.jsonl",
    entries: [{ type: "user", name }],
  });

  it("waits with all that follows until the store has what came before; questions do not", async () => {
    const { asked, canUseTool } = asking();
    const stored: string[] = [];
    let proceed = (): void => undefined;
    const ready = new Promise<void>((resolve) => (proceed = resolve));
    const sessionStore = {
      append: async (_key: object, entries: unknown[]) => {
        await ready;
        stored.push(...entries.map((entry) => (entry as { name: string }).name));
      },
      load: () => Promise.resolve(null),
    };
    const read = new Read({ sessionStore, canUseTool });
    read.session.mirror?.attach({ CLAUDE_CONFIG_DIR: "/nowhere" });
    read.say(initFrame(), mirror("one"), text("hello"));
    assert.ok(read.heard.includes("read hello"), "only a result waits");
    read.say(resultFrame("done"), text("after it"), permissionFrame("p", "Bash", {}));
    assert.deepEqual([read.heard, asked, stored], [[], ["Bash"], []]);
    proceed();
    await until(() => read.seen.includes("message after it"), "the result never came");
    assert.deepEqual(stored, ["one"]);
    assert.deepEqual(read.heard, [
      "read result",
      "message result",
      "turnEnded, result 1",
      "idle",
      "settled",
      "read after it",
      "message after it",
    ]);
  });

  it("does not wait when there is nothing to store", () => {
    const append = () => Promise.reject(new Error("it is not asked"));
    const read = new Read({ sessionStore: { append, load: () => Promise.resolve(null) } });
    read.say(resultFrame("done"));
    assert.ok(read.heard.includes("read result"));
  });
});
