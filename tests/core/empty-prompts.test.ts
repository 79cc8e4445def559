// Nothing to send is not nothing to do: an empty source of prompts starts the CLI, which goes on with what was decided.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Options, query, type SDKUserMessage } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";

const claude = withRealClaude();

async function* nothing(): AsyncGenerator<SDKUserMessage> {}

const decided = (permissionDecision: "defer" | "allow"): Options =>
  claude.options({
    allowedTools: ["Bash"],
    hooks: {
      PreToolUse: [
        {
          matcher: "Bash",
          hooks: [async () => ({ hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision } })],
        },
      ],
    },
  });

describe("An empty source of prompts", () => {
  it("carries out the call that a resumed conversation had deferred", { timeout: 120_000 }, async () => {
    const steps = [
      { tool: "Bash", input: { command: "echo GONE-ON", description: "say" } },
      { text: "It was read" },
    ];
    const first = await query(`[[mock: ${JSON.stringify(steps)} ]]`, decided("defer")).result();
    const before = claude.model.requests.length;
    for await (const message of query(nothing(), { ...decided("allow"), resume: first.session_id }))
      assert.notEqual(message.type, "nothing");
    const told = JSON.stringify(claude.model.requests.slice(before).map(({ messages }) => messages));
    assert.match(told, /GONE-ON/);
  });

  it("ends by itself when there is nothing to go on with", { timeout: 60_000 }, async () => {
    for await (const message of query(nothing(), claude.options())) assert.notEqual(message.type, "result");
  });
});
