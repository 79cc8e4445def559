import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { type HookCallback, type HookInput, type Options, query, type SDKMessage } from "../../lib/index.ts";
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

  it("a PreSkillShellCommand hook sees the command of a skill; one that fails keeps it from running", {
    timeout: 60_000,
  }, async () => {
    const folder = path.join(claude.model.home, ".claude/skills/stamp");
    await mkdir(folder, { recursive: true });
    await writeFile(
      path.join(folder, "SKILL.md"),
      "---\nname: stamp\ndescription: Make a file\nallowed-tools: Bash\n---\nMade: !`touch stamped && echo made-it`\n",
    );
    const stamp = path.join(claude.model.home, "stamped");
    const seen: HookInput[] = [];
    const load = (hook: HookCallback): Promise<SDKMessage[]> =>
      run("/stamp", {
        settingSources: ["user", "project"],
        hooks: { PreSkillShellCommand: [{ hooks: [hook] }] },
      });
    await load(() => Promise.reject(new Error("down")));
    assert.equal(existsSync(stamp), false);
    await load(async (input) => (seen.push(input), {}));
    assert.equal(existsSync(stamp), true);
    const [input] = seen;
    assert.ok(input?.hook_event_name === "PreSkillShellCommand", JSON.stringify(input));
    assert.deepEqual(
      [input.command_name, input.tool_name, input.tool_input.command, input.invoked_by],
      ["stamp", "Bash", "touch stamped && echo made-it", "user"],
    );
  });
});
