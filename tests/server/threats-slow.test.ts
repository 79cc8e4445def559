// The cases of the threat model about clients that take their time: to send, or to read (A07, F68, F73).
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import process from "node:process";
import { describe, it } from "node:test";
import { requestText } from "../support/raw-http.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { until, untilStill } from "../support/until.ts";

const TOKEN = "test-token-test-token-test-token-0123456789";
const HEADERS = { authorization: `Bearer ${TOKEN}`, connection: "keep-alive" };
const MIB = 1024 * 1024;
const { deno, bun } = process.versions as Record<string, string | undefined>;
const skip = deno !== undefined || bun !== undefined ? "its node:http has no limits of time" : false;

describe("A slow client", { timeout: 300_000 }, () => {
  const server = scriptedServer();
  const open = async (): Promise<Socket> => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    return socket;
  };
  /** Send a piece each half second, until the server has had enough: what it says then. */
  async function drip(first: string, piece: string): Promise<{ answer: string; seconds: number }> {
    const socket = await open();
    const begun = performance.now();
    let answer = "";
    socket.setEncoding("latin1").on("data", (text: string) => (answer += text));
    socket.write(first);
    const dripping = setInterval(() => socket.write(piece), 500);
    await once(socket, "close");
    clearInterval(dripping);
    return { answer, seconds: (performance.now() - begun) / 1_000 };
  }

  it("A07, F68: that sends its head or its body drop by drop is cut off, by either limit, with or without a token", {
    skip,
  }, async () => {
    const head = `POST /mcp HTTP/1.1\r\nhost: ${new URL(server.url).host}\r\n`;
    const whole = { ...HEADERS, "transfer-encoding": "chunked" };
    const [slowHead, slowBody] = await Promise.all([
      drip(head, "x-drop: 1\r\n"),
      drip(requestText(server.url, { headers: whole }), "1\r\n \r\n"),
    ]);
    assert.match(slowHead.answer, /^(?:HTTP\/1\.1 408 |$)/);
    assert.match(slowBody.answer, /^(?:HTTP\/1\.1 408 |$)/);
    // Not before their time; a busy machine may be late.
    assert.ok(slowHead.seconds > 8 && slowBody.seconds > 25, `${slowHead.seconds} s, ${slowBody.seconds} s`);
    assert.ok(slowHead.seconds < slowBody.seconds, "each by its own limit");
  });

  it("F73: that asks again and again and reads nothing is not answered for ever, and harms nobody", async () => {
    const { data } = await server.call("spawn_agent", { prompt: "x", await_completion_ms: 60_000 });
    const [session_id = ""] = data.session_ids;
    const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
    const begun = {
      jsonrpc: "2.0",
      id: 0,
      method: "initialize",
      params: {
        protocolVersion: "2025-11-25",
        capabilities: {},
        clientInfo: { name: "greedy", version: "1" },
      },
    };
    const { head } = await server.ask({ body: begun });
    const session = { "mcp-session-id": /mcp-session-id: (\S+)/i.exec(head)?.[1] ?? "" };
    const { body } = await server.ask({ body: list, headers: session });
    const answered = async (): Promise<number> => {
      const { body: figures } = await server.ask({ method: "GET", path: "/metrics" });
      return Number(/^kodegen_server_requests_total\{status="200"\} (\d+)$/m.exec(figures)?.[1]);
    };
    const socket = await open();
    socket.pause();
    const before = await answered();
    const asked = Math.ceil((64 * MIB) / body.length);
    const request = requestText(server.url, { body: list, headers: { ...HEADERS, ...session } });
    for (let sent = 0; sent < asked; sent += 1) socket.write(request);
    await until(async () => (await answered()) > before + 1, "it has begun");
    let looks = 0;
    const still = await untilStill(async () => (await answered()) - (looks += 1));
    const kept = (still - before) * body.length;
    assert.ok(kept < 32 * MIB, `${(kept / MIB).toFixed()} of ${((asked * body.length) / MIB).toFixed()} MiB`);
    const again = await server.call("send_agent_prompt", {
      session_id,
      prompt: "again",
      await_completion_ms: 60_000,
    });
    assert.equal(again.data.agent.last_result?.text, "again");
    socket.destroy();
  });
});
