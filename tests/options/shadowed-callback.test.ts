// What is said of a permission callback that is not asked, and that it is true of the real CLI.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { type Options, query } from "../../lib/index.ts";
import { shadowedCallback } from "../../lib/options/shadowed-callback.ts";
import { withRealClaude } from "../support/claude.ts";

const claude = withRealClaude();
const canUseTool: Options["canUseTool"] = () => Promise.resolve({ behavior: "deny", message: "no" });

const QUESTION = {
  question: "Which?",
  header: "Which",
  multiSelect: false,
  options: ["A", "B"].map((label) => ({ label, description: label })),
};
const INPUTS = {
  Bash: { command: "touch made.txt", description: "Make a file" },
  Write: { file_path: "made.txt", content: "x" },
  AskUserQuestion: { questions: [QUESTION] },
};
type Tool = keyof typeof INPUTS;

/** True when the real CLI asks about a call of this tool. */
async function asks(tool: Tool, options: Options): Promise<boolean> {
  let asked = false;
  const cwd = path.join(claude.model.home, "work");
  mkdirSync(cwd, { recursive: true });
  const input = tool === "Write" ? { ...INPUTS.Write, file_path: path.join(cwd, "made.txt") } : INPUTS[tool];
  const prompt = `[[mock: ${JSON.stringify([{ tool, input }, { text: "done" }])} ]]`;
  // As root, the CLI bypasses permissions only where it is told that it is in a container.
  const env = { ...claude.options().env, IS_SANDBOX: "1" };
  const callback: Options["canUseTool"] = (...given) => {
    asked = true;
    return (canUseTool as NonNullable<Options["canUseTool"]>)(...given);
  };
  await query(prompt, { ...options, env, cwd, canUseTool: callback }).result();
  return asked;
}

describe("shadowedCallback()", () => {
  it("shadowedCallback() says what is not asked about, and what to do", () => {
    const table: [Options, RegExp | undefined][] = [
      [{}, undefined],
      [{ permissionMode: "default" }, undefined],
      [{ permissionMode: "manual" as never }, undefined],
      [{ permissionMode: "acceptEdits" }, undefined],
      [{ permissionMode: "plan" }, undefined],
      [
        { permissionMode: "dontAsk" },
        /^"canUseTool" is never asked in permission mode "dontAsk".*; use mode "default"/,
      ],
      [
        { permissionMode: "bypassPermissions" },
        /only about tools that need a person, such as AskUserQuestion.*hook to see/,
      ],
      [
        { permissionMode: "auto" },
        /only about tools that need a person.*because a classifier decides; use mode/,
      ],
      [{ permissionPrompts: "none" }, /never asked, because "permissionPrompts" is "none"; leave one/],
      [
        { allowedTools: ["Bash"] },
        /not asked about Bash, because "allowedTools" approves every use; leave that out, or/,
      ],
      [{ allowedTools: ["Bash", "Write(*)", "Bash"] }, /not asked about Bash, Write, because/],
      [{ allowedTools: ["Bash()", "Edit(**)"] }, /not asked about Bash, Edit, because/],
      [{ allowedTools: ["Bash(git log:*), Write Read"] }, /not asked about Write, Read, because/],
      [
        { allowedTools: ["mcp__shop", "mcp__my-shop__*", "mcp__a__b"] },
        /about mcp__shop, mcp__my-shop__\*, mcp__a__b,/,
      ],
      [
        { allowedTools: ["Bash(git:*)", "Edit(/src/**)", "WebFetch(domain:a.b)", "*", "B*", "bash"] },
        undefined,
      ],
      [{ allowedTools: ["AskUserQuestion", ""] }, undefined],
      [{ permissionMode: "dontAsk", allowedTools: ["Bash"] }, /is never asked in permission mode/],
    ];
    for (const [options, expected] of table) {
      const said = shadowedCallback({ ...options, canUseTool });
      if (expected === undefined) assert.equal(said, undefined, JSON.stringify(options));
      else assert.match(said ?? "", expected);
      assert.equal(shadowedCallback(options), undefined, "without a callback there is nothing to say");
    }
  });

  it("the real CLI asks about what it is not said of, and not about the rest", {
    timeout: 300_000,
  }, async () => {
    const table: [Options, Partial<Record<Tool, boolean>>][] = [
      [{ permissionMode: "default" }, { Bash: true, AskUserQuestion: true }],
      [{ permissionMode: "dontAsk" }, { Bash: false, AskUserQuestion: false }],
      [
        { permissionMode: "bypassPermissions", allowDangerouslySkipPermissions: true },
        { Bash: false, AskUserQuestion: true },
      ],
      [{ permissionMode: "auto" }, { Bash: false, AskUserQuestion: true }],
      [{ permissionMode: "acceptEdits" }, { AskUserQuestion: true }],
      [{ permissionMode: "plan" }, { Write: true, AskUserQuestion: true }],
      [{ permissionPrompts: "none" }, { Bash: false, AskUserQuestion: false }],
      [{ allowedTools: ["Bash(*)"] }, { Bash: false, Write: true }],
      [{ allowedTools: ["Bash Write()"] }, { Bash: false, Write: false }],
      [{ allowedTools: ["*", "bash", "Bash(git:*)", "Edit"] }, { Bash: true, Write: true }],
      [{ allowedTools: ["AskUserQuestion"] }, { AskUserQuestion: true }],
    ];
    for (const [options, expected] of table)
      for (const [tool, asked] of Object.entries(expected))
        assert.equal(await asks(tool as Tool, options), asked, `${tool}: ${JSON.stringify(options)}`);
  });
});
