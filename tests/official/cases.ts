// Every option alone, and combinations of several: what both libraries are started with.
import type { Options } from "../../lib/index.ts";

const hook = () => Promise.resolve({});
const store = { append: () => Promise.resolve(), load: () => Promise.resolve(null) };
const ask = () => Promise.resolve({ behavior: "allow" as const });

/** Options that change what the process is started with, one at a time. */
export const ALONE: Readonly<Record<string, Options>> = {
  nothing: {},
  additionalDirectories: { additionalDirectories: ["/a", "/b"] },
  "additionalDirectories, empty": { additionalDirectories: [] },
  projectConfigRoot: { projectConfigRoot: "/root" },
  agent: { agent: "reviewer" },
  agents: { agents: { reviewer: { description: "d", prompt: "p", tools: ["Read"], model: "sonnet" } } },
  allowedTools: { allowedTools: ["Read", "Bash(git:*)"] },
  "allowedTools, empty": { allowedTools: [] },
  canUseTool: { canUseTool: ask },
  continue: { continue: true },
  cwd: { cwd: "/" },
  disallowedTools: { disallowedTools: ["Write"] },
  toolAliases: { toolAliases: { Bash: "mcp__x__y" } },
  tools: { tools: ["Read", "Edit"] },
  "tools, empty": { tools: [] },
  "tools, preset": { tools: { type: "preset", preset: "claude_code" } },
  extraArgs: { extraArgs: { "replay-user-messages": null, "some-flag": "v" } },
  fallbackModel: { fallbackModel: "haiku,sonnet" },
  enableFileCheckpointing: { enableFileCheckpointing: true },
  toolConfig: { toolConfig: { askUserQuestion: { previewFormat: "html" } } },
  betas: { betas: ["context-1m-2025-08-07"] },
  hooks: {
    hooks: {
      PreToolUse: [{ matcher: "Bash", hooks: [hook, hook], timeout: 30, onFailure: "block" }],
      Stop: [{ hooks: [hook] }],
    },
  },
  onElicitation: { onElicitation: () => Promise.resolve({ action: "decline" }) },
  onUserDialog: { onUserDialog: () => Promise.resolve({ behavior: "cancelled" }) },
  supportedDialogKinds: {
    onUserDialog: () => Promise.resolve({ behavior: "cancelled" }),
    supportedDialogKinds: ["refusal_fallback_prompt"],
  },
  perTaskStopAffordance: { perTaskStopAffordance: true },
  persistSession: { persistSession: false },
  includeHookEvents: { includeHookEvents: true },
  includePartialMessages: { includePartialMessages: true },
  forwardSubagentText: { forwardSubagentText: true },
  verbatimPrompts: { verbatimPrompts: true },
  "thinking, adaptive": { thinking: { type: "adaptive", display: "summarized" } },
  "thinking, enabled": { thinking: { type: "enabled", budgetTokens: 2_000 } },
  "thinking, enabled without a budget": { thinking: { type: "enabled" } },
  "thinking, disabled": { thinking: { type: "disabled" } },
  effort: { effort: "high" },
  maxThinkingTokens: { maxThinkingTokens: 4_000 },
  "maxThinkingTokens, 0": { maxThinkingTokens: 0 },
  maxTurns: { maxTurns: 3 },
  maxBudgetUsd: { maxBudgetUsd: 1.5 },
  taskBudget: { taskBudget: { total: 20_000 } },
  "mcpServers over stdin": {
    mcpServers: { a: { command: "x", env: { KEY: "secret" } }, b: { type: "http", url: "http://x" } },
    mcpServersDelivery: "initialize",
  },
  "mcpServers by a flag": { mcpServers: { a: { command: "x" } }, mcpServersDelivery: "argv" },
  model: { model: "sonnet" },
  outputFormat: { outputFormat: { type: "json_schema", schema: { type: "object" } } },
  permissionMode: { permissionMode: "plan" },
  planModeInstructions: { planModeInstructions: "Write a poem" },
  allowDangerouslySkipPermissions: { allowDangerouslySkipPermissions: true },
  permissionPromptToolName: { permissionPromptToolName: "mcp__x__ask" },
  permissionPrompts: { permissionPrompts: "none" },
  plugins: {
    plugins: [
      { type: "local", path: "/x" },
      { type: "local", path: "/y", skipMcpDiscovery: true },
    ],
  },
  "plugins over stdin": { plugins: [{ type: "local", path: "/x" }], pluginDelivery: "initialize" },
  promptSuggestions: { promptSuggestions: true },
  agentProgressSummaries: { agentProgressSummaries: true },
  forkSession: { forkSession: true },
  resume: { resume: "00000000-0000-4000-8000-000000000001" },
  "resume in a copy": {
    resume: "00000000-0000-4000-8000-000000000001",
    forkSession: true,
    sessionId: "00000000-0000-4000-8000-000000000002",
  },
  sessionId: { sessionId: "00000000-0000-4000-8000-000000000003" },
  "resume at a message": {
    resume: "00000000-0000-4000-8000-000000000001",
    resumeSessionAt: "00000000-0000-4000-8000-000000000004",
    resumeDropsTurn: "00000000-0000-4000-8000-000000000005",
  },
  sandbox: { sandbox: { enabled: true, network: { allowedDomains: ["a.example"] } } },
  settings: { settings: { model: "opus", permissions: { allow: ["Read"] } } },
  "settings, a path": { settings: "/etc/settings.json" },
  "settings, a text": { settings: '{"model":"opus"}' },
  managedSettings: { managedSettings: { permissions: { deny: ["WebFetch"] } } },
  settingSources: { settingSources: ["user", "project"] },
  "settingSources, empty": { settingSources: [] },
  skills: { skills: ["pdf", "docx"] },
  "skills, all": { skills: "all" },
  debug: { debug: true },
  debugFile: { debugFile: "/tmp/debug.log" },
  strictMcpConfig: { strictMcpConfig: true },
  "systemPrompt, a text": { systemPrompt: "You are a bot" },
  "systemPrompt, texts": { systemPrompt: ["a", "__SYSTEM_PROMPT_DYNAMIC_BOUNDARY__", "b"] },
  "systemPrompt, custom": { systemPrompt: { type: "custom", prompt: "You are a bot", snapshot: true } },
  "systemPrompt, preset": { systemPrompt: { type: "preset", preset: "claude_code" } },
  "systemPrompt, preset and more": {
    systemPrompt: {
      type: "preset",
      preset: "claude_code",
      append: "Be kind",
      excludeDynamicSections: true,
      snapshot: false,
    },
  },
  title: { title: "My session" },
  stderr: { stderr: () => undefined },
  abortController: { abortController: new AbortController() },
  sessionStore: { sessionStore: store },
  sessionStoreFlush: { sessionStore: store, sessionStoreFlush: "eager" },
  loadTimeoutMs: { loadTimeoutMs: 1_000 },
  env: {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", MY_VARIABLE: "1", EMPTY: "", GONE: undefined },
  },
};

/** Every so many of the options above together, so that each stands beside several others. */
export function combinations(): Record<string, Options> {
  const clashing =
    /^(?:continue|resume|forkSession|session|persistSession|permissionPromptToolName|env|cwd|settings, a path|hooks$|nothing)/;
  const names = Object.keys(ALONE).filter((name) => !clashing.test(name));
  const result: Record<string, Options> = {};
  for (let index = 0; index < 30; index += 1) {
    const picked = [0, 7, 19, 31].map((step) => names[(index * 3 + step) % names.length] ?? "");
    result[picked.join(" + ")] = Object.assign({}, ...picked.map((name) => ALONE[name])) as Options;
  }
  return result;
}
