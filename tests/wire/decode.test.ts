import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { InvalidMessageError, isKnownMessage, parseMessage } from "../../lib/index.ts";
import { decodeLine } from "../../lib/wire/decode.ts";
import { encodeLine } from "../../lib/wire/encode.ts";
import { recorded } from "../support/recorded.ts";

describe("decodeLine() on recorded conversations", () => {
  it("decodeLine() gives every line that the CLI printed a type; none is unknown", () => {
    const unknown: string[] = [];
    let messages = 0;
    let frames = 0;
    for (const { name, dir, line } of recorded()) {
      if (dir !== "out") continue;
      const frame = decodeLine(JSON.stringify(line));
      const kind = `${name}: ${String(line["type"])}/${String(line["subtype"] ?? "")}`;
      if ("fault" in frame) unknown.push(`${kind}: ${frame.fault?.detail}`);
      else if (frame.kind === "message") messages += 1;
      else if (frame.kind === "request" || frame.kind === "response" || frame.kind === "cancel") frames += 1;
      else unknown.push(`${kind} is ${frame.kind}`);
      if (frame.kind === "message") assert.equal(isKnownMessage(frame.message), true, kind);
    }
    assert.deepEqual(unknown, []);
    assert.ok(messages > 350 && frames > 150, `${messages} messages, ${frames} frames`);
  });

  it("encodeLine() writes every user message and control frame that a host wrote, as it was", () => {
    let count = 0;
    for (const { dir, line } of recorded()) {
      if (dir !== "in") continue;
      assert.deepEqual(JSON.parse(encodeLine(line)), line);
      count += 1;
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

  it("decodeLine() takes 256 levels and no more, wherever they are", () => {
    const levels = fc.array(fc.constantFrom("[", '{"a":', '[0,"}]",', '{"b":[],"a":'), {
      minLength: 250,
      maxLength: 262,
    });
    fc.assert(
      fc.property(levels, (openings) => {
        const closings = openings.map((opening) => (opening.startsWith("[") ? "]" : "}")).toReversed();
        const line = `{"type":"x","before":[1],"deep":${openings.join("")}${[...closings].join("")}}`;
        const text = line.replaceAll(",]", ",0]").replaceAll(":}", ":0}");
        // The line itself is the first level, and an empty list beside the last one is a level more.
        const last = openings.at(-1)?.startsWith('{"b"') === true ? 1 : 0;
        assert.equal(fault(text), 1 + openings.length + last > 256 ? "too_deep" : "message");
      }),
    );
  });

  it("decodeLine() leaves no own __proto__ on what it delivers, however it is spelled", () => {
    const spelled = fc
      .array(fc.boolean(), { minLength: 9, maxLength: 9 })
      .map((escaped) =>
        [..."__proto__"].map((letter, index) =>
          escaped[index] ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}` : letter,
        ),
      );
    fc.assert(
      fc.property(spelled, fc.constantFrom("KEY", '{"a":KEY}', '[[],{"b":[KEY]}]'), (letters, around) => {
        const poisoned = around.replace("KEY", `{"c":1,"${letters.join("")}":{"polluted":1},"d":2}`);
        const frame = decodeLine(`{"type":"x","deep":${poisoned}}`);
        assert.ok(frame.kind === "message");
        assert.doesNotMatch(JSON.stringify(frame), /polluted/);
        const clean = around.replace("KEY", '{"c":1,"d":2}');
        assert.deepEqual(frame.message, JSON.parse(`{"type":"x","deep":${clean}}`));
      }),
    );
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });

  it("decodeLine() names whoever waits when a control frame is wrong", () => {
    const requested = decodeLine('{"type":"control_request","request_id":"r1","request":{}}');
    assert.equal(requested.kind === "fault" && requested.requestId, "r1");
    const answer = { subtype: "error", request_id: "r2", error: 7 };
    const answered = decodeLine(JSON.stringify({ type: "control_response", response: answer }));
    assert.equal(answered.kind === "fault" && answered.answerTo, "r2");
    const fine = { subtype: "error", request_id: "r3", error: "no", error_code: null };
    assert.equal(fault(JSON.stringify({ type: "control_response", response: fine })), "response");
  });

  it("decodeLine() hands on a request of a wrong shape with a fault, and an unknown one without", () => {
    const request = (body: object): unknown => {
      const frame = decodeLine(JSON.stringify({ type: "control_request", request_id: "r", request: body }));
      assert.ok(frame.kind === "request");
      assert.deepEqual(frame.frame.request, body);
      return frame.fault?.problem;
    };
    const asked = { subtype: "can_use_tool", tool_name: "Bash", input: {}, tool_use_id: "t" };
    assert.equal(request(asked), undefined);
    assert.equal(request({ ...asked, title: null, newer: 1 }), undefined);
    assert.equal(request({ ...asked, input: "x" }), "wrong_shape");
    assert.equal(request({ ...asked, tool_name: { toString: 1 } }), "wrong_shape");
    assert.equal(request({ subtype: "from_the_future" }), undefined);
  });

  it("decodeLine() makes something of every text, and JSON of an object with a type always arrives", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
        assert.ok(["fault", "ignored"].includes(decodeLine(text).kind));
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), (type, fields) => {
        // A key of this name is taken away, at any depth.
        fc.pre(!/^control_|^keep_alive$/.test(type) && !JSON.stringify(fields).includes("__proto__"));
        const message: unknown = JSON.parse(JSON.stringify({ ...fields, type }));
        const frame = decodeLine(JSON.stringify(message));
        assert.ok(frame.kind === "message");
        assert.deepEqual(frame.message, message);
      }),
    );
  });

  it("parseMessage() takes any object with a type and refuses the rest", () => {
    assert.deepEqual(parseMessage({ type: "new" }), { type: "new" });
    for (const wrong of [null, undefined, 1, "x", {}, { type: 1 }])
      assert.throws(() => parseMessage(wrong), InvalidMessageError);
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
