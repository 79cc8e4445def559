import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { BUILTIN_TOOL_NAMES, type HookInput, type HookJSONOutput, query } from "../lib/index.ts";
import type { Step } from "../lib/testing/index.ts";
import { ROOT } from "../scripts/gate/command.ts";
import { SWITCHES } from "../scripts/tools/offered.ts";
import { compile } from "./official/types/compile.ts";
import { withRealClaude } from "./support/claude.ts";

/** Fields that the CLI adds, and that neither its schemas nor the official SDK's types have. */
const UNDECLARED: Readonly<Record<string, readonly string[]>> = {
  SendMessage: ["type", "recipient", "recipient_kind", "content"],
  Agent: ["canContinueAgent"],
  ExitWorktree: ["restoredCwd", "originalCwdMissing"],
};
/** They need a network or somebody to talk to, or go on afterwards: their calls are denied once they have been seen. */
const DENIED = new Set(
  "PowerShell ScheduleWakeup ReadMcpResourceDirTool WebFetch WebSearch ListAgents SendMessage SendUserMessage Monitor Workflow ExitPlanMode".split(
    " ",
  ),
);
const SUBAGENT = "Say a word";
const QUESTION = {
  question: "Which?",
  header: "Choice",
  multiSelect: false,
  options: [
    { label: "a", description: "the first" },
    { label: "b", description: "the second", preview: "b" },
  ],
};
const FINDING = { file: "a", line: 1, summary: "b", failure_scenario: "c", verdict: "PLAUSIBLE" };
const NOTEBOOK = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });

interface Seen {
  readonly tool: string;
  readonly value: unknown;
}

/** A call of a tool; an id may be that of an earlier output. */
type Call = readonly [tool: string, input: (idOf: (tool: string, field: string) => unknown) => object];

const given =
  (input: object): Call[1] =>
  () =>
    input;

const calls = (folder: string): Call[] => [
  ["Write", given({ file_path: `${folder}/a.txt`, content: "one\n" })],
  ["Read", given({ file_path: `${folder}/a.txt`, offset: 1, limit: 5 })],
  ["Edit", given({ file_path: `${folder}/a.txt`, old_string: "one", new_string: "two", replace_all: true })],
  ["Write", given({ file_path: `${folder}/a.txt`, content: "three\n" })],
  ["Write", given({ file_path: `${folder}/n.ipynb`, content: NOTEBOOK })],
  ["Read", given({ file_path: `${folder}/n.ipynb` })],
  [
    "NotebookEdit",
    given({ notebook_path: `${folder}/n.ipynb`, new_source: "1", cell_type: "code", edit_mode: "insert" }),
  ],
  ["Glob", given({ pattern: "*.txt", path: folder })],
  ["Grep", given({ pattern: "three", path: folder, output_mode: "content", "-n": true, head_limit: 3 })],
  ["Grep", given({ pattern: "three", path: folder, output_mode: "count" })],
  ["Bash", given({ command: "echo out; echo err >&2", description: "Print", timeout: 60_000 })],
  ["Bash", given({ command: "tail -f /dev/null", description: "Wait", run_in_background: true })],
  ["TaskStop", (idOf) => ({ task_id: idOf("Bash", "backgroundTaskId") })],
  ["PowerShell", given({ command: "ls", description: "List", timeout: 1_000 })],
  ["TaskCreate", given({ subject: "Test", description: "All", activeForm: "Testing", metadata: { a: 1 } })],
  ["TaskUpdate", given({ taskId: "1", status: "in_progress", owner: "me" })],
  ["TaskGet", given({ taskId: "1" })],
  ["TaskList", given({})],
  ["CronCreate", given({ cron: "0 0 1 1 *", prompt: "Hello", recurring: true })],
  ["CronList", given({})],
  ["CronDelete", (idOf) => ({ id: idOf("CronCreate", "id") })],
  ["ScheduleWakeup", given({ delaySeconds: 60, reason: "To test", prompt: "Hello" })],
  ["ReportFindings", given({ level: "low", findings: [FINDING] })],
  ["Agent", given({ description: SUBAGENT, prompt: SUBAGENT, subagent_type: "general-purpose" })],
  ["AskUserQuestion", given({ questions: [QUESTION] })],
  ["ListMcpResourcesTool", given({ server: "resources" })],
  ["ReadMcpResourceTool", given({ server: "resources", uri: "one://" })],
  ["ReadMcpResourceDirTool", given({ server: "resources", uri: "one://" })],
  ["WebFetch", given({ url: "https://example.com/", prompt: "What is it?" })],
  ["WebSearch", given({ query: "anything", allowed_domains: ["example.com"] })],
  ["Skill", given({ skill: "hello", args: "x" })],
  ["ListAgents", given({})],
  ["SendMessage", given({ to: "nobody", summary: "A word", message: "Hello" })],
  ["SendUserMessage", given({ message: "Hello", status: "normal" })],
  ["Monitor", given({ description: "Watch", timeout_ms: 1_000, command: "true" })],
  ["Workflow", given({ name: "deep-research", args: { a: 1 } })],
  ["EnterWorktree", given({ name: "other" })],
  ["ExitWorktree", given({ action: "remove" })],
  ["EnterPlanMode", given({})],
  ["ExitPlanMode", given({ allowedPrompts: [{ tool: "Bash", prompt: "run tests" }] })],
];
/** How many calls there have been: a request beside the conversation, such as one for a title, does not use one up. */
function callsIn(messages: unknown): number {
  return JSON.stringify(messages).split('"type":"tool_use"').length - 1;
}

const todos = [{ content: "Test", status: "pending", activeForm: "Testing" }];

describe("The types of the entry sdk-tools, with the real CLI", () => {
  const inputs: Seen[] = [];
  const outputs: Seen[] = [];
  let folder = "";
  let todo: readonly Call[] = [];
  const claude = withRealClaude({
    reply: (messages): Step => {
      if (JSON.stringify(messages[0]).includes(SUBAGENT)) return { text: "A word." };
      const [tool, input] = todo[callsIn(messages)] ?? [];
      return tool === undefined ? { text: "Done." } : { tool, input: { ...input?.(idOf) } };
    },
  });
  const idOf = (tool: string, field: string): unknown => {
    const value = outputs.findLast((output) => output.tool === tool)?.value ?? {};
    return (value as Record<string, unknown>)[field];
  };

  before(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "kodegen-tools-")));
    await mkdir(path.join(folder, ".claude/skills/hello"), { recursive: true });
    await writeFile(path.join(folder, ".claude/skills/hello/SKILL.md"), "---\ndescription: Hi\n---\nHi\n");
    execFileSync("git", ["init", "--quiet", folder]);
    const commit = ["commit", "--quiet", "--allow-empty", "--message", "First"];
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...commit], { cwd: folder });
    await claude.started();
    // There are tasks or to-dos, never both.
    await play(calls(folder), { CLAUDE_CODE_ENABLE_TASKS: "1" });
    await play([["TodoWrite", given({ todos })]], { CLAUDE_CODE_ENABLE_TASKS: "0" });
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  async function play(plan: readonly Call[], env: Record<string, string>): Promise<void> {
    todo = plan;
    const server = new McpServer({ name: "resources", version: "1.0.0" });
    const contents = [{ uri: "one://", text: "1" }];
    server.registerResource("one", "one://", {}, async () => ({ contents }));
    const { env: base } = claude.options();
    const options = claude.options({
      env: { ...base, ...SWITCHES, ...env },
      cwd: folder,
      tools: [...BUILTIN_TOOL_NAMES],
      mcpServers: { resources: { type: "sdk", name: "resources", instance: server } },
      canUseTool: async (_tool, input) => ({
        behavior: "allow",
        updatedInput: { ...input, answers: { [QUESTION.question]: "a" } },
      }),
      hooks: { PreToolUse: [{ hooks: [listen] }], PostToolUse: [{ hooks: [listen] }] },
    });
    await query("Use your tools", options).result();
  }

  async function listen(input: HookInput): Promise<HookJSONOutput> {
    if (input.hook_event_name === "PostToolUse")
      outputs.push({ tool: input.tool_name, value: input.tool_response });
    if (input.hook_event_name !== "PreToolUse") return {};
    const { hook_event_name: hookEventName, tool_name: tool, tool_input: value } = input;
    inputs.push({ tool, value });
    if (tool === "AskUserQuestion") return {};
    const permissionDecision = DENIED.has(tool) ? "deny" : "allow";
    return { hookSpecificOutput: { hookEventName, permissionDecision } };
  }

  /** What the compiler says of the values, and of which. */
  function mistakes(table: "ToolInputs" | "ToolOutputs", seen: readonly Seen[]): string[] {
    const lines = seen.map(({ tool, value }) => {
      const known = Object.entries(value as object).filter(([field]) => !UNDECLARED[tool]?.includes(field));
      const text = JSON.stringify(Array.isArray(value) ? value : Object.fromEntries(known));
      return `{ const value: types.${table}["${tool}"] = ${text}; }`;
    });
    const program = ['import type * as types from "./lib/sdk-tools.ts";', ...lines];
    return compile({ "seen.ts": program.join("\n") }).map(
      ({ line, message }) => `${message}: ${program[line]}`,
    );
  }

  it("every tool that is offered without an account was called", () => {
    const generated = readFileSync(path.join(ROOT, "lib/generated/tools.ts"), "utf8");
    const [, fields = ""] = /interface OfferedInputs \{(.*?)\}/s.exec(generated) ?? [];
    const names = [...fields.matchAll(/(\w+):/g)].map(([, name]) => name);
    assert.ok(names.length > 30, fields);
    assert.deepEqual(
      names.filter((name) => !inputs.some(({ tool }) => tool === name)),
      [],
    );
  });

  it("ToolInputs has what a PreToolUse hook gets, and no field is unknown", { timeout: 60_000 }, () => {
    assert.deepEqual(mistakes("ToolInputs", inputs), []);
  });

  it("ToolOutputs has what a PostToolUse hook gets, and no field is unknown", { timeout: 60_000 }, () => {
    // What a skill gives back is not declared.
    const declared = outputs.filter(({ tool }) => tool !== "Skill");
    assert.deepEqual(mistakes("ToolOutputs", declared), []);
  });
});
