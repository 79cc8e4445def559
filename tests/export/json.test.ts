import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import {
  exportSession,
  getSessionMessages,
  InMemorySessionStore,
  type SessionExport,
} from "../../lib/index.ts";
import { uuid, withConfigFolder } from "../support/kept-sessions.ts";
import { call, DIR, type Thread, thread, writeSubagent } from "./thread.ts";

const config = withConfigFolder();
after(() => rmSync(config.folder, { recursive: true, force: true }));
const ID = uuid(8);
const BLOB = "Q".repeat(64);

async function json(talk: Thread, options: object = {}): Promise<SessionExport> {
  config.write(DIR, ID, talk.entries);
  return JSON.parse(await exportSession(ID, { ...options, format: "json" })) as SessionExport;
}

describe("exportSession() with format json", () => {
  it("has the messages that getSessionMessages() returns, and what is known of the session", async () => {
    const talk = thread(ID, 1, { gitBranch: "main" });
    talk.user("Hello");
    talk.said("Hi");
    const exported = await json(talk, { title: "Mine" });
    assert.deepEqual(exported.messages, JSON.parse(JSON.stringify(await getSessionMessages(ID))));
    const { version, sessionId, title, cwd, gitBranch } = exported;
    assert.deepEqual(
      { version, sessionId, title, cwd, gitBranch },
      {
        version: 1,
        sessionId: ID,
        title: "Mine",
        cwd: DIR,
        gitBranch: "main",
      },
    );
  });

  it("sums up the tokens of each model: each answer once, with branches and subagents", async () => {
    const talk = thread(ID);
    talk.user("Hello");
    const first = talk.said([call("t1")], { message: { id: "one" } });
    talk.said("more", { message: { id: "one", usage: { input_tokens: 3, output_tokens: 9 } } });
    talk.said("given up", { parent: first.uuid });
    talk.said("<no answer>", { parent: first.uuid, message: { model: "<synthetic>" } });
    talk.said("goes on", { parent: first.uuid, message: { model: "other" } });
    const side = thread(ID, 2, { isSidechain: true });
    side.user("task");
    side.said("done");
    writeSubagent(config.write(DIR, ID, talk.entries), "a", side.entries, { toolUseId: "t1" });
    const { usage } = await json(talk);
    const used = { inputTokens: 3, outputTokens: 2, cacheReadInputTokens: 10, cacheCreationInputTokens: 0 };
    assert.deepEqual(usage, {
      models: {
        "claude-test": {
          requests: 3,
          ...used,
          inputTokens: 9,
          outputTokens: 13,
          cacheReadInputTokens: 20,
          webSearchRequests: 0,
        },
        other: { requests: 1, ...used, webSearchRequests: 0 },
      },
      costIsComplete: false,
    });
    rmSync(config.project(DIR), { recursive: true });
  });

  it("has no encrypted data, in any format, but all that a tool was given", async () => {
    const talk = thread(ID);
    talk.user("Search");
    talk.said([
      { type: "thinking", thinking: "THOUGHT", signature: BLOB },
      { type: "redacted_thinking", data: BLOB },
      {
        type: "server_tool_use",
        id: "s1",
        name: "web_search",
        input: { query: "cats", encrypted_note: "MINE" },
      },
      {
        type: "web_search_tool_result",
        tool_use_id: "s1",
        content: [{ type: "web_search_result", title: "CATS", url: "https://a.b", encrypted_content: BLOB }],
      },
      { type: "text", text: "Found", citations: [{ url: "https://a.b", encrypted_index: BLOB }] },
    ]);
    config.write(DIR, ID, talk.entries);
    for (const format of ["json", "markdown", "html"] as const) {
      const text = await exportSession(ID, { format });
      assert.doesNotMatch(text, /Q{20}/);
      for (const kept of ["THOUGHT", "CATS", "MINE", "Found"])
        assert.ok(text.includes(kept), `${format}: ${kept}`);
      assert.doesNotMatch(await exportSession(ID, { format, includeThinking: false }), /THOUGHT|redacted/);
    }
    assert.match(await exportSession(ID), /Thinking that is encrypted/);
  });

  it("ends where JSON is nested without end", async () => {
    const talk = thread(ID);
    talk.user("Hello");
    talk.said([call("t1", "Deep", { a: "DEEP" })]);
    const deep = 30_000;
    const lines = talk.entries.map((entry) =>
      JSON.stringify(entry).replace('"DEEP"', `${"[".repeat(deep)}${"]".repeat(deep)}`),
    );
    config.write(DIR, ID, lines);
    for (const format of ["json", "markdown", "html"] as const)
      assert.match(await exportSession(ID, { format }), /\(nested too deeply\)/);
  });

  it("reads subagents from a store", async () => {
    const sessionStore = new InMemorySessionStore();
    const talk = thread(ID);
    talk.user("Hello");
    talk.said([call("t1")]);
    const side = thread(ID, 2, { isSidechain: true });
    side.user("task");
    const { projectKey } = { projectKey: DIR.replaceAll("/", "-") };
    const key = { projectKey, sessionId: ID };
    await sessionStore.append(key, talk.entries as never);
    const details = { type: "agent_metadata", agentType: "Explore", toolUseId: "t1" };
    await sessionStore.append({ ...key, subpath: "subagents/agent-a1" }, [...side.entries, details] as never);
    const exported = await exportSession(ID, { sessionStore, dir: DIR, format: "json" });
    const { subagents } = JSON.parse(exported) as SessionExport;
    assert.deepEqual(
      subagents.map(({ agentId, agentType, toolUseId, messages }) => [
        agentId,
        agentType,
        toolUseId,
        messages.length,
      ]),
      [["a1", "Explore", "t1", 1]],
    );
  });
});
