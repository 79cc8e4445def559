// What the official SDK exports at run time exists here.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as official from "@anthropic-ai/claude-agent-sdk";
import { METHOD_NAMES } from "../../../lib/generated/names.ts";
import * as ours from "../../../lib/index.ts";

describe("The official SDK's exports at run time", () => {
  it("every one of them exists here, so that imports link", () => {
    const missing = Object.keys(official).filter((name) => !Object.hasOwn(ours, name));
    assert.deepEqual(missing, []);
  });

  it("constants have the same values, and functions are functions", () => {
    for (const [name, value] of Object.entries(official)) {
      const own = (ours as Record<string, unknown>)[name];
      if (typeof value === "function") assert.equal(typeof own, "function", name);
      else assert.deepEqual(own, value, name);
    }
  });

  it("every method of its queries is a method of the prototype of ours, where programs look for it", () => {
    const own = Object.getOwnPropertyNames(ours.Query.prototype);
    assert.deepEqual(
      METHOD_NAMES.filter((name) => !own.includes(name)),
      [],
    );
  });
});
