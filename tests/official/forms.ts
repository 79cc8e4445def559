// Other forms of values that the official declarations allow, and values that they do not.
import { createSdkMcpServer, HOOK_EVENTS, type Options, tool } from "../../lib/index.ts";

const hook = () => Promise.resolve({});
const NO_TOOL = tool("nothing", "Does nothing", {}, async () => ({ content: [] }), { searchHint: "idle" });
const SERVER = createSdkMcpServer({ name: "local", version: "2.0.0", tools: [NO_TOOL] });
const MODES = ["default", "acceptEdits", "bypassPermissions", "plan", "dontAsk", "auto"] as const;
const EFFORTS = ["low", "medium", "high", "xhigh", "max"] as const;
const ID = "00000000-0000-4000-8000-000000000001";
const agent = { description: "d", prompt: "p" };

/** More forms of the options in `cases.ts`. */
export const FORMS: Readonly<Record<string, Options>> = {
  ...Object.fromEntries(
    MODES.map((permissionMode) => [`permissionMode, ${permissionMode}`, { permissionMode }]),
  ),
  ...Object.fromEntries(EFFORTS.map((effort) => [`effort, ${effort}`, { effort }])),
  "permissionPrompts, host": { permissionPrompts: "host" },
  "agents, all fields": {
    agents: {
      full: {
        ...agent,
        tools: ["Read"],
        disallowedTools: ["Write"],
        model: "inherit",
        mcpServers: ["local", { other: { command: "x" } }],
        skills: ["pdf"],
        maxTurns: 3,
        background: true,
        memory: "project",
        effort: "high",
        permissionMode: "plan",
        initialPrompt: "begin",
      },
      empty: agent,
    },
  },
  "hooks, none": { hooks: {} },
  "hooks, none for an event": { hooks: { Stop: [] } },
  "hooks, all": { hooks: Object.fromEntries(HOOK_EVENTS.map((event) => [event, [{ hooks: [hook] }]])) },
  "hooks, what happens on failure": {
    hooks: {
      PreToolUse: [{ matcher: "", hooks: [hook], onFailure: "continue" }],
      Stop: [{ hooks: [], timeout: 0 }],
    },
  },
  "mcpServers, in this program": { mcpServers: { local: SERVER } },
  "mcpServers, in this program, with a limit": { mcpServers: { local: { ...SERVER, timeout: 5_000 } } },
  "mcpServers, all kinds": {
    mcpServers: {
      local: SERVER,
      a: { command: "x", args: ["1"], env: { A: "1" } },
      b: { type: "stdio", command: "y" },
      c: { type: "sse", url: "http://x", headers: { Authorization: "Bearer y" } },
      d: { type: "http", url: "http://x" },
    },
    mcpServersDelivery: "argv",
  },
  "mcpServers, none": { mcpServers: {} },
  "plugins, none": { plugins: [] },
  "skills, none": { skills: [] },
  "settings, empty": { settings: {} },
  "settings with a sandbox": {
    settings: { sandbox: { enabled: false, network: { allowLocalBinding: true } } },
    sandbox: { enabled: true, failIfUnavailable: false },
  },
  "systemPrompt, custom texts": { systemPrompt: { type: "custom", prompt: ["a", "b"], snapshot: false } },
  "systemPrompt, empty": { systemPrompt: "" },
  "systemPrompt, no texts": { systemPrompt: [] },
  "thinking, adaptive": { thinking: { type: "adaptive" } },
  "thinking, enabled and hidden": { thinking: { type: "enabled", budgetTokens: 1_024, display: "omitted" } },
  "thinking, and the old option": { thinking: { type: "disabled" }, maxThinkingTokens: 5 },
  "toolConfig, markdown": { toolConfig: { askUserQuestion: { previewFormat: "markdown" } } },
  "toolConfig, empty": { toolConfig: {} },
  "betas, none": { betas: [] },
  "debug, into a file": { debug: true, debugFile: "/tmp/debug.log" },
  "flags that are off": {
    continue: false,
    forkSession: false,
    persistSession: true,
    debug: false,
    strictMcpConfig: false,
    includePartialMessages: false,
    includeHookEvents: false,
    enableFileCheckpointing: false,
    allowDangerouslySkipPermissions: false,
    promptSuggestions: false,
    agentProgressSummaries: false,
    forwardSubagentText: false,
    verbatimPrompts: false,
    perTaskStopAffordance: false,
  },
  "resume by a title": { resume: "my conversation" },
  "continue in a copy": { continue: true, forkSession: true },
  "extraArgs of all forms": { extraArgs: { flag: null, word: "v", empty: "", "a-b": "-y" } },
};

/** Not of the declared types, but passed by programs in JavaScript and taken by the official SDK. */
export const LOOSE: Readonly<Record<string, Record<string, unknown>>> = {
  "options of other releases": {
    appendSystemPrompt: "x",
    customSystemPrompt: "y",
    thinkingConfig: { type: "disabled" },
  },
  "null for nothing": {
    model: null,
    resume: null,
    cwd: null,
    canUseTool: null,
    abortController: null,
    stderr: null,
  },
  "no text": { model: "", cwd: "", resume: "", sessionId: "", permissionMode: "", settings: "", agent: "" },
  "undefined for nothing": {
    model: undefined,
    mcpServers: undefined,
    hooks: { Stop: undefined },
    maxTurns: undefined,
  },
  "lists split from nothing": { allowedTools: [""], disallowedTools: [""], additionalDirectories: [""] },
  "a path in place of a runtime's name": { executable: process.execPath },
  "flags that are no texts": { extraArgs: { verbose: true, number: 1 } },
  "variables that are no texts": {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", PORT: 1, ON: true },
  },
  "fields that are none": {
    outputFormat: { type: "json_schema", schema: {}, name: "x", strict: true },
    systemPrompt: { type: "preset", preset: "claude_code", extra: 1 },
    thinking: { type: "enabled", budgetTokens: 5, budget_tokens: 100 },
    taskBudget: { total: 5, more: 1 },
    toolConfig: { other: 1 },
  },
  "MCP servers of kinds that the CLI knows": {
    mcpServers: {
      a: { type: "ws", url: "ws://x" },
      b: { type: "streamable-http", url: "http://x", headers: undefined },
    },
    mcpServersDelivery: "argv",
  },
  "a hook event that is not known": { hooks: { BrandNew: [{ hooks: [hook] }] } },
};

/** Refused at once by this library; the official SDK starts the CLI, which refuses them or does something else. */
export const REFUSED: readonly { readonly options: Record<string, unknown>; readonly why: string }[] = [
  { options: { sessionId: "abc" }, why: "the CLI exits with code 1" },
  { options: { permissionMode: "yolo" }, why: "the CLI exits with code 1" },
  { options: { settingSources: ["planet"] }, why: "the CLI exits with code 1" },
  { options: { permissionPrompts: "x" }, why: "the CLI exits with code 1" },
  { options: { maxBudgetUsd: 0 }, why: "the CLI exits with code 1" },
  { options: { taskBudget: { total: 0 } }, why: "the CLI exits with code 1" },
  { options: { projectConfigRoot: "" }, why: "the CLI exits with code 1" },
  { options: { settings: "{bad" }, why: "the CLI exits with code 1" },
  { options: { resumeSessionAt: ID }, why: "the CLI exits with code 1 without resume" },
  { options: { resumeDropsTurn: ID }, why: "the CLI exits with code 1 without resumeSessionAt" },
  { options: { resume: ID, sessionId: ID }, why: "the CLI exits with code 1 without forkSession" },
  { options: { continue: true, sessionId: ID }, why: "the CLI exits with code 1 without forkSession" },
  {
    options: { resume: ID, continue: true },
    why: "declared to exclude each other; one of them would be ignored",
  },
  { options: { maxTurns: 0 }, why: "a limit must not become none" },
  { options: { maxTurns: -1 }, why: "a limit must not become none" },
  { options: { maxTurns: "3" }, why: "a wrong type" },
  { options: { maxThinkingTokens: -1 }, why: "there is no such limit" },
  { options: { effort: "extreme" }, why: "it would be ignored" },
  { options: { tools: "Read" }, why: "it would mean all tools" },
  { options: { mcpServers: { a: { url: "http://x" } } }, why: "the server would be left out" },
  { options: { agents: { a: { description: "d" } } }, why: "the agent would be left out" },
  { options: { outputFormat: { type: "text" } }, why: "it would be ignored" },
  { options: { outputFormat: { type: "json_schema" } }, why: "it would be ignored" },
  { options: { thinking: { type: "between" } }, why: "it would be ignored" },
  { options: { stderr: true }, why: "it would crash the host at the first line" },
  { options: { includePartialMessages: "yes" }, why: "a wrong type" },
  { options: { loadTimeoutMs: 0 }, why: "nothing can be loaded in no time" },
  { options: { sessionStoreFlush: "x" }, why: "it would be ignored" },
];
