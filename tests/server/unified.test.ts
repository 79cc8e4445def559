// `--profile unified`: one tool, and numbers that belong to a principal and the name of its client.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { httpClient, type ServerProcess, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const ADA = "ada-token-ada-token-ada-token-0123456789";
const LONG_MS = 60_000;

type Client = Awaited<ReturnType<typeof httpClient>>;
interface Data {
  readonly summary: string;
  readonly action: string;
  readonly agent?: number;
  readonly session_id?: string;
  readonly output: string;
  readonly completed: boolean;
  readonly working?: boolean;
  readonly exit_code?: number;
  readonly message_count?: number;
  readonly has_more?: boolean;
  readonly agents?: readonly {
    readonly agent?: number;
    readonly session_id: string;
    readonly state: string;
    readonly questions?: readonly { readonly request_id: string }[];
  }[];
}

describe("claude_agent", { timeout: 240_000 }, () => {
  let server: ServerProcess;
  let client: Client;
  let args: string[];
  before(async () => {
    const { home } = await claude.started();
    await writeFile(path.join(home, "tokens"), `ada ${ADA}\n`, { mode: 0o600 });
    args = [
      "--profile",
      "unified",
      "--journal",
      path.join(home, "journal"),
      "--tokens",
      path.join(home, "tokens"),
    ];
    server = await startServerProcess(claude.model, args);
    client = await server.client("one");
  });
  after(async () => {
    await client.close();
    await server.stop();
  });
  async function call(given: Record<string, unknown>, from = client): Promise<Data> {
    const result = await from.callTool({ name: "claude_agent", arguments: given }, undefined, {
      timeout: LONG_MS,
    });
    assert.notEqual(result.isError, true, JSON.stringify(result.content));
    return result.structuredContent as unknown as Data;
  }
  async function refusal(given: Record<string, unknown>, from = client): Promise<string> {
    const result = await from.callTool({ name: "claude_agent", arguments: given });
    assert.equal(result.isError, true, JSON.stringify(given));
    return (result.content as { text: string }[])[0]?.text ?? "";
  }

  it("is the only tool, in half the characters, with no schema that a provider refuses", async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      ["claude_agent"],
    );
    const list = JSON.stringify(tools);
    assert.ok(list.length < 6_000, String(list.length));
    assert.doesNotMatch(list, /"const"|"null"|"anyOf"|"oneOf"|\$ref/);
    for (const [name, property] of Object.entries(tools[0]?.inputSchema.properties ?? {}))
      assert.equal(typeof (property as { type?: unknown }).type, "string", name);
    assert.match(client.getInstructions() ?? "", /claude_agent/);
  });

  it("spawns, waits, reads, sends, lists and ends by number, as the original's did", async () => {
    const first = await call({ prompt: "Remember the word fig.", await_completion_ms: LONG_MS });
    assert.deepEqual(
      [first.action, first.agent, first.output, first.completed, first.working, first.exit_code],
      ["spawn", 0, "I will remember fig.", true, false, 0],
    );
    assert.match(first.summary, /^Agent 0 \(Agent-1\): idle, 1 turn/);
    const started = await call({ action: "SPAWN", prompt: "mock:text", worker_count: 2 });
    assert.deepEqual(
      started.agents?.map(({ agent }) => agent),
      [1, 2],
    );
    assert.match(started.summary, /call action "wait"/);
    assert.deepEqual([started.completed, started.exit_code], [false, undefined]);
    const waited = await call({ action: "wait", agents: [1, "2"], timeout_ms: LONG_MS });
    assert.equal(waited.completed, true);
    const sent = await call({
      action: "send",
      agent: 0,
      prompt: "Which word did I ask you to remember?",
      await_completion_ms: LONG_MS,
    });
    assert.deepEqual([sent.agent, sent.output, sent.session_id], [0, "It was fig.", first.session_id]);
    const page = await call({ action: "read", agent: "0" });
    assert.match(page.output, /I will remember fig\.[\s\S]*It was fig\./);
    assert.deepEqual([page.completed, page.exit_code, page.agent], [true, 0, 0]);
    assert.equal((await call({ action: "read", agent: first.session_id })).output, page.output);
    const listed = await call({ action: "LIST" });
    assert.deepEqual(listed.agents?.map(({ agent }) => agent).toSorted(), [0, 1, 2]);
    const killed = await call({ action: "KILL", agent: 1 });
    assert.deepEqual([killed.action, killed.agent, killed.completed, killed.exit_code], ["kill", 1, true, 0]);
    assert.equal((await call({ action: "terminate", agent: 2 })).agent, 2);
  });

  it("means the agent that was spawned last when none is named, and all at work with wait", async () => {
    const [quick, slow] = [await call({ prompt: "mock:text" }), await call({ prompt: "mock:hang" })];
    assert.equal((await call({ action: "wait", mode: "any", timeout_ms: LONG_MS })).agents?.length, 2);
    assert.equal((await call({ action: "read" })).agent, slow.agent);
    assert.equal((await call({ action: "interrupt" })).agent, slow.agent);
    assert.equal(
      (await call({ action: "wait", agent: quick.agent, timeout_ms: LONG_MS })).agent,
      quick.agent,
    );
  });

  it("answers what an agent asks", async () => {
    const file = path.join(claude.model.home, "unified.txt");
    const steps = [{ tool: "Write", input: { file_path: file, content: "x" } }, { text: "Written." }];
    const spawned = await call({
      prompt: `[[mock: ${JSON.stringify(steps)} ]]`,
      ask_permissions: true,
      await_completion_ms: LONG_MS,
    });
    assert.match(spawned.summary, /answer with action "answer", request_id/);
    const request_id = spawned.agents?.[0]?.questions?.[0]?.request_id;
    await call({ action: "answer", request_id, decision: "ALLOW" });
    assert.equal((await call({ action: "wait", timeout_ms: LONG_MS })).output, "Written.");
  });

  it("numbers belong to the principal and the client's name, also after a restart", async () => {
    const mine = await call({ agent: 40, prompt: "Remember the word PLUM", await_completion_ms: LONG_MS });
    assert.equal(mine.agent, 40);
    const same = await server.client("one");
    assert.equal((await call({ action: "read", agent: 40 }, same)).session_id, mine.session_id);
    const [other, ada] = [await server.client("two"), await httpClient(server.url, ADA, "one")];
    for (const someone of [other, ada]) {
      assert.match(
        await refusal({ action: "read", agent: 40 }, someone),
        /There is no agent 40: spawn one first/,
      );
      assert.equal((await call({ prompt: "mock:text" }, someone)).agent, 0);
    }
    // A session id is good for any client of the principal, and for no other.
    assert.equal((await call({ action: "read", agent: mine.session_id }, other)).agent, undefined);
    assert.match(
      await refusal({ action: "read", agent: mine.session_id }, ada),
      /No agent.*Use action "list"/,
    );
    await Promise.all([client, same, other, ada].map((each) => each.close()));
    await server.stop("SIGKILL");
    server = await startServerProcess(claude.model, args);
    client = await server.client("one");
    const sent = await call({
      action: "send",
      agent: 40,
      prompt: "Which word did I ask you to remember?",
      await_completion_ms: LONG_MS,
    });
    assert.equal(sent.output, "It was PLUM.");
  });

  it("a number whose agent is at work is not given to another, and one that is done can be", async () => {
    const busy = await call({ agent: 50, prompt: "mock:hang" });
    assert.match(
      await refusal({ agent: 50, prompt: "mock:text" }),
      /Agent 50 is at work: take another number/,
    );
    assert.match(await refusal({ agent: 49, worker_count: 2, prompt: "mock:text" }), /Agent 50 is at work/);
    assert.match(await refusal({ action: "read", agent: 49 }), /There is no agent 49/);
    await call({ action: "terminate", agent: 50 });
    const next = await call({ agent: 50, prompt: "mock:text", await_completion_ms: LONG_MS });
    assert.notEqual(next.session_id, busy.session_id);
    assert.equal((await call({ action: "read", agent: 50 })).session_id, next.session_id);
    const parallel = await Promise.all([0, 1, 2, 3].map(() => call({ prompt: "mock:text" })));
    assert.equal(
      new Set(parallel.map(({ agent }) => agent)).size,
      4,
      "calls at the same time have different ones",
    );
  });

  it("says what is wrong in its own words, and ignores nothing that may restrict", async () => {
    const table: [Record<string, unknown>, RegExp][] = [
      [{}, /"prompt" is missing/],
      [{ action: "dance" }, /"action" must be one of spawn, send/],
      [{ action: "send", agent: 0 }, /"prompt" is missing/],
      [{ action: "read", agent: -1 }, /No agent "-1"/],
      [
        { action: "send", agent: 50, prompt: "x", disallowed_tools: ["Bash"] },
        /"disallowed_tools" is not an argument/,
      ],
      [{ prompt: "x", disallow_tools: ["Bash"] }, /it is called "disallowed_tools"/],
      [{ prompt: "x", agent: crypto.randomUUID() }, /must be a number/],
      [{ prompt: "x", cwd: "/" }, /outside the server's roots/],
    ];
    for (const [given, expected] of table) assert.match(await refusal(given), expected);
    await assert.rejects(
      client.callTool({ name: "claude_spawn_agent", arguments: { prompt: "x" } }),
      /Unknown tool/,
    );
  });
});
