// /metrics: figures for Prometheus, to nobody without a token, and without a word or a name that anybody has given.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { type RunningServer, startServer } from "../../server/index.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { readExposition } from "../support/exposition.ts";

const claude = withRealClaude();
const folder = mkdtempSync(path.join(os.tmpdir(), "metrics-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const ADA = "ada-ada-ada-ada-ada-ada-ada-ada-ada-0";

describe("/metrics", { timeout: 120_000 }, () => {
  let server: RunningServer;
  before(async () => {
    const tokensFile = path.join(folder, "tokens");
    writeFileSync(tokensFile, `canary-name ${ADA}\n`, { mode: 0o600 });
    const model = await claude.started();
    const agentEnv = model.env();
    server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      tokensFile,
      roots: [model.home],
      agentEnv,
      shutdownTimeoutMs: 0,
    });
  });
  after(() => server.close());

  const get = (headers: Record<string, string>, method = "GET"): Promise<Response> =>
    fetch(new URL("/metrics", server.url), { method, headers });

  it("are for a GET with the server's own token", async () => {
    for (const [headers, method, status] of [
      [{}, "GET", 401],
      [{ authorization: "Bearer wrong" }, "GET", 401],
      [{ authorization: `Bearer ${TOKEN}`, origin: "http://evil.example" }, "GET", 403],
      [{ authorization: `Bearer ${TOKEN}` }, "POST", 404],
      // They say what others do.
      [{ authorization: `Bearer ${ADA}` }, "GET", 403],
      // As Prometheus asks.
      [
        { authorization: `Bearer ${TOKEN}`, accept: "application/openmetrics-text;version=1.0.0" },
        "GET",
        200,
      ],
    ] as const) {
      const response = await get(headers, method);
      const text = await response.text();
      assert.equal(response.status, status, JSON.stringify(headers));
      if (status !== 200) assert.doesNotMatch(text, /kodegen_/);
      else assert.match(response.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
    }
  });

  it("count connections, sessions, requests, and calls by tool and outcome, in the format", async () => {
    const { call, close } = await caller(server.url, ADA);
    await call("spawn_agent", {
      prompt: "canary-prompt",
      label: "canary-label",
      await_completion_ms: 45_000,
    });
    await call("list_agents");
    await call("list_agents");
    await call("read_agent_output", { session_id: "canary-session" });
    await call("canary_tool").catch(() => undefined);
    const text = await (await get({ authorization: `Bearer ${TOKEN}` })).text();
    await close();
    const families = readExposition(text);
    const of = (name: string, labels: Record<string, string> = {}): number | undefined =>
      families
        .get(`kodegen_${name}`)
        ?.samples.find((sample) => JSON.stringify(sample.labels) === JSON.stringify(labels))?.value;
    assert.equal(of("server_calls_total", { tool: "claude_list_agents", outcome: "ok" }), 2);
    assert.equal(of("server_calls_total", { tool: "claude_read_agent_output", outcome: "error" }), 1);
    assert.equal(of("server_calls_total", { tool: "claude_spawn_agent", outcome: "ok" }), 1);
    assert.equal(of("server_requests_total", { status: "401" }), 2);
    assert.deepEqual([of("server_sessions"), of("server_sessions_opened_total")], [1, 1]);
    if (!("deno" in process.versions)) assert.ok((of("server_connections") ?? 0) >= 1);
    assert.deepEqual([of("agents_spawned_total"), of("turns_total")], [1, 1]);
    assert.doesNotMatch(text, /canary|Bearer|test-token/);
  });

  it("have their rows in the guide", async () => {
    const guide = readFileSync(path.join(import.meta.dirname, "../../docs/server.md"), "utf8");
    const text = await (await get({ authorization: `Bearer ${TOKEN}` })).text();
    const named = [...guide.matchAll(/`(kodegen_server_\w+)(?:\{[\w,]+\})?`/g)].map(([, name]) => name);
    const served = [...text.matchAll(/^# TYPE (kodegen_server_\w+)/gm)].map(([, name]) => name);
    assert.deepEqual(named, served);
  });
});
