import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { messageChecks, systemChecks } from "../../lib/generated/validate.ts";
import * as library from "../../lib/index.ts";

const FOLDER = path.join(import.meta.dirname, "../recorded");

/** All guards of kinds of messages, by name. */
const GUARDS: [string, library.MessageGuard<unknown>][] = Object.entries(
  library as unknown as Record<string, library.MessageGuard<unknown>>,
).filter(([name]) => /^is(?!Known)\w+(?:Message|Event)$/.test(name));

function recordedMessages(): { type: string; subtype?: string }[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFileSync(path.join(FOLDER, name), "utf8").trim().split("\n"))
    .map((line) => JSON.parse(line) as { dir: string; line: { type: string; subtype?: string } })
    .filter(({ dir, line }) => dir === "out" && !/^control_|^keep_alive/.test(line.type))
    .map(({ line }) => line);
}

describe("Type guards", () => {
  it("there is one guard for each kind of message", () => {
    assert.equal(GUARDS.length, Object.keys(messageChecks).length + Object.keys(systemChecks).length);
  });

  it("each recorded message is told by exactly one guard", () => {
    const messages = recordedMessages();
    for (const message of messages) {
      const told = GUARDS.filter(([, is]) => is(message)).map(([name]) => name);
      assert.equal(told.length, 1, `${message.type}/${message.subtype}: ${told.join(", ")}`);
    }
    assert.ok(messages.length > 350);
  });

  it("a message of the right kind and a wrong shape is none, and neither is anything else", () => {
    assert.equal(library.isAssistantMessage({ type: "assistant", message: null }), false);
    assert.equal(library.isInitMessage({ type: "system", subtype: "init" }), false);
    for (const value of [undefined, null, 7, "assistant", [], {}, { type: 1 }, { type: "constructor" }])
      assert.deepEqual(
        GUARDS.filter(([, is]) => is(value)),
        [],
      );
  });

  it("a guard narrows the type of a message", () => {
    const message = { type: "result", subtype: "success", is_error: false, result: "yes" } as unknown;
    assert.ok(library.isResultMessage(message));
    assert.equal(message.subtype === "success" && message.result, "yes");
  });
});
