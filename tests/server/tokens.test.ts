// Named tokens: whose agents are whose, and what happens when a token is taken away.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { type RunningServer, ServerStartError, startServer } from "../../server/index.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { httpClient } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const folder = mkdtempSync(path.join(os.tmpdir(), "tokens-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const ADA = "ada-ada-ada-ada-ada-ada-ada-ada-ada-0";
const BOB = "bob-bob-bob-bob-bob-bob-bob-bob-bob-0";
const file = path.join(folder, "tokens");

function write(text: string, mode = 0o600): void {
  writeFileSync(`${file}.new`, text, { mode });
  chmodSync(`${file}.new`, mode);
  renameSync(`${file}.new`, file);
}

describe("Named tokens", { timeout: 120_000 }, () => {
  let server: RunningServer;
  before(async () => {
    write(`# who  token\n\nada ${ADA}\n bob\t${BOB} \r\n`);
    const model = await claude.started();
    const agentEnv = model.env();
    server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      tokensFile: file,
      roots: [model.home],
      agentEnv,
      shutdownTimeoutMs: 0,
    });
  });
  after(() => server.close());

  const status = async (token: string, headers: Record<string, string> = {}): Promise<number> => {
    const response = await fetch(server.url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
    });
    await response.body?.cancel();
    return response.status;
  };

  it("have agents of their own, of which no other token sees, reads, prompts or ends one", async () => {
    const ada = await caller(server.url, ADA);
    const spawned = await ada.call("spawn_agent", {
      prompt: "Remember the word PLUM",
      await_completion_ms: 45_000,
    });
    const [id = ""] = spawned.data.session_ids;
    assert.equal((await ada.call("list_agents")).data.agents.length, 1);
    for (const token of [BOB, TOKEN]) {
      const other = await caller(server.url, token);
      assert.deepEqual((await other.call("list_agents")).data.agents, []);
      for (const [tool, args] of Object.entries({
        read_agent_output: { session_id: id },
        send_agent_prompt: { session_id: id, prompt: "hello" },
        terminate_agent_session: { session_id: id },
        interrupt_agent: { session_id: id },
        wait_agents: { session_ids: [id] },
      })) {
        const refused = await other.call(tool, args);
        const unknown = await other.call(tool, JSON.parse(JSON.stringify(args).replaceAll(id, MISSING)));
        assert.ok(refused.isError, tool);
        assert.equal(refused.text, unknown.text.replaceAll(MISSING, id), "as for an agent that never was");
      }
      await other.close();
    }
    assert.equal((await ada.call("terminate_agent_session", { session_id: id })).isError, false);
    await ada.close();
  });

  it("open no session of another token", async () => {
    const opened = await fetch(server.url, {
      method: "POST",
      headers: { authorization: `Bearer ${ADA}`, "content-type": "application/json" },
      body: JSON.stringify(INITIALIZE),
    });
    await opened.body?.cancel();
    const session = { "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
    assert.deepEqual([await status(ADA, session), await status(BOB, session)], [200, 404]);
  });

  it("end with the file's line: calls are refused at once, streams and waiting calls end, others go on", async () => {
    write(`ada ${ADA}\nbob ${BOB}\n`);
    const [ada, bob] = [await httpClient(server.url, ADA), await httpClient(server.url, BOB)];
    const { stream, waiting } = await openStreams(server.url, ADA);
    write(`bob ${BOB}\n`);
    // Nobody asks: the server sees it by itself.
    assert.equal(await stream.text(), "");
    assert.doesNotMatch(
      await waiting.text(),
      /"result"/,
      "the call was not answered, since nobody may have it",
    );
    assert.equal(await status(ADA), 401);
    await assert.rejects(ada.listTools());
    assert.ok((await bob.listTools()).tools.length > 0);
    write(`ada ${ADA}\nbob ${BOB}\n`);
    await until(async () => (await status(ADA)) !== 401, "it is back");
    await Promise.all([ada.close(), bob.close()]);
  });

  it("are none while the file cannot be used, whatever is wrong with it", async () => {
    for (const spoil of [
      () => write(`ada ${ADA}\nbob short\n`),
      () => write(`ada ${ADA}\n`, process.platform === "win32" ? 0o600 : 0o644),
      () => rmSync(file),
    ]) {
      write(`ada ${ADA}\n`);
      assert.notEqual(await status(ADA), 401);
      spoil();
      if (process.platform === "win32") continue;
      assert.equal(await status(ADA), 401);
      assert.notEqual(await status(TOKEN), 401);
    }
  });

  it("keep a server from starting when a line is none, without showing a token", async () => {
    const table: [string, RegExp][] = [
      ["ada", /Line 1 .* must have a name, a space and a token/],
      [`ada ${ADA} admin`, /must have a name, a space and a token, and nothing else/],
      ["ada short", /holds no token of at least 32/],
      [`a/da ${ADA}`, /a name that is none/],
      [`token ${ADA}`, /the name "token", which is the server's own/],
      [`stdio ${ADA}`, /which is the server's own/],
      [`ada ${ADA}\n\nbob ${ADA}`, /Line 3 .* somebody else has already/],
      [`ada ${TOKEN}`, /somebody else has already/],
      [`ada ${ADA}\nada ${BOB}`, /a second time/],
    ];
    for (const [text, expected] of table) {
      write(text);
      await assert.rejects(
        startServer({ http: "127.0.0.1:0", token: TOKEN, tokensFile: file }),
        (error: Error) => {
          assert.ok(error instanceof ServerStartError && error.code === "token_file");
          assert.match(error.message, expected);
          for (const token of [ADA, BOB, TOKEN]) assert.ok(!error.message.includes(token));
          return true;
        },
      );
    }
  });
});

const MISSING = "00000000-0000-4000-8000-000000000000";
const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } },
};

/** Of one session: the stream on which a server speaks by itself, and that of a call that waits. */
async function openStreams(url: string, token: string): Promise<{ stream: Response; waiting: Response }> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const opened = await fetch(url, { method: "POST", headers, body: JSON.stringify(INITIALIZE) });
  await opened.body?.cancel();
  const session = { ...headers, "mcp-session-id": opened.headers.get("mcp-session-id") ?? "" };
  const args = { prompt: "mock:hang", await_completion_ms: 100_000 };
  const call = {
    jsonrpc: "2.0",
    id: 2,
    method: "tools/call",
    params: { name: "claude_spawn_agent", arguments: args },
  };
  const waiting = await fetch(url, { method: "POST", headers: session, body: JSON.stringify(call) });
  const stream = await fetch(url, { headers: { ...session, accept: "text/event-stream" } });
  assert.deepEqual([stream.status, waiting.status], [200, 200]);
  return { stream, waiting };
}
