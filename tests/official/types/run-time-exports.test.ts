// What the official SDK exports at run time exists here.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import * as official from "@anthropic-ai/claude-agent-sdk";
import * as ours from "../../../lib/index.ts";

const PACKAGE = path.join(import.meta.dirname, "../../../node_modules/@anthropic-ai/claude-agent-sdk");

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
    const declarations = readFileSync(path.join(PACKAGE, "sdk.d.ts"), "utf8");
    const [, body = ""] = /interface Query extends[^{]*\{(.*?)\n\}/s.exec(declarations) ?? [];
    const names = [...body.matchAll(/^ {4}(\w+)\(/gm)].map(([, name = ""]) => name);
    assert.ok(names.length >= 30, names.join(" "));
    const own = Object.getOwnPropertyNames(ours.Query.prototype);
    assert.deepEqual(
      names.filter((name) => !own.includes(name)),
      [],
    );
  });
});
