import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type HookInput, type Options, query, type SDKMessage } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";

const claude = withRealClaude();

async function run(prompt: string, options: Options): Promise<SDKMessage[]> {
  const messages: SDKMessage[] = [];
  for await (const message of query(prompt, claude.options(options))) messages.push(message);
  return messages;
}

function toolResults(messages: readonly SDKMessage[]): string {
  return JSON.stringify(messages.filter(({ type }) => type === "user"));
}

describe("Hooks with the real CLI", () => {
  it("hooks see a tool call before and after, and the prompt and the stop", { timeout: 60_000 }, async () => {
    const seen: string[] = [];
    const hook = async (input: HookInput, toolUseID: string | undefined): Promise<object> => {
      const tool = "tool_name" in input ? `:${input.tool_name}:${String(toolUseID).slice(0, 5)}` : "";
      seen.push(`${input.hook_event_name}${tool}`);
      return {};
    };
    const hooks = [{ hooks: [hook] }];
    const messages = await run("mock:bash", {
      allowedTools: ["Bash"],
      hooks: {
        UserPromptSubmit: hooks,
        PreToolUse: [{ matcher: "Bash", hooks: [hook] }],
        PostToolUse: hooks,
        Stop: hooks,
      },
    });
    assert.deepEqual(seen, ["UserPromptSubmit", "PreToolUse:Bash:toolu", "PostToolUse:Bash:toolu", "Stop"]);
    assert.match(toolResults(messages), /hi-from-bash/);
  });

  it("a PreToolUse hook can deny, and change the input", { timeout: 60_000 }, async () => {
    const denied = await run("mock:bash", {
      allowedTools: ["Bash"],
      hooks: {
        PreToolUse: [
          {
            hooks: [
              async () => ({
                hookSpecificOutput: {
                  hookEventName: "PreToolUse",
                  permissionDecision: "deny",
                  permissionDecisionReason: "not on a Tuesday",
                },
              }),
            ],
          },
        ],
      },
    });
    assert.match(toolResults(denied), /not on a Tuesday/);
    const changed = await run("mock:bash", {
      allowedTools: ["Bash"],
      hooks: {
        PreToolUse: [
          {
            hooks: [
              async () => ({
                hookSpecificOutput: {
                  hookEventName: "PreToolUse",
                  permissionDecision: "allow",
                  updatedInput: { command: "echo changed-by-hook", description: "x" },
                },
              }),
            ],
          },
        ],
      },
    });
    assert.match(toolResults(changed), /changed-by-hook/);
  });
});
