// Watch, change and refuse what an agent does: npx tsx examples/hooks.ts "what to do"
import process from "node:process";
import { type HookCallback, query } from "kodegen-claude-agent";

/** Before a command runs: nothing is deleted, and whatever is deployed goes to staging. */
const beforeBash: HookCallback = async (input) => {
  if (input.hook_event_name !== "PreToolUse") return {};
  const given = input.tool_input as { command: string };
  if (/\brm\b/.test(given.command)) {
    console.log("refused:", given.command);
    return {
      hookSpecificOutput: {
        hookEventName: "PreToolUse",
        permissionDecision: "deny",
        permissionDecisionReason: "Nothing is deleted here. Move it to ./trash instead.",
      },
    };
  }
  const command = given.command.replaceAll("production", "staging");
  if (command === given.command) return {};
  console.log("changed:", given.command, "->", command);
  return { hookSpecificOutput: { hookEventName: "PreToolUse", updatedInput: { ...given, command } } };
};

/** After it has run: what it printed, and how long it took. */
const afterBash: HookCallback = async (input) => {
  if (input.hook_event_name !== "PostToolUse") return {};
  const { stdout } = input.tool_response as { stdout: string };
  console.log(`printed (${input.duration_ms} ms):`, stdout.trim());
  return {};
};

const prompt = process.argv[2] ?? "Deploy this folder to production with ./deploy.sh, then delete it.";
const { result } = await query(prompt, {
  allowedTools: ["Bash"],
  hooks: {
    PreToolUse: [{ matcher: "Bash", hooks: [beforeBash], timeout: 10 }],
    PostToolUse: [{ matcher: "Bash", hooks: [afterBash] }],
  },
}).result();
console.log(result);
