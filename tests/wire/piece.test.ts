import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isKnownMessage } from "../../lib/index.ts";
import { decodeLine } from "../../lib/wire/decode.ts";

describe("decodeLine() of pieces of an answer", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("a", '"', "\\", "\n", "}", ",", "\u2028", "\u0001", "\ud800", "😀") }),
    fc.constant('"}},"session_id":"s","parent_tool_use_id":null,"uuid":"'),
  );
  const delta = fc.oneof(
    text.map((given) => ({ type: "text_delta", text: given })),
    text.map((given) => ({ type: "thinking_delta", thinking: given })),
    text.map((given) => ({ type: "input_json_delta", partial_json: given })),
    text.map((given) => ({ type: "signature_delta", signature: given })),
  );
  /** In the orders that are known, in others, and with something more. */
  const FORMS = [
    ["type", "event", "session_id", "parent_tool_use_id", "uuid"],
    ["type", "event", "session_id", "parent_tool_use_id", "uuid", "api_message_id"],
    ["type", "event", "parent_tool_use_id", "uuid", "session_id"],
    ["uuid", "session_id", "parent_tool_use_id", "type", "event"],
    ["type", "event", "session_id", "parent_tool_use_id", "uuid", "user_message_uuid"],
  ];
  const piece = fc
    .record({
      type: fc.constant("stream_event"),
      event: fc.record({ type: fc.constant("content_block_delta"), index: fc.nat(12), delta }),
      session_id: text,
      parent_tool_use_id: fc.oneof(fc.constant(null), text),
      uuid: fc.uuid(),
      api_message_id: text,
      user_message_uuid: text,
      form: fc.constantFrom(...FORMS),
    })
    .map(({ form, ...fields }) => Object.fromEntries(form.map((key) => [key, fields[key as "type"]])));

  it("decodeLine() gives a piece as JSON.parse does, its fields in their order", () => {
    fc.assert(
      fc.property(piece, (given) => {
        const line = JSON.stringify(given);
        const frame = decodeLine(line);
        assert.ok(frame.kind === "message" && frame.fault === undefined);
        assert.equal(JSON.stringify(frame.message), JSON.stringify(JSON.parse(line)));
        assert.equal(isKnownMessage(frame.message), true);
      }),
    );
  });

  it("decodeLine() takes a piece of any length", () => {
    for (const long of ["x".repeat(30_000_000), "\n".repeat(10_000_000)]) {
      const event = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: long } };
      const ids = { session_id: "s", parent_tool_use_id: null, uuid: crypto.randomUUID() };
      const frame = decodeLine(JSON.stringify({ type: "stream_event", event, ...ids }));
      assert.ok(frame.kind === "message" && frame.fault === undefined);
      assert.deepEqual(frame.message, { type: "stream_event", event, ...ids });
    }
  });

  it("decodeLine() takes no spelling of a piece that JSON.parse would not take", () => {
    const spoilt = fc.record({
      given: piece,
      at: fc.nat(),
      put: fc.constantFrom('"', "\\", "\u0001", "}", ",", "0", "-", "\\x", "\t", "e", ""),
      cut: fc.nat(3),
    });
    fc.assert(
      fc.property(spoilt, ({ given, at, put, cut }) => {
        const whole = JSON.stringify(given);
        const place = at % whole.length;
        const line = whole.slice(0, place) + put + whole.slice(place + cut);
        const frame = decodeLine(line);
        let parsed: unknown;
        try {
          parsed = JSON.parse(line);
        } catch {
          return assert.ok(frame.kind === "fault" && frame.problem === "not_json", line);
        }
        if (frame.kind === "message") assert.equal(JSON.stringify(frame.message), JSON.stringify(parsed));
      }),
      { numRuns: 2_000 },
    );
  });
});
