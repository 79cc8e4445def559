// Options, hooks and permissions, as programs give them.

import { spawn } from "node:child_process";
import {
  type AgentDefinition,
  type CanUseTool,
  type HookCallback,
  type HookCallbackMatcher,
  type HookEvent,
  type HookInput,
  type HookJSONOutput,
  type Options,
  type OutputFormat,
  type PermissionMode,
  type PermissionResult,
  type PermissionUpdate,
  type PreToolUseHookInput,
  query,
  type SandboxSettings,
  type SdkPluginConfig,
  type SettingSource,
  type Settings,
  type SpawnedProcess,
  type SpawnOptions,
  type SyncHookJSONOutput,
  type ThinkingConfig,
} from "@anthropic-ai/claude-agent-sdk";

const reviewer: AgentDefinition = {
  description: "Reviews code",
  prompt: "You review code.",
  tools: ["Read", "Grep"],
  model: "sonnet",
  mcpServers: ["own", { other: { command: "node" } }],
};

const canUseTool: CanUseTool = async (toolName, input, { signal, suggestions, toolUseID, agentID }) => {
  if (signal.aborted || toolName === "Bash")
    return { behavior: "deny", message: `No ${toolUseID}`, interrupt: true };
  const updatedPermissions: PermissionUpdate[] = suggestions ?? [];
  return agentID === undefined
    ? { behavior: "allow", updatedInput: input, updatedPermissions }
    : { behavior: "allow", updatedInput: { ...input, agentID } };
};
export const denied: PermissionResult = { behavior: "deny", message: "No" };

const guard: HookCallback = async (input, toolUseID, { signal }) => {
  if (signal.aborted || toolUseID === undefined) return {};
  if (input.hook_event_name !== "PreToolUse") return { continue: true };
  const { tool_name: name, tool_input: given }: PreToolUseHookInput = input;
  return {
    hookSpecificOutput: {
      hookEventName: "PreToolUse",
      permissionDecision: name === "Write" ? "deny" : "allow",
      permissionDecisionReason: "Rules",
      updatedInput: given as Record<string, unknown>,
    },
  };
};
const note = (async (input: HookInput): Promise<SyncHookJSONOutput> => {
  switch (input.hook_event_name) {
    case "UserPromptSubmit":
      return {
        hookSpecificOutput: { hookEventName: input.hook_event_name, additionalContext: input.prompt },
      };
    case "Stop":
      return input.stop_hook_active ? {} : { decision: "block", reason: "Go on" };
    case "PostToolUse":
      return { systemMessage: `${input.tool_name} ${String(input.tool_response)}` };
    case "SubagentStop":
      return { reason: input.agent_id };
    default:
      return { suppressOutput: true };
  }
}) satisfies HookCallback;
const later: HookJSONOutput = { async: true, asyncTimeout: 5 };
const matchers: HookCallbackMatcher[] = [
  { matcher: "Write|Edit", hooks: [guard], timeout: 10, onFailure: "block" },
];
const hooks: Partial<Record<HookEvent, HookCallbackMatcher[]>> = {
  PreToolUse: matchers,
  UserPromptSubmit: [{ hooks: [note] }],
  Notification: [{ hooks: [async () => later] }],
};

const sandbox: SandboxSettings = {
  enabled: true,
  network: { allowedDomains: ["example.com"], allowLocalBinding: true },
  filesystem: { denyRead: ["/etc"] },
  ignoreViolations: { ls: ["*"] },
};
const settings: Settings = {
  permissions: { allow: ["Read"], deny: ["Bash(rm:*)"], defaultMode: "plan" },
  env: { A: "1" },
  statusLine: { type: "command", command: "date" },
  enabledPlugins: { "a@b": true },
  hooks: { Stop: [{ hooks: [{ type: "command", command: "true", timeout: 3 }] }] },
};
const thinking: ThinkingConfig = { type: "enabled", budgetTokens: 2048 };
const outputFormat: OutputFormat = { type: "json_schema", schema: { type: "object" } };
const plugins: SdkPluginConfig[] = [{ type: "local", path: "./plugin" }];
const settingSources: SettingSource[] = ["user", "project", "local"];
const permissionMode: PermissionMode = "acceptEdits";
const start = ({ command, args, cwd, env, signal }: SpawnOptions): SpawnedProcess =>
  spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    signal,
    stdio: ["pipe", "pipe", "ignore"],
  });

export const options: Options = {
  abortController: new AbortController(),
  additionalDirectories: ["/tmp"],
  agent: "reviewer",
  agents: { reviewer },
  allowedTools: ["Read"],
  betas: ["context-1m-2025-08-07"],
  canUseTool,
  continue: true,
  cwd: "/tmp",
  disallowedTools: ["WebFetch"],
  effort: "high",
  enableFileCheckpointing: true,
  env: { ...process.env, DEBUG: "1" },
  executable: "node",
  executableArgs: ["--enable-source-maps"],
  extraArgs: { "replay-user-messages": null },
  fallbackModel: "haiku",
  forkSession: true,
  hooks,
  includeHookEvents: true,
  includePartialMessages: true,
  maxBudgetUsd: 1,
  maxTurns: 3,
  model: "sonnet",
  onElicitation: async ({ serverName }) => ({
    action: serverName === "a" ? "accept" : "decline",
    content: { a: "b" },
  }),
  outputFormat,
  pathToClaudeCodeExecutable: "/usr/bin/claude",
  permissionMode,
  persistSession: false,
  plugins,
  resume: "id",
  sandbox,
  sessionId: crypto.randomUUID(),
  settings,
  settingSources,
  skills: "all",
  spawnClaudeCodeProcess: start,
  stderr: (data) => void data.length,
  systemPrompt: { type: "preset", preset: "claude_code", append: "Be brief." },
  thinking,
  toolConfig: { askUserQuestion: { previewFormat: "html" } },
  tools: { type: "preset", preset: "claude_code" },
};

/** Options that are put together, as programs do it. */
export function merged(base: Options, more?: Partial<Options>): Options {
  const all: Options = { ...base, ...more, hooks: { ...base.hooks, ...more?.hooks } };
  if (all.systemPrompt === undefined) all.systemPrompt = ["a", "b"];
  return all;
}
export const asked = (prompt: Prompt): AsyncIterable<unknown> => query({ prompt, options });
export type Prompt = Parameters<typeof query>[0]["prompt"];
export type Given = NonNullable<Parameters<typeof query>[0]["options"]>;
