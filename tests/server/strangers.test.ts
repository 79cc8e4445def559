// Who shows no token keeps nobody out who has one; and pages of allowed origins are answered, others are not.
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { type RunningServer, startServer } from "../../server/index.ts";

const TOKEN = "test-token-test-token-test-token-0123456789";
const ORIGIN = "http://localhost:6274";
const HALF_OPEN = 600;

describe("The server's door", { timeout: 60_000 }, () => {
  let server: RunningServer;
  before(async () => {
    server = await startServer({ http: "127.0.0.1:0", token: TOKEN, allowedOrigins: [ORIGIN] });
  });
  after(() => server.close());

  const initialize = (headers: Record<string, string> = {}, url = server.url): Promise<Response> =>
    fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: {
          protocolVersion: "2025-06-18",
          capabilities: {},
          clientInfo: { name: "test", version: "1" },
        },
      }),
    });

  const onDeno = "deno" in process.versions ? "Deno's node:http has no sockets of connections to end" : false;
  it("A07: stays open for who has the token, however many half-open requests there are", {
    skip: onDeno,
  }, async () => {
    const { port, hostname } = new URL(server.url);
    const sockets = await Promise.all(
      Array.from({ length: HALF_OPEN }, async () => {
        const socket = net.connect({ host: hostname, port: Number(port) });
        socket.on("error", () => undefined);
        await Promise.race([once(socket, "connect"), once(socket, "close")]);
        socket.write("POST /mcp HTTP/1.1\r\n");
        return socket;
      }),
    );
    const response = await initialize();
    assert.equal(response.status, 200);
    assert.match(await response.text(), /kodegen-claude-agent/);
    for (const socket of sockets) socket.destroy();
  });

  it("opens for any Accept, a slash at the end, and a session's id that is gone", async () => {
    for (const headers of [{ accept: "application/json" }, { accept: "*/*" }, { "mcp-session-id": "gone" }]) {
      const response = await initialize(headers as Record<string, string>);
      assert.equal(response.status, 200, JSON.stringify(headers));
      const isJson = response.headers.get("content-type")?.startsWith("application/json");
      assert.equal(isJson, "accept" in headers && headers.accept === "application/json");
      await response.text();
    }
    for (const tail of ["/", "?x=1", "/?x=1"]) {
      const response = await initialize({}, server.url + tail);
      assert.equal(response.status, 200, tail);
      await response.text();
    }
  });

  it("answers pages of allowed origins, with the headers that a browser wants, and no others", async () => {
    const preflight = (origin: string): Promise<Response> =>
      fetch(server.url, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
    const asked = await preflight(ORIGIN);
    assert.equal(asked.status, 204);
    assert.equal(asked.headers.get("access-control-allow-origin"), ORIGIN);
    assert.match(asked.headers.get("access-control-allow-headers") ?? "", /authorization.*mcp-session-id/);
    const called = await initialize({ origin: ORIGIN });
    assert.equal(called.headers.get("access-control-allow-origin"), ORIGIN);
    assert.match(called.headers.get("access-control-expose-headers") ?? "", /mcp-session-id/);
    await called.text();
    for (const response of [
      await preflight("http://evil.example"),
      await initialize({ origin: "http://evil.example" }),
    ]) {
      assert.equal(response.status, 403);
      assert.equal(response.headers.get("access-control-allow-origin"), null);
      await response.text();
    }
  });
});
