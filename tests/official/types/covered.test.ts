// The comparisons leave out no option and no method that the official SDK declares.
import assert from "node:assert/strict";
import { it } from "node:test";
import { METHOD_NAMES, OPTION_NAMES } from "../../../lib/generated/names.ts";
import { CALLS } from "../calls.ts";
import { ALONE } from "../cases.ts";

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
const NO_REQUEST = new Set(["streamInput", "close"]);

it("every option of the official SDK has a case of its own", () => {
  const cases = Object.values(ALONE).map((options) => Object.keys(options));
  const uncovered = OPTION_NAMES.filter((name) => {
    if (STARTS.has(name)) return false;
    return !cases.some((keys) => keys.includes(name) && (keys.length === 1 || NEEDS_OTHERS.has(name)));
  });
  // With its server, which is the least that a delivery can be of.
  assert.deepEqual(uncovered, ["mcpServers"]);
});

it("every control method of the official SDK is called", () => {
  const called = new Set(Object.keys(CALLS).map((name) => name.slice(0, name.indexOf("("))));
  assert.deepEqual(
    METHOD_NAMES.filter((name) => !called.has(name) && !NO_REQUEST.has(name)),
    [],
  );
});
