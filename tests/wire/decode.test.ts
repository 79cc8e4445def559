import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { isKnownMessage, parseMessage } from "../../lib/index.ts";
import { decodeLine } from "../../lib/wire/decode.ts";
import { encodeLine } from "../../lib/wire/encode.ts";

const FOLDER = path.join(import.meta.dirname, "../recorded");

interface Recorded {
  readonly dir: "in" | "out";
  readonly line: Record<string, unknown>;
}

function recordings(): { name: string; lines: Recorded[] }[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => {
      const text = readFileSync(path.join(FOLDER, name), "utf8").trim();
      return { name, lines: text.split("\n").map((line) => JSON.parse(line) as Recorded) };
    });
}

describe("decodeLine() on recorded conversations", () => {
  it("decodeLine() gives every line that the CLI printed a type; none is unknown", () => {
    const unknown: string[] = [];
    let messages = 0;
    let frames = 0;
    for (const { name, lines } of recordings()) {
      for (const { dir, line } of lines) {
        if (dir !== "out") continue;
        const frame = decodeLine(JSON.stringify(line));
        const kind = `${name}: ${String(line["type"])}/${String(line["subtype"] ?? "")}`;
        if (frame.kind === "message") {
          messages += 1;
          if (frame.fault !== undefined || !isKnownMessage(frame.message)) unknown.push(kind);
        } else if (frame.kind === "request" || frame.kind === "response" || frame.kind === "cancel")
          frames += 1;
        else unknown.push(`${kind} is ${frame.kind}`);
      }
    }
    assert.deepEqual(unknown, []);
    assert.ok(messages > 350 && frames > 150, `${messages} messages, ${frames} frames`);
  });

  it("encodeLine() writes every user message and control frame that a host wrote, as it was", () => {
    let count = 0;
    for (const { lines } of recordings()) {
      for (const { dir, line } of lines) {
        if (dir !== "in") continue;
        assert.deepEqual(JSON.parse(encodeLine(line)), line);
        count += 1;
      }
    }
    assert.ok(count > 150, String(count));
  });
});

describe("decodeLine()", () => {
  const fault = (line: string): string => {
    const frame = decodeLine(line);
    return frame.kind === "fault" ? frame.problem : frame.kind;
  };

  it("decodeLine() never takes for a message what is none", () => {
    const table: [string, string][] = [
      ["", "ignored"],
      ["  \t", "ignored"],
      ['{"type":"keep_alive"}', "ignored"],
      ["not json", "not_json"],
      ['{"type":"assistant"', "not_json"],
      ["\u001b[31mred\u001b[0m", "not_json"],
      ["null", "not_object"],
      ["7", "not_object"],
      ['"text"', "not_object"],
      ["[]", "not_object"],
      ["{}", "not_object"],
      ['{"type":123}', "not_object"],
      ['{"type":"control_request"}', "bad_control"],
      ['{"type":"control_request","request_id":"r","request":null}', "bad_control"],
      ['{"type":"control_response"}', "bad_control"],
      ['{"type":"control_response","response":{"subtype":"success"}}', "bad_control"],
      ['{"type":"control_cancel_request"}', "bad_control"],
      [`{"type":"x","a":${"[".repeat(400)}${"]".repeat(400)}}`, "too_deep"],
    ];
    for (const [line, expected] of table) assert.equal(fault(line), expected, line.slice(0, 60));
  });

  it("decodeLine() passes unknown kinds through as they are, and known kinds of another shape with a fault", () => {
    const newer = { type: "from_the_future", nested: { a: [1, "two"] } };
    assert.deepEqual(decodeLine(JSON.stringify(newer)), { kind: "message", message: newer });
    const subtype = { type: "system", subtype: "from_the_future", x: 1 };
    assert.deepEqual(decodeLine(JSON.stringify(subtype)), { kind: "message", message: subtype });
    const broken = decodeLine('{"type":"result","subtype":"success"}');
    assert.equal(broken.kind === "message" && broken.fault?.problem, "wrong_shape");
    assert.match(broken.kind === "message" ? (broken.fault?.detail ?? "") : "", /result\/success/);
    assert.equal(isKnownMessage(newer), false);
    assert.equal(isKnownMessage({ type: "toString" }), false);
  });

  it("decodeLine() takes a long text with brackets and quotes for what it is", () => {
    const text = `${"[{".repeat(500)} \\" ${'"'.repeat(10)}`;
    const frame = decodeLine(JSON.stringify({ type: "prompt_suggestion", suggestion: text }));
    assert.equal(frame.kind, "message");
  });

  it("decodeLine() leaves no own __proto__ on what it delivers", () => {
    const frame = decodeLine('{"type":"x","__proto__":{"polluted":1},"deep":[{"__proto__":{"polluted":2}}]}');
    assert.equal(frame.kind, "message");
    assert.doesNotMatch(JSON.stringify(frame), /polluted/);
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });

  it("parseMessage() takes any object with a type and refuses the rest", () => {
    assert.deepEqual(parseMessage({ type: "new" }), { type: "new" });
    for (const wrong of [null, undefined, 1, "x", {}, { type: 1 }])
      assert.throws(() => parseMessage(wrong), TypeError);
  });
});

describe("encodeLine()", () => {
  it("encodeLine() refuses what would end the CLI or cannot be written", () => {
    const cycle: Record<string, unknown> = { type: "x" };
    cycle["self"] = cycle;
    const wrong = [
      cycle,
      { type: "x", big: 1n },
      { type: "user" },
      { type: "user", message: null },
      { type: "user", message: { role: "assistant", content: "x" } },
      { type: "user", message: { role: "user", content: 7 } },
      { type: "x", text: "y".repeat(11 << 20) },
    ];
    for (const value of wrong) assert.throws(() => encodeLine(value), { code: "invalid_message" });
  });

  it("encodeLine() writes one line, whatever the text", () => {
    const line = encodeLine({ type: "x", text: "a\nb\u2028c\ud800" });
    assert.equal(line.indexOf("\n"), line.length - 1);
    assert.deepEqual(JSON.parse(line), { type: "x", text: "a\nb\u2028c\ud800" });
  });
});
