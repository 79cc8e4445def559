// Every control method of a query, in every form.
import type { Sdk } from "./record.ts";
import type { Query } from "./stage.ts";

export type Call = (query: Query, sdk: Sdk) => unknown;

/** By method, in each form. */
export const CALLS: Readonly<Record<string, Call>> = {
  "interrupt()": (query) => query.interrupt(),
  "setPermissionMode()": (query) => query.setPermissionMode("plan"),
  "setMcpPermissionModeOverride()": (query) => query.setMcpPermissionModeOverride("local", "auto"),
  "setMcpPermissionModeOverride(), back": (query) => query.setMcpPermissionModeOverride("local", null),
  "setModel()": (query) => query.setModel("haiku"),
  "setModel(), the default": (query) => query.setModel(),
  "setModel(), undefined": (query) => query.setModel(undefined),
  "setMaxThinkingTokens()": (query) => query.setMaxThinkingTokens(1_000),
  "setMaxThinkingTokens(), shown": (query) => query.setMaxThinkingTokens(null, "highlights"),
  "setMaxThinkingTokens(), shown by default": (query) => query.setMaxThinkingTokens(0, null),
  "applyFlagSettings()": (query) => query.applyFlagSettings({ model: "haiku", effortLevel: null }),
  "updateSettings()": (query) => query.updateSettings("localSettings", { model: "haiku" }),
  "initializationResult()": (query) => query.initializationResult(),
  "reinitialize()": (query) => query.reinitialize(),
  "supportedCommands()": (query) => query.supportedCommands(),
  "supportedModels()": (query) => query.supportedModels(),
  "supportedAgents()": (query) => query.supportedAgents(),
  "accountInfo()": (query) => query.accountInfo(),
  "mcpServerStatus()": (query) => query.mcpServerStatus(),
  "getContextUsage()": (query) => query.getContextUsage(),
  "getContextUsage(), short": (query) => query.getContextUsage({ detail: "summary" }),
  "usage_EXPERIMENTAL_MAY_CHANGE_DO_NOT_RELY_ON_THIS_API_YET()": (query) =>
    query.usage_EXPERIMENTAL_MAY_CHANGE_DO_NOT_RELY_ON_THIS_API_YET({ skipBehaviors: true }),
  "readFile()": (query) => query.readFile("a.txt"),
  "readFile(), a part": (query) => query.readFile("a.txt", { maxBytes: 10, encoding: "base64" }),
  "reloadPlugins()": (query) => query.reloadPlugins(),
  "reloadPlugins(), with more": (query) =>
    query.reloadPlugins({
      holdOnCacheImpact: true,
      addPlugins: [{ type: "local", path: "/x" }],
      refuseIfBusy: true,
    }),
  "reloadSkills()": (query) => query.reloadSkills(),
  "reloadOutputStyles()": (query) => query.reloadOutputStyles(),
  "rewindFiles()": (query) => query.rewindFiles("id"),
  "rewindFiles(), dry": (query) => query.rewindFiles("id", { dryRun: true }),
  "rewindFiles(), not dry": (query) => query.rewindFiles("id", { dryRun: undefined } as never),
  "seedReadState()": (query) => query.seedReadState("a.txt", 1_700_000_000_000),
  "reconnectMcpServer()": (query) => query.reconnectMcpServer("local"),
  "toggleMcpServer()": (query) => query.toggleMcpServer("local", false),
  "readMcpResource()": (query) => query.readMcpResource("local", "ui://x"),
  "setMcpServers()": (query) =>
    query.setMcpServers({ a: { command: "x", env: { A: "1" } }, b: { type: "http", url: "http://x" } }),
  "setMcpServers(), in this program": (query, { createSdkMcpServer }) =>
    query.setMcpServers({
      local: { ...createSdkMcpServer({ name: "local", tools: [] }), timeout: 2_000 },
      other: createSdkMcpServer({ name: "named otherwise", alwaysLoad: true }),
    }),
  "setMcpServers(), none": (query) => query.setMcpServers({}),
  "stopTask()": (query) => query.stopTask("task"),
  "backgroundTasks()": (query) => query.backgroundTasks(),
  "backgroundTasks(), one": (query) => query.backgroundTasks("toolu_1"),
};
