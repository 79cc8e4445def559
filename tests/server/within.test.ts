// What an agent may pass on to those that it spawns, whatever it asks for: nothing that it does not have.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Options, PermissionMode } from "../../lib/index.ts";
import { contains } from "../../server/places.ts";
import { requireWithin } from "../../server/policy/within.ts";
import { Refusal } from "../../server/refusal.ts";

const OWN: Options = {
  cwd: "/srv/a",
  additionalDirectories: ["/srv/b"],
  allowedTools: ["Bash(git:*)", "Edit(//srv/a/**)", "Edit(//srv/b/**)", "WebFetch"],
  disallowedTools: ["Monitor"],
  permissionMode: "dontAsk",
};

const tryIt = (options: Options, own: Options = OWN, more = {}): Options | Refusal => {
  try {
    return requireWithin(own, { prompt: "x", options, ...more }).options ?? {};
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

describe("What an agent may pass on", () => {
  it("is its own, or less", () => {
    for (const options of [
      { cwd: "/srv/a" },
      { cwd: "/srv/a/deep", additionalDirectories: ["/srv/b/deeper"] },
      { cwd: "/srv/a", allowedTools: ["Bash(git:*)", "WebFetch"] },
      { cwd: "/srv/a/deep", allowedTools: ["Edit(//srv/a/deep/**)"] },
      { cwd: "/srv/a", allowedTools: ["WebFetch(domain:a.example)"] },
      { permissionMode: "default" as const },
      { permissionMode: "plan" as const },
    ])
      assert.deepEqual(tryIt(options), { ...options, disallowedTools: ["Monitor"] });
  });

  it("is refused by name where it is more", () => {
    const table: [Options, RegExp, Options?][] = [
      [{ cwd: "/srv" }, /"\/srv" is not in your own folders \(\/srv\/a, \/srv\/b\)/],
      [{ cwd: "/srv/a-sibling" }, /not in your own folders/],
      [{ cwd: "/srv/a", additionalDirectories: ["/etc"] }, /"\/etc" is not/],
      [{ allowedTools: ["Bash"] }, /not allowed "Bash" yourself/],
      [{ allowedTools: ["Bash(git push:*)"] }, /not allowed/],
      [{ allowedTools: ["Edit"] }, /not allowed/],
      [{ allowedTools: ["Edit(//srv/**)"] }, /not allowed/],
      [{ allowedTools: ["Edit(//srv/a/../../**)"] }, /not allowed/],
      [{ allowedTools: ["Read(//srv/a/**)"] }, /not allowed/],
      [
        { permissionMode: "acceptEdits" },
        /Your own permission_mode is "dontAsk": you cannot pass on "acceptEdits"/,
      ],
      [{ permissionMode: "bypassPermissions" }, /cannot pass on/, { permissionMode: "acceptEdits" }],
      [{ permissionMode: "dontAsk" }, /Your own permission_mode is "plan"/, { permissionMode: "plan" }],
      [{}, /Your own permission_mode is "plan": you cannot pass on "default"/, { permissionMode: "plan" }],
    ];
    for (const [options, expected, own = OWN] of table) {
      const refused = tryIt(options, own);
      assert.ok(refused instanceof Refusal, JSON.stringify(options));
      assert.match(refused.message, expected);
    }
    assert.match(String(tryIt({}, OWN, { askPermissions: true })), /ask nobody/);
  });

  it("is anything that the policy allows, of one that may do everything", () => {
    const own: Options = { cwd: "/srv/a", permissionMode: "bypassPermissions" };
    const modes: PermissionMode[] = [
      "plan",
      "default",
      "dontAsk",
      "acceptEdits",
      "auto",
      "bypassPermissions",
    ];
    for (const permissionMode of modes)
      assert.ok(!(tryIt({ permissionMode, allowedTools: ["Bash"] }, own) instanceof Refusal));
    assert.ok(tryIt({ cwd: "/srv" }, own) instanceof Refusal, "but where it works");
  });

  it("has its folders in the agent's own, whatever their names are", () => {
    const name = fc.constantFrom("a", "b", "work", "..", ".", "a-sibling", "…", " ", "A");
    const place = fc.array(name, { maxLength: 6 }).map((names) => `/${names.join("/")}`);
    fc.assert(
      fc.property(place, fc.array(place, { maxLength: 3 }), (cwd, additionalDirectories) => {
        const passed = tryIt({ cwd, additionalDirectories });
        if (passed instanceof Refusal) return;
        for (const each of [cwd, ...additionalDirectories])
          assert.ok(contains("/srv/a", each) || contains("/srv/b", each));
      }),
      { numRuns: 10_000 },
    );
  });
});
