import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess, stdioClient } from "../support/server.ts";

const claude = withRealClaude();
let server: ServerProcess;
let client: Awaited<ReturnType<ServerProcess["client"]>>;

interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly data: Record<string, unknown>;
}

async function call(name: string, args: Record<string, unknown>, from = client): Promise<Answer> {
  const result = await from.callTool({ name, arguments: args });
  const [first] = result.content as { text: string }[];
  return {
    isError: result.isError === true,
    text: first?.text ?? "",
    data: (result.structuredContent ?? {}) as Record<string, unknown>,
  };
}

describe("The MCP server's tools, over HTTP with a real client", () => {
  before(async () => {
    // So long would it wait for a call's stream that is left open.
    server = await startServerProcess(await claude.started(), ["--shutdown-timeout-secs", "600"]);
    client = await server.client();
  });
  after(
    async () => {
      await client.close();
      assert.equal((await server.stop()).code, 0, "SIGTERM ends the server well");
    },
    { timeout: 60_000 },
  );

  it("tools/list describes the eight tools, with schemas and hints, in few words", async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint, annotations?.destructiveHint]),
      [
        ["claude_answer_agent", false, false],
        ["claude_interrupt_agent", false, false],
        ["claude_list_agents", true, false],
        ["claude_read_agent_output", true, false],
        ["claude_send_agent_prompt", false, false],
        ["claude_spawn_agent", false, false],
        ["claude_terminate_agent_session", false, true],
        ["claude_wait_agents", true, false],
      ],
    );
    assert.ok(tools.every(({ outputSchema }) => outputSchema?.type === "object"));
    const list = JSON.stringify({ tools });
    assert.ok(list.length <= 10_000, String(list.length));
    assert.doesNotMatch(list, /"const"|"null"|"anyOf"|"oneOf"|\$ref/);
  });

  it("the tools delegate, follow, go on with context, list and end", { timeout: 60_000 }, async () => {
    const spawned = await call("claude_spawn_agent", {
      prompt: { type: "string", value: "Remember the word fig." },
      worker_count: 2,
      label: "fruit",
      await_completion_ms: 30_000,
    });
    assert.equal(spawned.isError, false, spawned.text);
    assert.equal(spawned.data["completed"], true);
    assert.match(spawned.text, /fruit-1 .*: idle, 1 turn,.*\n {2}I will remember fig\./);
    const [id = ""] = spawned.data["session_ids"] as string[];
    const sent = await call("claude_send_agent_prompt", {
      session_id: id,
      prompt: "Which word did I ask you to remember?",
      await_completion_ms: 30_000,
    });
    assert.match(sent.text, /It was fig\./);
    const page = await call("claude_read_agent_output", { session_id: id, offset: -1 });
    assert.deepEqual(
      [page.data["messages_returned"], page.data["total_messages"], page.data["has_more"]],
      [1, 6, false],
    );
    const rest = await call("claude_read_agent_output", { session_id: id, after: 3, limit: 1 });
    assert.deepEqual([rest.data["next_after"], rest.data["has_more"]], [4, true]);
    const list = await call("claude_list_agents", {});
    assert.equal(list.data["total_active"], 2);
    for (const session_id of spawned.data["session_ids"] as string[]) {
      const ended = await call("claude_terminate_agent_session", { session_id });
      assert.equal(ended.data["success"], true);
    }
    const late = await call("claude_send_agent_prompt", { session_id: id, prompt: "again" });
    assert.equal(late.isError, true);
    assert.match(late.text, /has ended.*Spawn a new agent/s);
  });

  it("a call answers with a handle when time is up", { timeout: 60_000 }, async () => {
    const { data } = await call("claude_spawn_agent", { prompt: "mock:hang", await_completion_ms: 200 });
    assert.equal(data["completed"], false);
    const [session_id] = data["session_ids"] as string[];
    assert.equal((await call("claude_terminate_agent_session", { session_id })).data["success"], true);
  });

  it("a call tells its progress while it waits; cancelled, it waits no longer, and its agent goes on", {
    timeout: 60_000,
  }, async () => {
    const controller = new AbortController();
    const active = (await call("claude_list_agents", { include_completed: false })).data["total_active"];
    const said: string[] = [];
    const calling = client.callTool(
      {
        name: "claude_spawn_agent",
        arguments: { prompt: "mock:hang", label: "cancelled", await_completion_ms: 600_000 },
      },
      undefined,
      {
        signal: controller.signal,
        onprogress: ({ message = "" }) => {
          said.push(message);
          if (message.startsWith("cancelled-1: running (1 message,")) controller.abort();
        },
        resetTimeoutOnProgress: true,
      },
    );
    await assert.rejects(calling);
    assert.ok(controller.signal.aborted, said.join("\n"));
    const { data } = await call("claude_list_agents", { include_completed: false });
    assert.equal(data["total_active"], Number(active) + 1);
    for (const { session_id } of data["agents"] as { session_id: string }[])
      await call("claude_terminate_agent_session", { session_id });
  });

  it("a cancelled call's stream ends, although the client holds it open", { timeout: 60_000 }, async () => {
    const send = (body: object): Promise<Response> =>
      fetch(server.url, {
        method: "POST",
        headers: {
          authorization: `Bearer ${server.token}`,
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "mcp-session-id": (client.transport as { sessionId?: string }).sessionId ?? "",
        },
        body: JSON.stringify({ jsonrpc: "2.0", ...body }),
      });
    const spawn = {
      name: "claude_spawn_agent",
      arguments: { prompt: "mock:hang", await_completion_ms: 600_000 },
    };
    const calling = await send({ id: "cancel-me", method: "tools/call", params: spawn });
    await send({ method: "notifications/cancelled", params: { requestId: "cancel-me" } });
    assert.equal(await calling.text(), "");
    const { data } = await call("claude_list_agents", { include_completed: false });
    for (const { session_id } of data["agents"] as { session_id: string }[])
      await call("claude_terminate_agent_session", { session_id });
  });

  it("bad arguments are told by name, all at once, as a result that a model can act on", async () => {
    const table: [string, Record<string, unknown>, RegExp][] = [
      ["claude_spawn_agent", {}, /"prompt" is missing/],
      ["claude_spawn_agent", { prompt: "" }, /"prompt" must not be empty/],
      [
        "claude_spawn_agent",
        { prompt: "x", worker_count: 0, max_turns: "three" },
        /"worker_count" must be at least 1; "max_turns" must be a number/,
      ],
      [
        "claude_spawn_agent",
        { prompt: "x", worker_counts: 1 },
        /"worker_counts" is not .* it is called "worker_count"/,
      ],
      ["claude_spawn_agent", { prompt: "x", allowed_tools: ["Workflow"] }, /--allow-tool Workflow/],
      ["claude_spawn_agent", { prompt: "x", disallowed_tools: ["bash"] }, /names no tool.*called "Bash"/],
      ["claude_spawn_agent", { prompt: "x", cwd: "/" }, /outside the server's roots/],
      ["claude_spawn_agent", { prompt: "x", cwd: "nowhere" }, /does not exist/],
      ["claude_spawn_agent", { prompt: "x", add_dirs: ["/etc"] }, /outside the server's roots/],
      [
        "claude_spawn_agent",
        { prompt: "x", permission_mode: "bypassPermissions" },
        /not allowed by this server/,
      ],
      ["claude_spawn_agent", { prompt: { type: "template", value: { name: "t" } } }, /no templates/],
      ["claude_read_agent_output", { session_id: "nobody" }, /No agent "nobody".*claude_list_agents/],
      ["claude_read_agent_output", { session_id: [7] }, /"session_id" must be a text/],
      ["claude_terminate_agent_session", { session_id: crypto.randomUUID() }, /No agent/],
    ];
    for (const [name, args, expected] of table) {
      const answer = await call(name, args);
      assert.equal(answer.isError, true, `${name} ${JSON.stringify(args)}`);
      assert.match(answer.text, expected);
    }
    await assert.rejects(
      client.callTool({ name: "no_such_tool", arguments: {} }),
      /Unknown tool "no_such_tool"/,
    );
  });

  it("cwd cannot leave the roots through links, nor the name of a root's neighbour", async () => {
    const { home } = claude.model;
    await mkdir(path.join(home, "inside"), { recursive: true });
    await symlink("/etc", path.join(home, "way-out"));
    for (const cwd of ["way-out", `${home}-evil`, "inside/../..", "../", "\0"]) {
      assert.equal((await call("claude_spawn_agent", { prompt: "x", cwd })).isError, true, cwd);
    }
    const fine = await call("claude_spawn_agent", {
      prompt: "mock:text",
      cwd: "inside",
      await_completion_ms: 30_000,
    });
    assert.equal(fine.isError, false, fine.text);
  });

  it("an agent's own failure is told in its result", { timeout: 60_000 }, async () => {
    const failed = await call("claude_spawn_agent", { prompt: "mock:err400", await_completion_ms: 30_000 });
    const [agent] = failed.data["agents"] as { last_result: { is_error: boolean; text: string } }[];
    assert.deepEqual(agent?.last_result, {
      turn: 1,
      is_error: true,
      subtype: "success",
      text: "API Error: 400 mock bad request",
    });
  });

  it("stdio serves the same tools, and ends with its client", { timeout: 60_000 }, async () => {
    const local = await stdioClient(claude.model);
    const answer = await call(
      "claude_spawn_agent",
      { prompt: "mock:text", await_completion_ms: 30_000 },
      local,
    );
    assert.match(answer.text, /Paris\./);
    await local.close();
  });
});
