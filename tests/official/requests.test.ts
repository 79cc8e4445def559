// Every control method of a query: what goes to the CLI, and what comes of its answer.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import * as official from "@anthropic-ai/claude-agent-sdk";
import { createScriptedClaude, type ScriptedConversation } from "../../lib/testing/index.ts";
import { declaredMembers } from "./declared.ts";
import { source } from "./prompts.ts";
import { LIBRARIES, type Library, type Query } from "./stage.ts";

type Call = (query: Query) => unknown;

/** By method, in each form. */
const CALLS: Readonly<Record<string, Call>> = {
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
  "setMcpServers(), in this program": (query) =>
    query.setMcpServers({
      local: { ...official.createSdkMcpServer({ name: "local", tools: [] }), timeout: 2_000 },
      other: official.createSdkMcpServer({ name: "named otherwise", alwaysLoad: true }),
    }),
  "setMcpServers(), none": (query) => query.setMcpServers({}),
  "stopTask()": (query) => query.stopTask("task"),
  "backgroundTasks()": (query) => query.backgroundTasks(),
  "backgroundTasks(), one": (query) => query.backgroundTasks("toolu_1"),
};

const NO_REQUEST = new Set(["streamInput", "close", "next", "return", "throw"]);

/** What a request is answered with. */
const ANSWERS: Readonly<Record<string, (subtypes: readonly string[]) => ScriptedConversation>> = {
  "a full answer": (subtypes) => ({ answer: each(subtypes, (subtype) => FULL[subtype] ?? { field: 1 }) }),
  "an empty answer": (subtypes) => ({ answer: each(subtypes, () => ({})) }),
  "a refusal": (subtypes) => ({ refuse: each(subtypes, (subtype) => `no ${subtype} today`) }),
};

/** Answers of which a method gives only a part. */
const FULL: Readonly<Record<string, object>> = {
  interrupt: { still_queued: ["x"], cancelled: ["y"] },
  mcp_status: { mcpServers: [{ name: "a", status: "connected" }] },
  set_mcp_permission_mode_override: { warning: "w" },
};

function each<T>(subtypes: readonly string[], value: (subtype: string) => T): Record<string, T> {
  // Without `initialize` there is no session.
  const others = subtypes.filter((subtype) => subtype !== "initialize");
  return Object.fromEntries(others.map((subtype) => [subtype, value(subtype)]));
}

interface Outcome {
  readonly sent: readonly { readonly subtype: string }[];
  readonly value: unknown;
}

/** Make every call, one after the other, to a CLI that answers in one way. */
async function callAll(
  library: Library,
  conversation: ScriptedConversation,
): Promise<Record<string, Outcome>> {
  const claude = await createScriptedClaude(conversation);
  const requests = async (): Promise<{ subtype: string }[]> =>
    (await claude.stdin()).map(({ request }) => request as { subtype: string });
  const prompts = source();
  const query = LIBRARIES[library].query({
    prompt: prompts,
    options: {
      env: { PATH: process.env["PATH"], HOME: "/nonexistent" },
      pathToClaudeCodeExecutable: claude.path,
    },
  });
  await query.initializationResult();
  const outcomes: Record<string, Outcome> = {};
  for (const [name, call] of Object.entries(CALLS)) {
    const { length } = await requests();
    const value = await Promise.resolve(call(query)).catch((error: Error) => ({ message: error.message }));
    outcomes[name] = { sent: (await requests()).slice(length), value: withoutPid(value) };
  }
  prompts.end();
  while ((await query.next()).done !== true) continue;
  await claude.close();
  return outcomes;
}

/** A process's number is another one each time. */
function withoutPid(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("pid" in value)) return value;
  return { ...value, pid: "its own" };
}

describe("Both libraries ask the CLI the same, and give the same of its answer", { timeout: 120_000 }, () => {
  let subtypes: readonly string[] = [];
  before(async () => {
    const outcomes = await callAll("official", {});
    subtypes = Object.values(outcomes).flatMap(({ sent }) => sent.map(({ subtype }) => subtype));
  });

  it("every control method is called", () => {
    const methods = declaredMembers("Query");
    assert.ok(methods.length >= 30, methods.join(", "));
    const called = new Set(Object.keys(CALLS).map((name) => name.slice(0, name.indexOf("("))));
    assert.deepEqual(
      methods.filter((name) => !called.has(name) && !NO_REQUEST.has(name)),
      [],
    );
  });

  for (const [how, conversation] of Object.entries(ANSWERS)) {
    it(`every control method, with ${how}`, async () => {
      const [theirs, ours] = await Promise.all([
        callAll("official", conversation(subtypes)),
        callAll("ours", conversation(subtypes)),
      ]);
      for (const name of Object.keys(CALLS)) assert.deepEqual(ours[name], theirs[name], name);
    });
  }
});
