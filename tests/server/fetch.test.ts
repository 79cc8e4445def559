// The server as a fetch handler: the same answers as over node:http, and the same ends.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
// @ts-types="@modelcontextprotocol/sdk/client/index"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/client/streamableHttp"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { type RunningServer, type ServerOptions, startServer } from "../../server/index.ts";
import "../support/leaks.ts";
import { ask, type Call, INITIALIZE, TOKEN } from "../support/raw-http.ts";
import { HOST, ORIGIN, REQUESTS } from "../support/requests.ts";
import { until } from "../support/until.ts";
import { serveWaiting } from "../support/waiting-server.ts";
import { eventsOf } from "../support/web-server.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "kodegen-fetch-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const start = (options: ServerOptions = {}): Promise<RunningServer> =>
  startServer({ listen: false, token: TOKEN, roots: [folder], shutdownTimeoutMs: 0, ...options });

/** The same as `ask()` sends. */
function requestOf(
  base: string,
  { method = "POST", path: target = "/mcp", headers = {}, body }: Call,
): Request {
  const fields: Call["headers"] = {
    authorization: `Bearer ${TOKEN}`,
    accept: "application/json, text/event-stream",
    ...(method === "POST" && { "content-type": "application/json" }),
    ...headers,
  };
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  return new Request(new URL(target, base), {
    method,
    headers: pairs,
    ...(text !== undefined && { body: text }),
  });
}

const post = (body: unknown, headers: Call["headers"] = {}): Request =>
  requestOf("http://localhost", { body, headers });

const baseOf = ({ url }: RunningServer): string => (url === "" ? "http://localhost/mcp" : url);

async function begin(
  server: RunningServer,
  headers: Record<string, string> = {},
): Promise<Record<string, string>> {
  const response = await server.fetch(requestOf(baseOf(server), { body: INITIALIZE, headers }));
  await response.text();
  const id = response.headers.get("mcp-session-id") ?? "";
  return { ...headers, "mcp-session-id": id, "mcp-protocol-version": "2025-11-25" };
}

const openStream = (server: RunningServer, session: Record<string, string>, signal?: AbortSignal) =>
  server.fetch(
    new Request(baseOf(server), {
      headers: { authorization: `Bearer ${TOKEN}`, accept: "text/event-stream", ...session },
      ...(signal && { signal }),
    }),
  );

describe("fetch() of a server", { timeout: 120_000 }, () => {
  let server: RunningServer;
  before(async () => {
    server = await start({
      listen: true,
      http: "127.0.0.1:0",
      allowedHosts: [HOST],
      allowedOrigins: [ORIGIN],
    });
  });
  after(() => server.close());

  for (const [what, call, status] of REQUESTS)
    it(`answers as over node:http: ${what}`, async () => {
      const over = await ask(server.url, { ...call, headers: { host: HOST, ...call.headers } });
      const given = await server.fetch(
        requestOf(server.url, { ...call, headers: { host: HOST, ...call.headers } }),
      );
      assert.deepEqual([over.status, given.status], [status, status], over.body);
      const text = await given.text();
      if (status >= 400) assert.equal(text, over.body);
      for (const name of ["allow", "www-authenticate", "access-control-allow-origin", "content-type", "vary"])
        assert.equal(
          given.headers.get(name) ?? undefined,
          new RegExp(`^${name}: (.*)\r?$`, "im").exec(over.head)?.[1]?.trim(),
          name,
        );
    });

  it("serves a real client that knows no network", async () => {
    const alone = await start();
    const transport = new StreamableHTTPClientTransport(new URL("http://localhost/mcp"), {
      requestInit: { headers: { authorization: `Bearer ${TOKEN}` } },
      fetch: (url, init) => alone.fetch(new Request(url, init)),
    });
    const client = new Client({ name: "t", version: "1" });
    await client.connect(transport as Parameters<Client["connect"]>[0]);
    assert.equal((await client.listTools()).tools.length, 8);
    assert.deepEqual(
      (await client.callTool({ name: "claude_list_agents", arguments: {} })).isError,
      undefined,
    );
    await transport.terminateSession();
    await client.close();
    await alone.close();
  });

  it("of a server that does not listen: answers by the names of this machine, and by those that are allowed", async () => {
    const alone = await start({ allowedHosts: ["agents.example"] });
    assert.equal(alone.url, "");
    const health = async (url: string): Promise<number> => (await alone.fetch(new Request(url))).status;
    for (const host of ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:3000", "agents.example"])
      assert.equal(await health(`http://${host}/health`), 200, host);
    for (const host of ["evil.example", "localhost.evil", "agents.example:81", "127.0.0.1.evil:3000"])
      assert.equal(await health(`http://${host}/health`), 403, host);
    await alone.close();
    await assert.rejects(start({ http: "127.0.0.1:0" }), /"listen" and "http" exclude each other/);
  });

  it("ends a stream with its session, with its reader, and with the signal of its request", async () => {
    const session = await begin(server);
    const first = await openStream(server, session);
    const second = await openStream(server, session);
    assert.equal(await eventsOf(first), "", "a second one takes the place of the first");
    const stop = new AbortController();
    const third = await openStream(server, session, stop.signal);
    assert.equal(await eventsOf(second), "");
    stop.abort();
    await assert.rejects(third.text());
    const fourth = await openStream(server, session);
    await fourth.body?.cancel();
    const last = await openStream(server, session);
    const ended = await server.fetch(requestOf(server.url, { method: "DELETE", headers: session }));
    assert.equal(ended.status, 200);
    assert.equal(await eventsOf(last), "");
  });

  it("says so when a body has been read already, and cuts off one that does not come", async () => {
    const read = post(INITIALIZE);
    await read.text();
    await assert.rejects(server.fetch(read), /has been read already/);
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error("gone")) });
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    const init = { method: "POST", headers, body: broken, duplex: "half" } as RequestInit;
    assert.equal((await server.fetch(new Request(server.url, init))).status, 408);
    // Thirty seconds pass at once.
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((run: () => void, ms: number) => real(run, ms === 30_000 ? 1 : ms)) as never;
    const never = { ...init, body: new ReadableStream({}) } as RequestInit;
    const late = server.fetch(new Request(server.url, never)).finally(() => (globalThis.setTimeout = real));
    assert.equal((await late).status, 408);
  });

  it("gives waiting calls an answer when the server closes, and answers nobody afterwards", async () => {
    const waiting = serveWaiting();
    const alone = await start({ connect: waiting.connect });
    const session = await begin(alone);
    const call = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "wait", arguments: {} } };
    const asJson = await begin(alone, { accept: "application/json" });
    const json = alone.fetch(post(call, asJson));
    const events = await alone.fetch(post(call, session));
    await until(() => waiting.count() === 2, "both have begun");
    await alone.close();
    assert.equal((await json).status, 404);
    assert.equal(await eventsOf(events), "");
    assert.equal((await alone.fetch(post(INITIALIZE))).status, 503);
  });

  it("does not wait at its end for calls whose reader has gone", async () => {
    const waiting = serveWaiting();
    const alone = await start({ connect: waiting.connect, shutdownTimeoutMs: 600_000 });
    const session = await begin(alone);
    const stop = new AbortController();
    const call = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "wait", arguments: {} } };
    const request = new Request(post(call, session), { signal: stop.signal });
    const response = await alone.fetch(request);
    await until(() => waiting.count() === 1, "it has begun");
    stop.abort();
    await assert.rejects(response.text());
    await alone.close();
  });
});
