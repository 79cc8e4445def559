// What logs and terminals show of texts that anybody may have written.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { AgentManager, type Logger, loggable } from "../lib/index.ts";
import { withScript } from "./support/claude.ts";
import { assertInProportion } from "./support/cost.ts";
import { around, shaped } from "./support/secrets.ts";

/** Of the Unicode standard: controls, breaks, and what turns the direction of writing. */
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;
const ODD = "\u001b]0;title\u0007\r\nINFO all is well\u202etxt.exe\u009b31m\u2028\u0000\ud83d";

describe("loggable()", () => {
  it("A19, S19: whatever is in a text, it is one line that a terminal does not obey", () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(...ODD),
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => assert.doesNotMatch(loggable(text), OBEYED)),
      { numRuns: 5_000 },
    );
    assert.equal(loggable("a\n\u001b[31m\u202eb\tc"), "a\\n\\u001b[31m\\u202eb\\tc");
    assert.equal(loggable("Grüße 😀 – \\ ok"), "Grüße 😀 – \\ ok");
  });

  it("A19, S19: a line of a manager's log is one, whatever labels, owners and errors have in them", async () => {
    const lines: unknown[][] = [];
    const keep = (...line: unknown[]): void => void lines.push(line);
    const logger: Logger = { debug: keep, info: keep, warn: keep, error: keep };
    const steps = [{ expect: { type: "user" } }, { stderr: ODD }, { exit: 3 }];
    await withScript({ steps }, async (options) => {
      const manager = new AgentManager({ logger, options });
      const asked = { prompt: "x", label: ODD, options: { model: "m" } };
      const { sessionIds } = await manager.as(ODD).spawnSession(asked);
      await manager.wait(sessionIds, { timeoutMs: 60_000 });
      await manager.shutdown();
    });
    assert.ok(lines.length >= 3);
    for (const [text, fields] of lines)
      for (const part of [text, ...Object.values(fields as object)])
        assert.doesNotMatch(String(part), OBEYED);
  });

  it("S18: hides what has the name or the shape of a secret, and the values of the environment's own", () => {
    fc.assert(
      fc.property(around, shaped, around, (before, secret, after) =>
        assert.ok(!loggable(`${before} ${secret} ${after}`).includes(secret)),
      ),
      { numRuns: 1_000 },
    );
    assert.equal(loggable("it was plum-tree-42", { env: { MY_TOKEN: "plum-tree-42" } }), "it was <redacted>");
    assert.equal(loggable("x".repeat(5_000)).length, 1_000);
    assert.equal(loggable("x".repeat(5_000), { most: 10 }), "xxxxxxxxx…");
  });

  it("A21, S21: takes no longer than a text is long", async () => {
    await assertInProportion((size) => loggable("\u001b\n".repeat(size)), 1_000);
  });
});
