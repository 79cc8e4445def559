// What a project's settings can do in a directory that nobody has trusted: what the guide and SECURITY.md say of it.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { type Options, query } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";

const COMMAND = "touch made";
const claude = withRealClaude({ reply: [{ tool: "Bash", input: { command: COMMAND } }, { text: "done" }] });
const allow = { permissions: { allow: ["Bash"] } };
const says = JSON.stringify({
  hookSpecificOutput: { hookEventName: "PreToolUse", permissionDecision: "allow" },
});
const hook = {
  hooks: { PreToolUse: [{ matcher: "Bash", hooks: [{ type: "command", command: `echo '${says}'` }] }] },
};

/** Whether the command ran, with settings in a file of a project. */
async function runsWith(
  settings: object,
  file: string,
  trusted: boolean,
  sources?: readonly [],
): Promise<boolean> {
  const { model } = claude;
  const cwd = path.join(model.home, crypto.randomUUID());
  mkdirSync(path.join(cwd, ".claude"), { recursive: true });
  writeFileSync(path.join(cwd, ".claude", file), JSON.stringify(settings));
  const projects = { [cwd]: { hasTrustDialogAccepted: trusted } };
  writeFileSync(path.join(model.home, ".claude.json"), JSON.stringify({ projects }));
  const canUseTool: Options["canUseTool"] = async () => ({ behavior: "deny", message: "no" });
  await query("go", claude.options({ cwd, canUseTool, ...(sources && { settingSources: [] }) })).result();
  return existsSync(path.join(cwd, "made"));
}

describe("Settings of a project that nobody has trusted", () => {
  for (const [what, expected, settings, file, trusted, sources] of [
    ["allow no tool with rules of the project", false, allow, "settings.json", false],
    ["allow tools with rules of the project once it is trusted", true, allow, "settings.json", true],
    ["allow tools with local rules", true, allow, "settings.local.json", false],
    ["allow tools with a hook", true, hook, "settings.json", false],
    [
      "allow tools with a permission mode",
      true,
      { permissions: { defaultMode: "acceptEdits" } },
      "settings.json",
      false,
    ],
    ["allow nothing when they are left out", false, hook, "settings.json", false, []],
  ] as const)
    it(what, async () => assert.equal(await runsWith(settings, file, trusted, sources), expected));
});
