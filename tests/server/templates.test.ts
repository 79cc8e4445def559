// Prompt templates of the operator's: listed, completed and filled in as MCP prompts, and named in place of an agent's prompt.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { type RunningServer, startServer } from "../../server/index.ts";
import { TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { listening, modernClient, type Rpc } from "../support/modern.ts";
import { httpClient } from "../support/server.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const AWAIT = { await_completion_ms: 60_000 };
const CHANGED = "notifications/prompts/list_changed";

const FILES: Readonly<Record<string, string>> = {
  remember: `---
title: Remember
description: Have a word remembered
parameters:
  - { name: word, description: Which word, required: true }
  - { name: times, description: How often, param_type: number, default: 1 }
  - { name: loud, description: Loudly, param_type: boolean }
  - { name: files, description: Which files, param_type: array }
  - { name: tone, description: In which tone, choices: [warm, cool, curt] }
  - { name: session_id, description: Of whom }
---
Remember the word {{ word }}.{% if loud %} Loudly!{% endif %}{{ env.CITY }}{{ env.HOME }} {{ files|join("+") }} {{ times + 1 }}`,
  plain: `---\ntitle: P\ndescription: P\nparameters:\n  - { name: word, description: W }\n  - { name: times, description: T, param_type: number }\n  - { name: files, description: F, param_type: array }\n---\nRemember the word {{ word }}.`,
  ask: `---\ntitle: Ask\ndescription: Ask for it\n---\nWhich word did I ask you to remember?`,
  blank: `---\ntitle: Blank\ndescription: Nothing\n---\n{# nothing #}`,
  bomb: `---\ntitle: Bomb\ndescription: Takes too long\n---\n{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}`,
  broken: `---\ntitle: Broken\n---\nNo description`,
  delegate: `---\ntitle: Other\ndescription: Called like a prompt of the server's\n---\nText`,
};

describe("Templates", { timeout: 12 * LONG_MS }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "templates-"));
  const write = (name: string, text = FILES[name] ?? ""): void =>
    writeFileSync(path.join(folder, `${name}.j2.md`), text);
  let server: RunningServer;
  let client: Client;
  let rpc: Rpc;
  before(async () => {
    for (const name of Object.keys(FILES)) write(name);
    const model = await claude.started();
    server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      roots: [model.home],
      agentEnv: model.env(),
      shutdownTimeoutMs: 0,
      templates: folder,
      templateEnv: { CITY: " In Rome." },
    });
    client = await httpClient(server.url, TOKEN);
    rpc = modernClient(server, { tasks: false });
  });
  after(async () => {
    await client.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Said {
    readonly isError: boolean;
    readonly text: string;
    readonly data: Readonly<Record<string, unknown>>;
  }
  const call = async (name: string, args: Record<string, unknown>): Promise<Said> => {
    const { isError, content, structuredContent } = await client.callTool(
      { name: `claude_${name}`, arguments: { ...args, ...AWAIT } },
      undefined,
      { timeout: 3 * LONG_MS },
    );
    return {
      isError: isError === true,
      text: (content as { text: string }[])[0]?.text ?? "",
      data: (structuredContent ?? {}) as Record<string, unknown>,
    };
  };
  /** What an agent has answered. */
  const heard = async (prompt: unknown): Promise<string> => {
    const { text, isError } = await call("spawn_agent", { prompt });
    assert.equal(isError, false, text);
    return text;
  };

  it("are listed beside the server's own prompts, in both eras, without those that are not right", async () => {
    const { prompts } = await client.listPrompts();
    assert.deepEqual(
      prompts.map(({ name }) => name),
      ["delegate", "review_agent", "ask", "blank", "bomb", "plain", "remember"],
    );
    assert.notEqual(prompts[0]?.title, "Other", "a name of the server's keeps its meaning");
    const remember = prompts.find(({ name }) => name === "remember");
    assert.deepEqual(
      [remember?.title, remember?.description, remember?.arguments?.slice(0, 2)],
      [
        "Remember",
        "Have a word remembered",
        [
          { name: "word", description: "Which word", required: true },
          { name: "times", description: "How often (default: 1)", required: false },
        ],
      ],
    );
    assert.deepEqual(client.getServerCapabilities()?.prompts, { listChanged: true });
    const { result } = await rpc("prompts/list");
    assert.deepEqual(result?.["prompts"], prompts);
    assert.equal(result?.["ttlMs"], 0, "they change");
    const discovered = await rpc("server/discover");
    assert.match(JSON.stringify(discovered.result), /"prompts":\{"listChanged":true\}/);
  });

  it("are filled in by users, whose values are all texts", async () => {
    const args = { word: "{{ env.HOME }}", times: "2.5", loud: "True", files: "a, b", tone: "" };
    const said = " Loudly! In Rome. a+b 3.5";
    const { messages, description } = await client.getPrompt({ name: "remember", arguments: args });
    assert.equal(description, "Have a word remembered");
    const text = `Remember the word {{ env.HOME }}.${said}`;
    assert.deepEqual(messages, [{ role: "user", content: { type: "text", text } }]);
    const { result } = await rpc("prompts/get", { name: "remember", arguments: args });
    assert.deepEqual(result?.["messages"], messages);
    const wrong: [string, Record<string, string>, RegExp][] = [
      ["remember", {}, /"word" is missing/],
      ["remember", { word: "x", times: "two" }, /"times" must be a number/],
      ["remember", { word: "x", tone: "loud" }, /must be one of warm, cool, curt/],
      ["remember", { word: "x", whom: "y" }, /"whom" is no parameter of it/],
      ["bomb", {}, /takes more than 50000 steps/],
      ["remembr", {}, /did you mean "remember"/],
      ["../remember", {}, /There is no prompt/],
    ];
    for (const [name, given, says] of wrong) {
      await assert.rejects(client.getPrompt({ name, arguments: given }), says);
      assert.match((await rpc("prompts/get", { name, arguments: given })).error?.message ?? "", says);
    }
  });

  it("have their arguments completed", async () => {
    const { data } = await call("spawn_agent", { prompt: "mock:text" });
    const [id = ""] = data["session_ids"] as string[];
    const table: [string, string, string[]][] = [
      ["tone", "c", ["cool", "curt"]],
      ["loud", "", ["true", "false"]],
      ["session_id", id.slice(0, 8), [id]],
      ["word", "x", []],
    ];
    for (const [name, value, values] of table) {
      const params = { ref: { type: "ref/prompt" as const, name: "remember" }, argument: { name, value } };
      assert.deepEqual((await client.complete(params)).completion.values, values, name);
      const { result } = await rpc("completion/complete", params);
      assert.deepEqual((result?.["completion"] as { values: unknown } | undefined)?.values, values, name);
    }
  });

  it("are prompts of agents, in each way of naming one", async () => {
    const parameters = { word: "fig", files: ["a", "b"], times: 1 };
    const forms = [
      { type: "template", name: "remember", parameters },
      { type: "template", value: { name: "remember", parameters } },
      { type: "template", value: "remember", parameters: JSON.stringify(parameters) },
      JSON.stringify({ type: "template", name: "remember", parameters }),
    ];
    for (const form of forms)
      assert.match(await heard(form), /You said: Remember the word fig\. In Rome\. a\+b 2/);
    const asText = { type: "string", value: JSON.stringify({ type: "template", name: "remember" }) };
    assert.match(await heard(asText), /You said: \{"type":"template","name":"remember"\}/);
    const { result } = await rpc("tools/call", {
      name: "claude_spawn_agent",
      arguments: { prompt: { type: "template", name: "plain", parameters }, ...AWAIT },
    });
    const { session_ids = [] } = (result?.["structuredContent"] ?? {}) as { session_ids?: string[] };
    assert.match(JSON.stringify(result), /I will remember fig/);
    const prompt = { type: "template", name: "ask" };
    const sent = await call("send_agent_prompt", { session_id: session_ids[0], prompt });
    assert.match(sent.text, /It was fig/);
  });

  it("A17: are refused by what is wrong with them, and nothing starts", async () => {
    const active = (await call("list_agents", {})).data["total_active"];
    const named = (name: unknown, parameters?: unknown): unknown => ({ type: "template", name, parameters });
    const table: [unknown, RegExp][] = [
      [
        named("nobody"),
        /There is no template "nobody"; there are: ask, blank, bomb, delegate, plain, remember/,
      ],
      [named("../../etc/passwd"), /There is no template/],
      [named("__proto__"), /There is no template/],
      [named("remember"), /"word" is missing.*Correct its name or parameters/s],
      [named("remember", { word: "x", whom: "y" }), /"whom" is no parameter of it; there are: word/],
      [named("remember", { word: ["x"] }), /"word" must be a text/],
      [named("remember", "word"), /in another form than/],
      [{ type: "template", name: "ask", params: {} }, /"params" is no part of it/],
      [named("broken"), /\(broken\.j2\.md\) has a mistake in its front matter: "description" is missing/],
      [named("blank"), /"prompt" must not be empty/],
    ];
    for (const [prompt, says] of table) {
      const answer = await call("spawn_agent", { prompt });
      assert.ok(answer.isError, JSON.stringify(prompt));
      assert.match(answer.text, says);
      assert.ok(!answer.text.includes(folder), "the operator's folders are the operator's");
    }
    const system = await call("spawn_agent", { prompt: "x", system_prompt: named("ask") });
    assert.match(system.text, /"system_prompt" names a template, but there are no templates for it/);
    assert.equal((await call("list_agents", {})).data["total_active"], active);
  });

  it("leave the list of tools short, and one that every provider takes", async () => {
    const { tools } = await client.listTools();
    const list = JSON.stringify({ tools });
    assert.ok(list.length <= 10_000, String(list.length));
    assert.doesNotMatch(list, /"const"|"null"|"anyOf"|"oneOf"|\$ref/);
    const told = tools.filter((tool) => JSON.stringify(tool).includes("or a template of the server's"));
    assert.deepEqual(
      told.map(({ name }) => name),
      ["claude_send_agent_prompt", "claude_spawn_agent"],
    );
  });

  it("that come, change and go are told of in both eras, and a folder that is gone harms nobody", async () => {
    const listener = await listening(server, { promptsListChanged: true });
    await until(() => listener.told.length > 0, "nothing is acknowledged");
    let older = 0;
    client.fallbackNotificationHandler = async ({ method }) => void (method === CHANGED && (older += 1));
    let newer = 0;
    const told = async (deed: () => void, what: string): Promise<void> => {
      [older, newer] = [0, listener.told.length];
      deed();
      await until(() => older > 0 && listener.told.length > newer, `not told: ${what}`);
      assert.equal(listener.told.at(-1)?.method, CHANGED);
    };
    const names = async (): Promise<string[]> => (await client.listPrompts()).prompts.map(({ name }) => name);
    await told(() => write("new", FILES["ask"]), "a new file");
    assert.ok((await names()).includes("new"));
    await told(() => write("new", "no front matter"), "a file that is wrong now");
    assert.ok(!(await names()).includes("new"));
    await told(() => rmSync(path.join(folder, "ask.j2.md")), "a file that is gone");
    await assert.rejects(client.getPrompt({ name: "ask" }), /There is no prompt "ask"/);
    await told(() => rmSync(folder, { recursive: true }), "the folder is gone");
    assert.deepEqual(await names(), ["delegate", "review_agent"]);
    const answer = await call("spawn_agent", { prompt: { type: "template", name: "remember" } });
    assert.match(answer.text, /There is no template "remember"; there are: none/);
    listener.close();
    await listener.ended;
  });
});
