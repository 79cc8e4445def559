// The server behind Deno.serve, Bun.serve and, on Node, Hono, over HTTP and HTTPS: as strangers, a real client and a real network find it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { type RunningServer, startServer } from "../../server/index.ts";
import "../support/leaks.ts";
import { ask, INITIALIZE, TOKEN } from "../support/raw-http.ts";
import { HOST, ORIGIN, REQUESTS } from "../support/requests.ts";
import { httpClient } from "../support/server.ts";
import { until } from "../support/until.ts";
import { eventsOf, serveWeb, type WebServer } from "../support/web-server.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-web-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const pem = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, "../support/tls", name), "utf8");

describe("fetch() behind another server", { timeout: 120_000 }, () => {
  let server: RunningServer;
  let web: WebServer;
  before(async () => {
    const allowed = { allowedHosts: [HOST], allowedOrigins: [ORIGIN] };
    server = await startServer({ listen: false, token: TOKEN, roots: [folder], ...allowed });
    web = await serveWeb(server.fetch);
  });
  after(async () => {
    await server.close();
    await web.close();
  });

  for (const [what, call, status] of REQUESTS)
    it(`answers: ${what}`, async () => {
      const answer = await ask(web.url, { ...call, headers: { host: HOST, ...call.headers } });
      assert.equal(answer.status, status, answer.body);
    });

  it("serves a real client, and forgets a stream whose reader has gone", async () => {
    const client = await httpClient(web.url, TOKEN);
    assert.equal((await client.listTools()).tools.length, 8);
    assert.equal((await client.callTool({ name: "claude_list_agents", arguments: {} })).isError, undefined);
    await client.close();
    const opened = await ask(web.url, { body: INITIALIZE });
    const session = { "mcp-session-id": /^mcp-session-id: (\S+)/im.exec(opened.head)?.[1] ?? "" };
    const headers = { authorization: `Bearer ${TOKEN}`, accept: "text/event-stream", ...session };
    const first = await fetch(web.url, { headers });
    const second = await fetch(web.url, { headers });
    assert.equal(await eventsOf(first), "");
    await second.body?.cancel();
    const ended = await fetch(web.url, { method: "DELETE", headers });
    assert.equal(ended.status, 200);
    await until(async () => (await fetch(web.url, { headers })).status === 404, "the session is gone");
  });

  it("speaks HTTPS", async () => {
    const secure = await serveWeb(server.fetch, { cert: pem("cert.pem"), key: pem("key.pem") });
    const { port } = new URL(secure.url);
    const send = (method: string, target: string, body?: unknown): Promise<[number, string]> =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
        const where = {
          hostname: "127.0.0.1",
          port,
          path: target,
          method,
          headers,
          rejectUnauthorized: false,
        };
        const sent = request(where, (response) => {
          let text = "";
          response.on("data", (chunk) => (text += String(chunk)));
          response.on("end", () => resolve([response.statusCode ?? 0, text]));
        });
        sent.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
      });
    assert.deepEqual(await send("GET", "/health"), [200, '{"status":"ok"}']);
    const [status, text] = await send("POST", "/mcp", INITIALIZE);
    assert.equal(status, 200);
    assert.match(text, /kodegen-claude-agent/);
    await secure.close();
  });

  it("speaks HTTP/2 where the runtime does", {
    skip: !("deno" in process.versions) && "it does not",
  }, async () => {
    const { connect } = await import("node:http2");
    const secure = await serveWeb(server.fetch, { cert: pem("cert.pem"), key: pem("key.pem") });
    const session = connect(new URL(secure.url).origin, { rejectUnauthorized: false });
    const send = (headers: Record<string, string>, body = ""): Promise<[number, string]> =>
      new Promise((resolve, reject) => {
        const stream = session.request({ ":path": "/mcp", ":method": "POST", ...headers });
        let status = 0;
        let text = "";
        stream.on("response", (head) => (status = Number(head[":status"])));
        stream.on("data", (chunk) => (text += String(chunk)));
        stream.on("end", () => resolve([status, text]));
        stream.on("error", reject);
        stream.end(body);
      });
    const own = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    const [status, text] = await send(own, JSON.stringify(INITIALIZE));
    assert.equal(status, 200, text);
    assert.match(text, /kodegen-claude-agent/);
    assert.equal((await send({}))[0], 401, "refusals, too");
    assert.equal((await send({ ...own, ":authority": "evil.example" }))[0], 403);
    session.close();
    await secure.close();
  });
});
