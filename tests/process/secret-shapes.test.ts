import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isCertainlySecret } from "../../lib/process/redact.ts";
import { around, shaped } from "../support/secrets.ts";

const RUNS = { numRuns: 10_000 };

describe("isCertainlySecret()", () => {
  it("isCertainlySecret() is true of the keys of known issuers", () => {
    fc.assert(
      fc.property(
        around,
        shaped.filter((text) => /\d/.test(text.slice(16))),
        (before, secret) => {
          assert.ok(isCertainlySecret(`${before} ${secret}`), secret);
        },
      ),
      RUNS,
    );
    assert.ok(isCertainlySecret("https://me:pass@host/"));
    assert.ok(isCertainlySecret("Authorization: Bearer Ab3dE6gH9jK2mN5p"));
  });

  it("isCertainlySecret() is false of ordinary flags, names and paths, whatever they begin with", () => {
    for (const word of [
      "--max-thinking-tokens=1000",
      "--model=claude-sonnet-5",
      "--add-dir=/home/me/keys",
      "--allowedTools=Bash(git:*)",
      "glm-4.6-air-preview",
      "/opt/plugins/glossary-generator",
      "/home/me/sk-customer-portal",
      "/var/log/sk-service-debug.log",
      "secret_manager_read_all",
      "pk-refactoring-auth",
      "pk-3f2a1b9c-worktree",
      "https://git@host/",
      "Bearer authentication-of-users",
    ])
      assert.equal(isCertainlySecret(word), false, word);
    const word = fc.stringMatching(/^[a-z]{2,12}$/);
    const beginning = fc.constantFrom("sk-", "pk_", "gl", "npm_", "secret_", "hf_", "pat-");
    fc.assert(
      fc.property(beginning, fc.array(word, { minLength: 1, maxLength: 6 }), (start, words) => {
        assert.equal(isCertainlySecret(`/home/me/${start}${words.join("-")}.log`), false);
      }),
      RUNS,
    );
  });
});
