// The acceptance tests of the threat model for the front (A04 …) and its failure cases (F67 …), each named after its case.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../support/leaks.ts";
import { type Answered, exchange, INITIALIZE, requestText, serverToAsk, TOKEN } from "../support/raw-http.ts";

const ALLOWED = "https://app.example";
const EVIL = [
  "https://evil.example",
  "null",
  "",
  "http://127.0.0.1",
  "https://app.example.evil",
  "https://app.example:444",
];

describe("The front", { timeout: 300_000 }, () => {
  const server = serverToAsk({
    allowedHosts: ["agents.example:443"],
    allowedOrigins: [ALLOWED],
  });
  const { call, post } = server;

  it("A04: answers its own names only, on every route, before it reads a body", async () => {
    const { port } = new URL(server.url);
    const own = [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `LOCALHOST:${port}`,
      `[::1]:${port}`,
      "agents.example:443",
    ];
    const foreign = `
      127.0.0.1 localhost 127.0.0.1:${Number(port) + 1} 127.0.0.1:${port}. 127.0.0.1.:${port} 127.0.0.1.evil:${port}
      evil.example:${port} 127.1:${port} 2130706433:${port} 0x7f.1:${port} user@127.0.0.1:${port} 127.0.0.1:${port}@evil
      [::ffff:127.0.0.1]:${port} ::1:${port} 127.0.0.1:${port},evil.example 127.0.0.1:0${port} agents.example
      agents.example:80 * null \u00e9.example`.split(/\s+/);
    const routes = [
      ["GET", "/health"],
      ["POST", "/mcp"],
      ["GET", "/mcp"],
      ["DELETE", "/mcp"],
      ["OPTIONS", "/mcp"],
      ["GET", "/x"],
    ] as const;
    for (const host of own)
      assert.equal((await call({ method: "GET", path: "/health", headers: { host } })).status, 200, host);
    for (const host of foreign)
      for (const [method, target] of routes) {
        const { status } = await call({ method, path: target, headers: { host } });
        assert.ok(status === 403 || status === 400, `${status} for ${method} ${target} of "${host}"`);
      }
    // A body that never comes: whoever read it first would wait for it.
    const waiting = { host: `evil.example:${port}`, "content-length": "9" };
    assert.equal((await call({ headers: waiting })).status, 403);
    for (const host of [
      [`127.0.0.1:${port}`, "evil.example"],
      ["evil.example", `127.0.0.1:${port}`],
    ])
      assert.equal((await call({ headers: { host } })).status, 400);
  });

  it("A04: answers pages of allowed origins only, on every route", async () => {
    for (const origin of EVIL)
      for (const target of ["/health", "/mcp"])
        assert.equal((await call({ method: "GET", path: target, headers: { origin } })).status, 403, origin);
    assert.equal((await call({ method: "GET", path: "/health", headers: { origin: ALLOWED } })).status, 200);
  });

  it("A05: gives no other origin a word of consent, and takes no simple request", async () => {
    const asking = {
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    for (const origin of EVIL) {
      const { status, head } = await call({ method: "OPTIONS", headers: { origin, ...asking } });
      assert.equal(status, 403);
      assert.doesNotMatch(head, /access-control/i);
    }
    const { status, head } = await call({ method: "OPTIONS", headers: { origin: ALLOWED, ...asking } });
    assert.equal(status, 204);
    assert.match(head, /access-control-allow-origin: https:\/\/app\.example\r\n/i);
    assert.match(head, /vary: origin/i);
    assert.doesNotMatch(head, /access-control-allow-credentials|allow-origin: \*/i);
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "",
      "application/jsonp",
    ])
      assert.equal((await post(INITIALIZE, { "content-type": type })).status, 415, type);
  });

  it("A06, F68: refuses bodies that are too large, too deep, compressed, in JSON and without its insides", async () => {
    const whole = "x".repeat(4 * 1024 * 1024 + 1);
    const deep = `${'{"a":'.repeat(101)}1${"}".repeat(101)}`;
    const chunked = requestText(server.url, { headers: { "transfer-encoding": "chunked" } });
    const size = whole.length.toString(16);
    const answers: [number, Answered][] = [
      [413, await post(whole)],
      [413, await exchange(server.url, [chunked, `${size}\r\n${whole}\r\n0\r\n\r\n`])],
      [400, await post(deep)],
      [400, await post("[".repeat(200_000))],
      [415, await post(INITIALIZE, { "content-encoding": "gzip" })],
      [415, await post(INITIALIZE, { "content-encoding": "identity" })],
    ];
    for (const [status, answer] of answers) {
      assert.equal(answer.status, status);
      const { error, jsonrpc } = JSON.parse(answer.body) as {
        error: { code: number; message: string };
        jsonrpc: string;
      };
      assert.equal(jsonrpc, "2.0");
      assert.ok(Number.isInteger(error.code));
      assert.doesNotMatch(answer.body, /\bat \S+ \(|node:|\.ts|<html/);
    }
  });

  it("A08: refuses what two readers could understand in two ways, and closes the connection", async () => {
    const { host } = new URL(server.url);
    const plain = `POST /mcp HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${TOKEN}\r\ncontent-type: application/json\r\n`;
    const smuggled = `POST /mcp HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
    const texts = [
      `${plain}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `${plain}content-length: 5\r\ncontent-length: 6\r\n\r\nhello${smuggled}`,
      `${plain}content-length: +5\r\n\r\nhello`,
      `${plain}transfer-encoding: gzip, chunked, identity\r\n\r\n0\r\n\r\n`,
      `${plain}x-folded: a\r\n b\r\ncontent-length : 0\r\n\r\n`,
      plain.replaceAll("\r\n", "\n") + "content-length: 0\n\n",
      `${plain}x-long: ${"a".repeat(100_000)}\r\n\r\n`,
      `${plain}authorization: Bearer other\r\ncontent-length: 0\r\n\r\n`,
      `${plain}mcp-session-id: a\r\nmcp-session-id: b\r\ncontent-length: 0\r\n\r\n`,
      "GARBAGE\r\n\r\n",
    ];
    for (const text of texts) {
      const { status, body } = await exchange(server.url, [text], "closed");
      assert.ok([400, 431].includes(status), `${status} for ${JSON.stringify(text.slice(150, 260))}`);
      assert.ok(!body.includes("HTTP/1.1"), "there is one answer");
    }
  });
});
