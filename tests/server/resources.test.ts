// Resources and prompts of a server in this program: what a real client sees of its own agents, and of nobody else's.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { expand, match } from "../../server/eras/uri.ts";
import { type RunningServer, startServer } from "../../server/index.ts";
import { ANSWER_CHARACTERS } from "../../server/tools/budget.ts";
import { TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { httpClient } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const LONG = "A long word of it. ".repeat(2_000).trim();

describe("Resources", { timeout: 240_000 }, () => {
  let manager: AgentManager;
  let server: RunningServer;
  let client: Awaited<ReturnType<typeof httpClient>>;
  let own = "";
  let foreign = "";
  const textAt = async (uri: string): Promise<{ text: string; rest: string | undefined }> => {
    const [found] = (await client.readResource({ uri })).contents;
    const { text, _meta: meta } = found as { text: string; _meta?: Record<string, string> };
    return { text, rest: meta?.["kodegen-claude-agent/rest"] };
  };
  before(async () => {
    const { home } = await claude.started();
    const { env = {} } = claude.options();
    const options = { env: env as Record<string, string> };
    manager = new AgentManager({ options });
    server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      roots: [home],
      manager,
      agentEnv: options.env,
    });
    client = await httpClient(server.url, TOKEN);
    const prompt = `[[mock: ${JSON.stringify([{ text: LONG }])} ]]`;
    [foreign = ""] = (
      await manager.as("other").spawnSession({ prompt: "Say nothing", label: "foreign" })
    ).sessionIds;
    const spawned = await client.callTool({
      name: "claude_spawn_agent",
      arguments: { prompt, await_completion_ms: 60_000 },
    });
    [own = ""] = (spawned.structuredContent as { session_ids: string[] }).session_ids;
  });
  after(async () => {
    await client.close();
    await server.close();
    await manager.shutdown();
  });

  it("are one for each agent of the one who lists, and templates for what it has said", async () => {
    const { resources } = await client.listResources();
    assert.deepEqual(
      resources.map(({ uri }) => uri),
      ["agents://list", `agent://${own}`],
    );
    const { resourceTemplates } = await client.listResourceTemplates();
    assert.deepEqual(resourceTemplates.map(({ uriTemplate }) => uriTemplate).toSorted(), [
      "agent://{session_id}",
      "agent://{session_id}/changes{?cursor}",
      "agent://{session_id}/messages{?cursor}",
      "agent://{session_id}/result{?cursor}",
      "agents://list{?offset}",
    ]);
    await assert.rejects(client.listResources({ cursor: "x" }), /-32602.*no cursor/);
  });

  it("hold what tools answer, within the budget, and say where the rest is", async () => {
    const { agents } = JSON.parse((await textAt("agents://list")).text) as {
      agents: { session_id: string }[];
    };
    assert.deepEqual(
      agents.map(({ session_id }) => session_id),
      [own],
    );
    assert.match((await textAt(`agent://${own}`)).text, /"state":"idle"/);
    let words = "";
    let pages = 0;
    for (let next: string | undefined = `agent://${own}/result`; next !== undefined; pages += 1) {
      const { text, rest } = await textAt(next);
      assert.ok(text.length <= ANSWER_CHARACTERS);
      words += text.slice(text.indexOf("\n") + 1);
      next = rest;
    }
    assert.ok(words === LONG, words.slice(0, 200));
    assert.ok(pages > 1);
    assert.match((await textAt(`agent://${own}/messages`)).text, /A long word of it/);
  });

  it("of another owner are the same as none", async () => {
    const said = new Set<string>();
    for (const id of [foreign, crypto.randomUUID()])
      for (const uri of [`agent://${id}`, `agent://${id}/messages`, `agent://${id}/result?cursor=0`])
        for (const ask of [client.readResource({ uri }), client.subscribeResource({ uri })])
          await assert.rejects(ask, (error: Error & { code?: number }) => {
            assert.equal(error.code, -32_002);
            said.add(error.message.replace(id, "ID"));
            return true;
          });
    assert.equal(said.size, 1);
    for (const uri of [
      "agent://",
      `agent://${own}/secrets`,
      "file:///etc/passwd",
      `agent://${own}/result/..`,
    ])
      await assert.rejects(client.readResource({ uri }), /-32002/, uri);
    const ref = { type: "ref/resource", uri: "agent://{session_id}" } as const;
    const { completion } = await client.complete({ ref, argument: { name: "session_id", value: "" } });
    assert.deepEqual(completion.values, [own]);
  });

  it("notify those who have subscribed, and nobody of another owner's agents", async () => {
    const heard: string[] = [];
    client.fallbackNotificationHandler = async ({ method, params }) => {
      heard.push(`${method.replace("notifications/", "")} ${String(params?.["uri"] ?? "")}`.trim());
    };
    await client.subscribeResource({ uri: `agent://${own}/result` });
    await client.subscribeResource({ uri: "agents://list" });
    await manager.as("other").sendPrompt(foreign, "Say nothing more");
    await manager.wait(foreign, { timeoutMs: 60_000 });
    assert.equal(heard.join("\n"), "");
    await client.callTool({
      name: "claude_send_agent_prompt",
      arguments: { session_id: own, prompt: "mock:text" },
    });
    await until(
      () => heard.includes(`resources/updated agent://${own}/result`),
      () => heard.join("\n"),
    );
    await client.unsubscribeResource({ uri: `agent://${own}/result` });
    heard.length = 0;
    await client.callTool({ name: "claude_spawn_agent", arguments: { prompt: "mock:text" } });
    await until(
      () => heard.includes("resources/list_changed") && heard.includes("resources/updated agents://list"),
      () => heard.join("\n"),
    );
    assert.ok(!heard.includes(`resources/updated agent://${own}/result`));
  });

  it("prompts name the agent that they are about, and say what they lack", async () => {
    const { prompts } = await client.listPrompts();
    assert.deepEqual(
      prompts.map(({ name }) => name),
      ["delegate", "review_agent"],
    );
    const ref = { type: "ref/prompt", name: "review_agent" } as const;
    const { completion } = await client.complete({
      ref,
      argument: { name: "session_id", value: own.slice(0, 8) },
    });
    assert.deepEqual(completion.values, [own]);
    const { messages } = await client.getPrompt({ name: "review_agent", arguments: { session_id: own } });
    assert.match(JSON.stringify(messages), new RegExp(own));
    await assert.rejects(
      client.getPrompt({ name: "delegate", arguments: { task: " " } }),
      /"task" is missing/,
    );
    await assert.rejects(
      client.getPrompt({ name: "delegate", arguments: { tusk: "x" } }),
      /"tusk" is no argument/,
    );
    await assert.rejects(client.getPrompt({ name: "delegat" }), /did you mean "delegate"/);
  });
});

describe("URIs of resources", () => {
  it("are matched by their template alone, and give back what they were made from", () => {
    const template = "agent://{session_id}/messages{?cursor,limit}";
    for (const variables of [
      { session_id: "a-1", cursor: "1.5" },
      { session_id: "a/b?c#d e%", limit: "3" },
      { session_id: "ü" },
    ])
      assert.deepEqual(match(template, expand(template, variables)), variables);
    assert.deepEqual(match(template, "agent://x/messages?cursor=1&other=2"), {
      session_id: "x",
      cursor: "1",
    });
    for (const uri of [
      "agent://x",
      "agent:///messages",
      "agent://a/b/messages",
      "xagent://a/messages",
      "agent://a/messagesx",
    ])
      assert.equal(match(template, uri), undefined, uri);
    assert.deepEqual(match("a.b://c", "aXb://c"), undefined);
  });
});
