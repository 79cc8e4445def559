import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import * as library from "../../lib/index.ts";
import { decodeLine } from "../../lib/wire/decode.ts";
import { readKinds } from "../../scripts/kinds/declared.ts";
import { recordedMessages } from "../support/recorded.ts";

/** All guards of kinds of messages, by name. */
const GUARDS: [string, library.MessageGuard<unknown>][] = Object.entries(
  library as unknown as Record<string, library.MessageGuard<unknown>>,
).filter(([name]) => /^is(?!Known)\w+(?:Message|Event)$/.test(name));

const told = (message: unknown): string[] => GUARDS.filter(([, is]) => is(message)).map(([name]) => name);

/** Texts and lists of texts that many messages have, and that a program may turn into text. */
const FIELDS = ["uuid", "session_id", "subtype", "parent_tool_use_id", "user_message_uuid"] as const;
const WRONG = fc.constantFrom<unknown>({ toString: 1, valueOf: 1 }, [], 7, true, {});

describe("Type guards", () => {
  const messages = recordedMessages();
  assert.ok(messages.length > 350);
  const anyMessage = fc.constantFrom(...messages);

  it("there is one guard for each kind of message, named as it is declared", () => {
    const { messages: kinds } = readKinds(path.join(import.meta.dirname, "../.."));
    assert.deepEqual(GUARDS.map(([name]) => name).toSorted(), kinds.map(({ guard }) => guard).toSorted());
  });

  it("each recorded message is told by exactly one guard", () => {
    for (const message of messages) {
      const names = told(message);
      assert.equal(names.length, 1, `${message.type}/${message.subtype}: ${names.join(", ")}`);
      assert.equal(library.isKnownMessage(message), true);
    }
  });

  it("a declared field of a wrong kind makes a wrong shape, which reaches the reader unchanged with a fault", () => {
    const odd = fc.record({ message: anyMessage, field: fc.constantFrom(...FIELDS), value: WRONG });
    fc.assert(
      fc.property(odd, ({ message, field, value }) => {
        // Only messages that have the field declare it for sure.
        fc.pre(Object.hasOwn(message, field));
        const wrong = { ...message, [field]: value };
        assert.deepEqual(told(wrong), []);
        assert.equal(library.isKnownMessage(wrong), false);
        const frame = decodeLine(JSON.stringify(wrong));
        assert.ok(frame.kind === "message" && frame.fault?.problem === "wrong_shape");
        assert.deepEqual(frame.message, JSON.parse(JSON.stringify(wrong)));
      }),
    );
    const ids = { user_message_uuids: [{ toString: 1 }] };
    for (const message of messages.filter(({ type }) => type === "assistant" || type === "result"))
      assert.deepEqual(told({ ...message, ...ids }), []);
  });

  it("fields that are newer than this library, and null for what may be left out, change nothing", () => {
    const newer = { from_the_future: { deep: [1] }, user_message_uuid: null, uuid: null, session_id: null };
    fc.assert(
      fc.property(anyMessage, (message) => {
        assert.deepEqual(told({ ...message, ...newer }), told(message));
      }),
    );
  });

  it("a message lacks its kind when it lacks what its kind is about", () => {
    assert.equal(library.isAssistantMessage({ type: "assistant", message: null }), false);
    assert.equal(library.isInitMessage({ type: "system", subtype: "init" }), false);
    assert.equal(library.isResultMessage({ type: "result", subtype: "success", is_error: false }), false);
    assert.equal(library.isResultMessage({ type: "result", subtype: 7, is_error: true }), false);
    const newer = { type: "result", subtype: "error_of_the_future", is_error: true };
    assert.equal(library.isResultMessage(newer), true);
  });

  it("a guard answers false for whatever else it is given, and never throws", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (value) => {
        assert.deepEqual(told(value), []);
        assert.equal(library.isKnownMessage(value), false);
      }),
    );
    const fails = (): never => {
      throw new Error("not to be read");
    };
    const getter = Object.defineProperty({ type: "assistant" }, "message", { get: fails });
    const proxy = new Proxy({}, { get: fails, has: fails, getPrototypeOf: fails, ownKeys: fails });
    const { proxy: revoked, revoke } = Proxy.revocable({ type: "user" }, {});
    revoke();
    for (const value of [getter, proxy, revoked, { type: { toString: fails } }, { type: "constructor" }]) {
      assert.deepEqual(told(value), []);
      assert.equal(library.isKnownMessage(value), false);
    }
  });

  it("a guard narrows the type of a message", () => {
    const message = { type: "result", subtype: "success", is_error: false, result: "yes" } as unknown;
    assert.ok(library.isResultMessage(message));
    assert.equal(message.subtype === "success" && message.result, "yes");
  });
});
