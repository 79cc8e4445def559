// The comparisons leave out no option and no method that the official SDK declares.
import assert from "node:assert/strict";
import { it } from "node:test";
import { CALLS } from "../calls.ts";
import { ALONE } from "../cases.ts";
import { declaredMembers } from "./declared.ts";

/** Options that need others, or that only say how others are used. */
const NEEDS_OTHERS = new Set([
  "loadTimeoutMs",
  "mcpServersDelivery",
  "pluginDelivery",
  "resumeDropsTurn",
  "resumeSessionAt",
  "sessionStoreFlush",
  "supportedDialogKinds",
]);
/** How the CLI is started rather than with what: see started.test.ts. */
const STARTS = new Set([
  "executable",
  "executableArgs",
  "pathToClaudeCodeExecutable",
  "spawnClaudeCodeProcess",
]);
/** Methods that send no request: see scenarios/. */
const NO_REQUEST = new Set(["streamInput", "close", "next", "return", "throw"]);

it("every option of the official SDK has a case of its own", () => {
  const cases = Object.values(ALONE).map((options) => Object.keys(options));
  const names = declaredMembers("Options");
  assert.ok(names.length >= 70, `only ${names.length} options were found`);
  const uncovered = names.filter((name) => {
    if (STARTS.has(name)) return false;
    return !cases.some((keys) => keys.includes(name) && (keys.length === 1 || NEEDS_OTHERS.has(name)));
  });
  // With its server, which is the least that a delivery can be of.
  assert.deepEqual(uncovered, ["mcpServers"]);
});

it("every control method of the official SDK is called", () => {
  const methods = declaredMembers("Query");
  assert.ok(methods.length >= 30, methods.join(", "));
  const called = new Set(Object.keys(CALLS).map((name) => name.slice(0, name.indexOf("("))));
  assert.deepEqual(
    methods.filter((name) => !called.has(name) && !NO_REQUEST.has(name)),
    [],
  );
});
