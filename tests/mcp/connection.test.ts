// Servers of another make, and all that can go wrong with one: each request is answered, and nothing ends the host.
import assert from "node:assert/strict";
import process from "node:process";
import { afterEach, beforeEach, describe, it } from "node:test";
import { Cancellation } from "../../lib/events/cancellation.ts";
import type { InProcessTransport, JsonRpcMessage } from "../../lib/mcp/configs.ts";
import { McpHost, rpc, textOf } from "../support/mcp-host.ts";
import { until } from "../support/until.ts";

type OnMessage = (message: JsonRpcMessage, transport: InProcessTransport) => unknown;

/** A server that does this with each message. */
function server(onMessage: OnMessage, connect?: (transport: InProcessTransport) => unknown) {
  const transports: InProcessTransport[] = [];
  const closed: InProcessTransport[] = [];
  const instance = {
    connect: async (transport: InProcessTransport): Promise<void> => {
      transports.push(transport);
      transport.onmessage = (message: JsonRpcMessage) => onMessage(message, transport) as never;
      transport.onclose = () => void closed.push(transport);
      await connect?.(transport);
      await transport.start();
    },
  };
  return { instance, transports, closed };
}

/** Answers each request with its method. */
const echo: OnMessage = ({ id, method }, transport) =>
  id === undefined ? undefined : transport.send({ jsonrpc: "2.0", id, result: { method } });

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

describe("A server of another make", () => {
  beforeEach(() => void process.on("unhandledRejection", note).on("uncaughtException", note));
  afterEach(async () => {
    // What is unhandled is known when the turn of the loop is over.
    await new Promise(setImmediate);
    process.off("unhandledRejection", note).off("uncaughtException", note);
    assert.deepEqual(unhandled.splice(0), []);
  });

  it("whose connect() fails is an error that says why, and the next message tries again", async () => {
    const throws = (): never => {
      throw new Error("no room");
    };
    const table: Record<string, () => unknown> = {
      "it throws": throws,
      "it rejects": () => Promise.reject(new Error("no room")),
      "it rejects with a text": () => Promise.reject("no room"),
      "it never resolves": () => new Promise(() => undefined),
    };
    for (const [name, connect] of Object.entries(table)) {
      let tries = 0;
      const instance = {
        connect: () => {
          tries += 1;
          return connect();
        },
      };
      const host = new McpHost({ own: { instance } }, { connectMs: 50 });
      for (const time of [1, 2]) {
        const { id, error } = await host.hand(rpc("ping", { id: 5 }));
        assert.deepEqual([id, error?.code, tries], [5, -32_603, time], name);
        assert.match(
          error?.message ?? "",
          /^The MCP server failed: (no room|it was not connected within 50 ms)$/,
        );
      }
      assert.equal(host.errors.length, 2, name);
      host.servers.close();
    }
  });

  it("that is connected too late is let go of, so that the next session can have it", async () => {
    let connected = (): void => undefined;
    const { instance, closed } = server(echo, () => new Promise<void>((resolve) => (connected = resolve)));
    const host = new McpHost({ own: { instance } });
    const ping = host.hand(rpc("ping", { id: 1 }));
    host.servers.close();
    assert.equal((await ping).error?.code, -32_800);
    assert.equal(closed.length, 1);
    connected();
    await until(() => closed.length === 2, "it has to be told that its session is over");
  });

  it("does not get a call that was cancelled before it was connected", async () => {
    for (const way of ["its id", "the control request"]) {
      let connected = (): void => undefined;
      const seen: unknown[] = [];
      const { instance } = server(
        (message, transport) => {
          seen.push(message.method);
          return echo(message, transport);
        },
        () => new Promise<void>((resolve) => (connected = resolve)),
      );
      const host = new McpHost({ own: { instance } });
      const context = new Cancellation();
      const call = host.call("remove", { id: 7, context });
      const other = host.hand(rpc("ping", { id: 8 }));
      if (way === "its id") await host.hand(rpc("notifications/cancelled", { params: { requestId: 7 } }));
      else context.cancel("over");
      assert.equal((await call).error?.code, -32_800, "it is answered before the server is there");
      connected();
      assert.deepEqual((await other).result, { method: "ping" });
      assert.deepEqual(seen, ["ping"], way);
      const over = new Cancellation();
      over.cancel("over");
      assert.equal((await host.call("remove", { context: over })).error?.code, -32_800);
      assert.deepEqual(seen, ["ping"]);
    }
  });

  it("that fails on a message is an error for that message alone", async () => {
    const table: Record<string, OnMessage> = {
      "it throws": () => {
        throw new Error("broken");
      },
      "it rejects": () => Promise.reject(new Error("broken")),
      "it rejects later": () =>
        new Promise((_resolve, reject) => setImmediate(() => reject(new Error("broken")))),
    };
    for (const [name, fail] of Object.entries(table)) {
      const { instance } = server((message, transport) =>
        message.method === "ping" ? echo(message, transport) : fail(message, transport),
      );
      const host = new McpHost({ own: { instance } });
      assert.match(textOf(await host.call("x")), /^The MCP server failed: broken$/, name);
      await host.hand(rpc("notifications/initialized"));
      await host.hand({ jsonrpc: "2.0", id: 3, result: {} });
      assert.deepEqual((await host.hand(rpc("ping", { id: 2 }))).result, { method: "ping" }, name);
      await until(() => host.errors.length === 3, "each failure is reported");
      host.servers.close();
    }
  });

  it("that takes no messages is an error", async () => {
    const host = new McpHost({ own: { instance: { connect: () => Promise.resolve() } } });
    assert.match(textOf(await host.hand(rpc("ping", { id: 1 }))), /failed: it takes no messages/);
  });

  it("answers what it likes: the CLI gets an answer that it can read, under its own id", async () => {
    const big = "x".repeat(26 << 20);
    const table: [object, RegExp][] = [
      [{ result: undefined }, /neither a result nor an error/],
      [{ result: null }, /neither a result nor an error/],
      [{ result: "text" }, /neither a result nor an error/],
      [{ result: [] }, /neither a result nor an error/],
      [{ error: "text" }, /neither a result nor an error/],
      [{ error: {} }, /^undefined$/],
      [{ error: { code: "x", message: 7 } }, /^7$/],
      [{ error: { code: 1.5, message: "half" } }, /^half$/],
      [{ error: { code: -5, message: "minus", data: [1] } }, /^minus$/],
      [{ error: { code: -5, message: "odd", data: 1n } }, /BigInt/],
      [{ result: { n: 1n } }, /BigInt/],
      [{ result: { big } }, /more than 26214400/],
      [{ error: { code: 1, message: big } }, /more than 26214400/],
    ];
    for (const [given, expected] of table) {
      const { instance } = server(({ id }, transport) => transport.send({ jsonrpc: "2.0", id, ...given }));
      const answer = await new McpHost({ own: { instance } }).call("x", { id: "seven" });
      assert.equal(answer.id, "seven");
      assert.match(answer.error?.message ?? "", expected);
      assert.ok(Number.isSafeInteger(answer.error?.code));
    }
  });

  it("answers twice, or when nobody waits any more: only the first in time counts, for its own request", async () => {
    const held: number[] = [];
    const { instance, transports } = server(({ id, method }, transport) => {
      if (method === "tools/call") held.push(id as number);
      else return echo({ jsonrpc: "2.0", id, method }, transport);
    });
    const host = new McpHost({ own: { instance } });
    const say = (id: unknown, word: string): Promise<void> =>
      (transports[0] as InProcessTransport).send({ jsonrpc: "2.0", id: id as number, result: { word } });
    const first = host.call("x", { id: 7 });
    await until(() => held.length === 1, "the call has to arrive");
    await host.hand(rpc("notifications/cancelled", { params: { requestId: 7 } }));
    assert.equal((await first).error?.code, -32_800);
    // The same id again: the late answer to the first call is not the second's.
    const second = host.call("x", { id: 7 });
    await until(() => held.length === 2, "the second call has to arrive");
    await say(held[0], "late");
    await say(held[1], "right");
    await say(held[1], "twice");
    await say("nobody's", "stray");
    for (const odd of [null, undefined, 7, "text", {}]) await transports[0]?.send(odd as never);
    assert.deepEqual(await second, { jsonrpc: "2.0", id: 7, result: { word: "right" } });
    assert.deepEqual([host.said, host.errors], [[], []]);
    host.servers.close();
    await say(held[1], "after the end");
  });

  it("that closes its transport answers what is open with an error, and is connected anew", async () => {
    const { instance, transports, closed } = server((message, transport) =>
      message.method === "tools/call" ? transport.close() : echo(message, transport),
    );
    const host = new McpHost({ own: { instance } });
    assert.match(textOf(await host.call("x")), /it has closed the connection/);
    assert.deepEqual((await host.hand(rpc("ping", { id: 2 }))).result, { method: "ping" });
    assert.equal(transports.length, 2);
    // The old transport is dead.
    await transports[0]?.close();
    await transports[0]?.send({ jsonrpc: "2.0", method: "notifications/message" });
    assert.deepEqual([closed.length, host.said], [1, []]);
    host.servers.close();
    assert.equal(closed.length, 2);
  });

  it("whose transport or close listener throws is let go of all the same", async () => {
    const { instance, transports } = server(echo);
    const host = new McpHost({ own: { instance }, other: { instance: server(echo).instance } });
    await host.hand(rpc("ping", { id: 1 }));
    const [transport] = transports as [InProcessTransport];
    transport.close = () => {
      throw new Error("close");
    };
    transport.onclose = () => {
      throw new Error("onclose");
    };
    host.servers.close();
    assert.deepEqual(host.errors, ["onclose"]);
    assert.match(textOf(await host.hand(rpc("ping", { id: 1 }))), /there are: none/);
  });

  it("whose own messages cannot be sent: a request is rejected, a notification reported", async () => {
    const { instance, transports } = server(echo);
    const send = (): Promise<never> => Promise.reject(new Error("closed"));
    const host = new McpHost({ own: { instance } }, { send });
    await host.hand(rpc("ping", { id: 1 }));
    const [transport] = transports as [InProcessTransport];
    await transport.send({ jsonrpc: "2.0", method: "notifications/message" });
    assert.deepEqual(host.errors, ["closed"]);
    await assert.rejects(transport.send({ jsonrpc: "2.0", id: 1, method: "roots/list" }), /closed/);
    // And when nobody waits for it, it is nobody's unhandled rejection.
    void transport.send({ jsonrpc: "2.0", id: 2, method: "roots/list" });
    void transport.send({ jsonrpc: "2.0", method: "notifications/message" });
  });
});
