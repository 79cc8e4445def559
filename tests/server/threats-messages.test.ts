// The acceptance tests of the threat model for sessions and messages (A11 …, F67 …), each named after its case.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import process from "node:process";
import { describe, it } from "node:test";
import "../support/leaks.ts";
import { INITIALIZE, requestText, serverToAsk } from "../support/raw-http.ts";

/** Of one token, by default. */
const MOST_SESSIONS = 64;

describe("What reaches the front", { timeout: 300_000 }, () => {
  const server = serverToAsk();
  const { call, post } = server;

  it("A11, F70: knows no session that it has not given, whatever its id looks like, and says the same of all", async () => {
    const begun = await post(INITIALIZE);
    const id = /mcp-session-id: (\S+)/i.exec(begun.head)?.[1] ?? "";
    assert.match(id, /^[\x21-\x7e]{22,}$/, "at least 128 bits");
    const known = { "mcp-session-id": id, "mcp-protocol-version": "2025-11-25" };
    assert.equal((await post({ jsonrpc: "2.0", id: 2, method: "ping" }, known)).status, 200);
    const bodies = new Set<string>();
    for (const other of [
      crypto.randomUUID(),
      "x",
      "../../etc",
      "a".repeat(10_000),
      `${id} `.repeat(2).trim(),
      id.toUpperCase() + "0",
      "__proto__",
    ])
      for (const method of ["POST", "GET", "DELETE"]) {
        const body = method === "POST" ? { jsonrpc: "2.0", id: 2, method: "ping" } : undefined;
        const answer = await call({ method, body, headers: { ...known, "mcp-session-id": other } });
        assert.equal(answer.status, 404, `${method} ${other.slice(0, 40)}`);
        bodies.add(answer.body);
      }
    assert.equal(bodies.size, 1);
    assert.equal((await call({ method: "DELETE", headers: known })).status, 200);
    assert.equal((await post({ jsonrpc: "2.0", id: 2, method: "ping" }, known)).status, 404);
  });

  it("A27: says to whom shows no token that it is well, and nothing else", async () => {
    const { status, body } = await call({
      method: "GET",
      path: "/health",
      headers: { authorization: undefined },
    });
    assert.deepEqual([status, body], [200, '{"status":"ok"}']);
    for (const target of ["/", "/metrics", "/mcp", "/mcp/stats", "/.env", "/health/../mcp", "//mcp"]) {
      const answer = await call({ method: "GET", path: target, headers: { authorization: undefined } });
      assert.ok([401, 404].includes(answer.status), `${answer.status} for ${target}`);
      assert.doesNotMatch(answer.body, /\d+\.\d+\.\d+|\/home|\/tmp|agents?":/);
    }
  });

  it("F67: answers what is no JSON-RPC message with the code for that, and goes on", async () => {
    const bad: [unknown, number, number][] = [
      ["", 400, -32_700],
      ["{", 400, -32_700],
      ["\u0000", 400, -32_700],
      [[], 400, -32_600],
      [[INITIALIZE, INITIALIZE], 400, -32_600],
    ];
    for (const [body, status, code] of bad) {
      const answer = await post(body === "" ? " " : body);
      assert.equal(answer.status, status, JSON.stringify(body));
      assert.equal((JSON.parse(answer.body) as { error: { code: number } }).error.code, code);
    }
    for (const body of [
      7,
      null,
      "text",
      true,
      {},
      { jsonrpc: "1.0", id: 1, method: "ping" },
      { ...INITIALIZE, id: {} },
      { ...INITIALIZE, id: null },
      { ...INITIALIZE, method: 7 },
    ]) {
      const answer = await post(JSON.stringify(body));
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.ok("error" in (JSON.parse(answer.body) as object));
    }
    assert.equal((await post(INITIALIZE)).status, 200);
  });

  it("an answer ends the connection of who asks for that, so that it can be read to its end", {
    skip: "deno" in process.versions && "Deno keeps it open for some seconds, and to end one ends others",
  }, async () => {
    const { hostname, port } = new URL(server.url);
    const ends: string[] = [];
    const open = async (connection: string): Promise<void> => {
      const socket = connect(Number(port), hostname);
      socket.write(requestText(server.url, { body: INITIALIZE, headers: { connection } }));
      socket.on("end", () => ends.push(connection));
      await once(socket, "data");
      socket.resume();
      if (connection === "close") await once(socket, "end");
      else socket.unref();
    };
    // Some seconds later the server ends this one, which is older: by then it is the second.
    await open("keep-alive");
    await open("close");
    assert.deepEqual(ends, ["close"]);
  });

  it("F69: names what is wrong with a header", async () => {
    assert.equal((await post(INITIALIZE, { accept: "text/html" })).status, 406);
    assert.equal((await post(INITIALIZE, { "content-type": "application/xml" })).status, 415);
    const begun = await post(INITIALIZE);
    const id = /mcp-session-id: (\S+)/i.exec(begun.head)?.[1] ?? "";
    const old = { "mcp-session-id": id, "mcp-protocol-version": "1999-01-01" };
    assert.equal((await post({ jsonrpc: "2.0", id: 2, method: "ping" }, old)).status, 400);
    assert.equal((await call({ method: "PUT", body: INITIALIZE })).status, 405);
  });

  it("F72: two thousand initialize calls without a further one leave a bounded number of sessions, and a client is served", async () => {
    for (let round = 0; round < 40; round += 1)
      for (const { status } of await Promise.all(Array.from({ length: 50 }, () => post(INITIALIZE))))
        assert.ok(status === 200 || status === 429 || status === 503, String(status));
    assert.equal((await post(INITIALIZE)).status, 200);
    const { body } = await call({ method: "GET", path: "/metrics" });
    const sessions = Number(/^kodegen_server_sessions (\d+)$/m.exec(body)?.[1]);
    assert.ok(sessions >= 1 && sessions <= MOST_SESSIONS, `${sessions} sessions`);
  });
});
