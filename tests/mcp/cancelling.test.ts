// A call that is cancelled: it does not begin any more, its function hears of it, and it is answered at once.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
// @ts-types="@modelcontextprotocol/sdk/client"
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/inMemory"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Cancellation } from "../../lib/events/cancellation.ts";
import { createSdkMcpServer, type StandardSchema, type ToolCallContext, tool } from "../../lib/index.ts";
import { McpHost, rpc } from "../support/mcp-host.ts";
import { until } from "../support/until.ts";

const cancelled = (requestId: unknown, reason?: string): object =>
  rpc("notifications/cancelled", { params: { requestId, reason } });

/** A tool whose calls stay open, and what each of them was given. */
function open() {
  const calls: ToolCallContext[] = [];
  const made = tool("open", "Stays open", {}, (_args, extra) => {
    calls.push(extra);
    return new Promise<never>(() => undefined);
  });
  return { calls, own: createSdkMcpServer({ name: "own", tools: [made] }) };
}

/** A tool whose arguments are checked for as long as one likes. */
function slowToCheck() {
  let pass = (): void => undefined;
  const checked = new Promise<{ value: object }>((resolve) => (pass = () => resolve({ value: {} })));
  let checking = 0;
  let ran = 0;
  const schema: StandardSchema = {
    "~standard": {
      version: 1,
      vendor: "slow",
      jsonSchema: { input: () => ({ type: "object" }) },
      validate: () => {
        checking += 1;
        return checked;
      },
    },
  };
  const made = tool("slow", "Slow", schema, async () => {
    ran += 1;
    return { content: [] };
  });
  const own = createSdkMcpServer({ name: "own", tools: [made] });
  return { own, pass: () => pass(), checking: () => checking, ran: () => ran };
}

describe("A cancelled call of an in-process tool", () => {
  it("is answered at once when its id is cancelled, with every call of that id, and no other", async () => {
    const { calls, own } = open();
    const host = new McpHost({ own });
    const [one, again, other] = [7, 7, 8].map((id) => host.call("open", { id }));
    await until(() => calls.length === 3, "all calls have to run");
    const signals = calls.map(({ signal }) => signal);
    for (const wrong of [undefined, null, "7", {}, [7], 9]) await host.hand(cancelled(wrong));
    await host.hand(rpc("notifications/cancelled", { params: null }));
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false, false, false],
    );
    await host.hand(cancelled(7, "not wanted"));
    for (const call of [one, again]) assert.equal((await call)?.error?.code, -32_800);
    assert.deepEqual(
      signals.map(({ aborted, reason }) => aborted && reason),
      ["not wanted", "not wanted", false],
    );
    host.servers.close();
    assert.equal((await other)?.error?.code, -32_800);
    assert.equal(signals[2]?.aborted, true);
  });

  it("aborts the function's signal when the control request is cancelled, whenever the signal is looked at", async () => {
    const { calls, own } = open();
    const host = new McpHost({ own });
    const [early, late] = [new Cancellation(), new Cancellation()];
    void host.call("open", { context: early });
    void host.call("open", { context: late });
    await until(() => calls.length === 2, "both calls have to run");
    const signal = calls[0]?.signal;
    assert.equal(signal?.aborted, false);
    for (const context of [early, late]) context.cancel("over");
    assert.deepEqual([signal?.aborted, signal?.reason], [true, "over"]);
    assert.deepEqual([calls[1]?.signal.aborted, calls[1]?.signal.reason], [true, "over"]);
    assert.equal(calls[1]?.signal, calls[1]?.signal);
  });

  it("makes no signal for a function that does not look at it", async () => {
    const quiet = tool("quiet", "Quiet", {}, async () => ({ content: [] }));
    const host = new McpHost({ own: createSdkMcpServer({ name: "own", tools: [quiet] }) });
    // Only while the server is being connected is there something to wait for.
    await host.hand(rpc("tools/list", { id: 1 }));
    const before = host.signalsMade;
    for (let time = 0; time < 10; time += 1) await host.call("quiet");
    assert.equal(host.signalsMade, before);
  });

  it("does not run when it is cancelled while its arguments are checked", async () => {
    for (const way of ["its id", "the control request", "the session"]) {
      const slow = slowToCheck();
      const host = new McpHost({ own: slow.own });
      const context = new Cancellation();
      const call = host.call("slow", { id: 3, context });
      await until(() => slow.checking() === 1, "the arguments have to be checked");
      if (way === "its id") await host.hand(cancelled(3));
      else if (way === "the session") host.servers.close();
      else context.cancel("over");
      slow.pass();
      assert.equal((await call).error?.code, -32_800, way);
      assert.equal(slow.ran(), 0, way);
    }
  });

  it("does not run when it is cancelled before its schema is ready", async () => {
    const { calls, own } = open();
    const host = new McpHost({ own });
    const context = new Cancellation();
    const call = host.call("open", { context });
    context.cancel("over");
    assert.equal((await call).error?.code, -32_800);
    assert.equal(calls.length, 0);
  });

  it("is not answered a second time by what its function gives later", async () => {
    let give: (result: { content: [] }) => void = () => undefined;
    const late = tool("late", "Late", {}, () => new Promise<{ content: [] }>((resolve) => (give = resolve)));
    const server = createSdkMcpServer({ name: "own", tools: [late] });
    const [near, far] = InMemoryTransport.createLinkedPair();
    const answers: unknown[] = [];
    await server.instance.connect(far);
    near.onmessage = (message) => void answers.push(message);
    await near.start();
    await near.send({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "late" } });
    await new Promise(setImmediate);
    await near.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 1 } });
    give({ content: [] });
    await near.send({ jsonrpc: "2.0", id: 2, method: "ping" });
    await until(() => answers.length >= 2, "the ping has to be answered");
    assert.deepEqual(answers, [
      { jsonrpc: "2.0", id: 1, error: { code: -32_800, message: "The call was cancelled" } },
      { jsonrpc: "2.0", id: 2, result: {} },
    ]);
    await server.instance.close();
  });

  it("a server of tools serves any client of the MCP SDK through a transport", async () => {
    const add = tool("add", "Adds", {}, async () => ({ content: [{ type: "text", text: "5" }] }));
    const { instance } = createSdkMcpServer({ name: "own", tools: [add] });
    const [near, far] = InMemoryTransport.createLinkedPair();
    const client = new Client({ name: "client", version: "1" });
    await Promise.all([client.connect(near), instance.connect(far)]);
    assert.deepEqual(
      (await client.listTools()).tools.map(({ name }) => name),
      ["add"],
    );
    assert.deepEqual((await client.callTool({ name: "add" })).content, [{ type: "text", text: "5" }]);
    const notified: unknown[] = [];
    client.fallbackNotificationHandler = async ({ method }) => void notified.push(method);
    await instance.removeTool("add");
    await client.ping();
    assert.deepEqual(notified, ["notifications/tools/list_changed"]);
    let closed = false;
    client.onclose = () => (closed = true);
    await instance.close();
    assert.equal(closed, true);
  });
});
