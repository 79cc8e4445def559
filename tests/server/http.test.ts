import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:http";
import { request as tlsRequest } from "node:https";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { type RunningServer, startServer } from "../../server/index.ts";
import "../support/leaks.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";
const PING = { jsonrpc: "2.0", id: 1, method: "ping" };
const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } },
};

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: unknown;
}

interface Answered {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

describe("The HTTP endpoint", () => {
  let server: RunningServer;
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-http-"));
    server = await startServer({ http: "127.0.0.1:0", token: TOKEN, roots: [folder] });
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  function ask({
    method = "POST",
    path: target = "/mcp",
    headers = {},
    body = PING,
  }: Asked = {}): Promise<Answered> {
    const { hostname, port } = new URL(server.url);
    const fine = {
      authorization: `Bearer ${TOKEN}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        { hostname, port, method, path: target, headers: { ...fine, ...headers } },
        (response) => {
          let text = "";
          response.on("data", (chunk) => (text += String(chunk)));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(method === "POST" ? (typeof body === "string" ? body : JSON.stringify(body)) : undefined);
    });
  }

  it("refuses every call without the right token, and says how to get it", async () => {
    for (const authorization of ["", "Bearer", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, TOKEN]) {
      for (const method of ["GET", "POST", "DELETE"]) {
        const answer = await ask({ method, headers: { authorization } });
        assert.equal(answer.status, 401, `${method} ${authorization}`);
        assert.match(String(answer.headers["www-authenticate"]), /^Bearer/);
        assert.match(answer.body, /bearer token is needed/);
      }
    }
  });

  it("answers only to its own names, and to no web page", async () => {
    const { port } = new URL(server.url);
    const table: [Record<string, string>, number][] = [
      [{ host: `127.0.0.1:${port}` }, 400],
      [{ host: `localhost:${port}` }, 400],
      [{ host: `LOCALHOST:${port}` }, 400],
      [{ host: "127.0.0.1" }, 403],
      [{ host: `evil.example:${port}` }, 403],
      [{ host: `127.0.0.1.evil.example:${port}` }, 403],
      [{ host: `localhost.:${port}` }, 403],
      [{ host: "127.0.0.1:1" }, 403],
      [{ origin: "http://evil.example" }, 403],
      [{ origin: "null" }, 403],
      [{ origin: `http://127.0.0.1:${port}` }, 403],
    ];
    for (const target of ["/mcp", "/health"]) {
      for (const [headers, expected] of table) {
        const answer = await ask({ headers, path: target, method: target === "/mcp" ? "POST" : "GET" });
        // 400: let through to the protocol, which misses a session.
        assert.equal(
          answer.status,
          target === "/health" && expected === 400 ? 200 : expected,
          `${target} ${JSON.stringify(headers)}`,
        );
        assert.equal(answer.headers["access-control-allow-origin"], undefined);
      }
    }
  });

  it("refuses what is no JSON-RPC call, in JSON, without telling its insides", async () => {
    const deep = `${"[".repeat(50)}${'{"a":'.repeat(80)}1${"}".repeat(80)}${"]".repeat(50)}`;
    const table: [Asked, number][] = [
      [{ headers: { "content-type": "text/plain" } }, 415],
      [{ headers: { "content-encoding": "gzip" } }, 415],
      [{ body: "{" }, 400],
      [{ body: [PING] }, 400],
      [{ body: `{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":${deep}}}` }, 400],
      [{ body: `"${"x".repeat(5 << 20)}"` }, 413],
      [{ method: "PUT" }, 405],
      [{ method: "OPTIONS" }, 405],
      [{ path: "/" }, 404],
      [{ path: "/mcp/../etc" }, 404],
      [{ headers: { "mcp-session-id": "made-up" } }, 404],
      [{ headers: { accept: "text/html" }, body: INITIALIZE }, 406],
    ];
    for (const [asked, expected] of table) {
      const answer = await ask(asked);
      assert.equal(answer.status, expected, JSON.stringify(asked).slice(0, 100));
      assert.ok((JSON.parse(answer.body) as { error?: unknown }).error, answer.body);
      assert.doesNotMatch(answer.body, /\bat .*\.(?:ts|js):/);
    }
    assert.deepEqual(JSON.parse((await ask({ method: "GET", path: "/health" })).body), { status: "ok" });
  });

  it("gives each client a session of its own, ends it on request, and knows none that it has not given", async () => {
    const opened = await ask({ body: INITIALIZE });
    assert.equal(opened.status, 200);
    const session = String(opened.headers["mcp-session-id"]);
    const headers = { "mcp-session-id": session, "mcp-protocol-version": "2025-11-25" };
    assert.equal((await ask({ headers })).status, 200);
    assert.equal((await ask({ method: "DELETE", headers })).status, 200);
    assert.equal((await ask({ headers })).status, 404);
  });

  it("speaks HTTPS with a certificate, and tells when certificate and key are unusable", async () => {
    const pem = (name: string): Promise<string> =>
      readFile(path.join(import.meta.dirname, "../support/tls", name), "utf8");
    const tls = { key: await pem("key.pem"), cert: await pem("cert.pem") };
    const secure = await startServer({ http: "127.0.0.1:0", token: TOKEN, roots: [folder], tls });
    const { protocol, port } = new URL(secure.url);
    assert.equal(protocol, "https:");
    const status = await new Promise((resolve, reject) => {
      const options = { hostname: "127.0.0.1", port, path: "/health", rejectUnauthorized: false };
      tlsRequest(options, (response) => response.resume().on("end", () => resolve(response.statusCode)))
        .on("error", reject)
        .end();
    });
    assert.equal(status, 200);
    await secure.close();
    const broken = startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      roots: [folder],
      tls: { key: "x", cert: "y" },
    });
    await assert.rejects(broken, { code: "tls_invalid", message: /PEM files that belong together/ });
  });
});
