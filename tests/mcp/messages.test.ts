// Whatever an MCP message of the CLI holds: a request is answered under its own id, and nothing is thrown into the host.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
// @ts-types="@modelcontextprotocol/sdk/server/mcp"
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import fc from "fast-check";
import { createSdkMcpServer, type ToolCallContext, tool } from "../../lib/index.ts";
import type { InProcessTransport, JsonRpcMessage, McpServerInstance } from "../../lib/mcp/configs.ts";
import { McpHost, rpc, textOf } from "../support/mcp-host.ts";
import { until } from "../support/until.ts";

const fine = async () => ({ content: [{ type: "text" as const, text: "fine" }] });

function theirs(): McpServer {
  const server = new McpServer({ name: "theirs", version: "1" });
  server.registerTool("add", {}, fine);
  return server;
}

const own = () => createSdkMcpServer({ name: "own", tools: [tool("add", "Adds", {}, fine)] });

/** One host with a server of each make. */
const both = (): McpHost => new McpHost({ own: own(), theirs: { instance: theirs() } });

const METHODS = [
  "initialize",
  "notifications/initialized",
  "notifications/cancelled",
  "ping",
  "tools/list",
  "tools/call",
  "resources/list",
  "__proto__",
  "toString",
  "",
];
const odd = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1.5, 1e300, "", "__proto__", [], {}, [1], { id: 1 }),
  fc.jsonValue(),
);
const parameters = fc.oneof(
  odd,
  fc.record(
    {
      name: fc.oneof(fc.constantFrom("add", "__proto__", "constructor"), odd),
      arguments: odd,
      requestId: odd,
      protocolVersion: odd,
      capabilities: odd,
      clientInfo: odd,
      cursor: odd,
      _meta: fc.oneof(
        odd,
        fc.record(
          {
            progressToken: odd,
            "claudecode/toolUseId": odd,
            "io.modelcontextprotocol/related-task": odd,
            extra: odd,
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  ),
);
const message = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        jsonrpc: fc.oneof(fc.constant("2.0"), odd),
        id: fc.oneof(fc.integer({ min: 0, max: 3 }), odd),
        method: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...METHODS) },
          { weight: 1, arbitrary: odd },
        ),
        params: parameters,
        result: odd,
        error: odd,
        more: odd,
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: odd },
);

function isRequest(given: unknown): given is { id: string | number } {
  const { id, method } = (given ?? {}) as Record<string, unknown>;
  return typeof method === "string" && (typeof id === "string" || Number.isSafeInteger(id));
}

describe("MCP messages of the CLI", () => {
  it("each is answered: a request under its own id, with a result or an error", {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 6 }), async (messages) => {
        const host = both();
        const answers = await Promise.all(
          ["own", "theirs"].flatMap((server) => messages.map((given) => host.hand(given, server))),
        );
        for (const [at, answer] of answers.entries()) {
          const given = messages[at % messages.length];
          assert.equal(answer.jsonrpc, "2.0");
          assert.equal(Number(answer.result !== undefined) + Number(answer.error !== undefined), 1);
          if (isRequest(given)) assert.equal(answer.id, given.id);
          JSON.stringify(answer);
        }
        host.servers.close();
      }),
      { numRuns: 300 },
    );
  });

  it("what is no JSON-RPC message is an error that says so, under its id where there is one", async () => {
    const table: [unknown, string | number | null][] = [
      ["text", null],
      [null, null],
      [7, null],
      [[rpc("ping", { id: 1 })], null],
      [{}, null],
      [rpc("ping", { id: null }), null],
      [rpc("ping", { id: {} }), null],
      [rpc("ping", { id: true }), null],
      [rpc("ping", { id: 1.5 }), 1.5],
      [rpc("ping", { id: 1e300 }), 1e300],
      [{ jsonrpc: "2.0", id: 4, method: 5 }, 4],
      [{ jsonrpc: "2.0", id: 4, method: null }, 4],
    ];
    const host = both();
    for (const [given, id] of table)
      for (const server of ["own", "theirs"]) {
        const { error, id: under } = await host.hand(given, server);
        assert.deepEqual([error?.code, under], [-32_600, id], JSON.stringify(given));
      }
  });

  it("parameters of a wrong kind are taken for none: the call says what is missing", async () => {
    const host = both();
    for (const wrong of [null, "text", 7, [], true]) {
      const asked = rpc("tools/call", { id: 9, params: wrong });
      assert.match(textOf(await host.hand(asked)), /no tool without a name; there are: add/);
      assert.equal((await host.hand(asked, "theirs")).id, 9);
      assert.deepEqual((await host.hand(rpc("ping", { id: 1, params: wrong }), "theirs")).result, {});
    }
    for (const name of [{ toString: 1, valueOf: 1 }, null, 7])
      assert.match(textOf(await host.hand(rpc("tools/call", { id: 9, params: { name } }))), /without a name/);
    assert.match(textOf(await host.call("__proto__")), /no tool "__proto__"/);
  });

  it("_meta reaches the function; what is of a wrong kind in it is undefined there", async () => {
    const seen: ToolCallContext[] = [];
    const look = tool("look", "Looks", {}, async (_args, extra) => {
      seen.push(extra);
      return { content: [] };
    });
    const host = new McpHost({ own: createSdkMcpServer({ name: "own", tools: [look] }) });
    const table: [unknown, unknown, unknown][] = [
      [{ progressToken: 2, "claudecode/toolUseId": "toolu_1", other: null }, 2, "toolu_1"],
      [{ progressToken: "two" }, "two", undefined],
      [{ progressToken: {}, "claudecode/toolUseId": 7 }, undefined, undefined],
      [{ progressToken: 1.5, "claudecode/toolUseId": null }, undefined, undefined],
      [7, undefined, undefined],
      [null, undefined, undefined],
      ["text", undefined, undefined],
      [[], undefined, undefined],
      [undefined, undefined, undefined],
    ];
    for (const [_meta, token, toolUseId] of table) {
      await host.call("look", { _meta });
      const extra = seen.at(-1);
      assert.deepEqual(
        [extra?._meta?.["progressToken"], extra?.toolUseId],
        [token, toolUseId],
        JSON.stringify(_meta),
      );
    }
    assert.deepEqual(seen[0]?._meta?.["other"], null, "what is not known is left as it is");
  });

  it("a server of the MCP SDK gets notifications as it knows them", async () => {
    const server = theirs();
    const begun = new Promise<void>((resolve) => (server.server.oninitialized = resolve));
    const host = new McpHost({ own: { instance: server } });
    await host.hand({ ...rpc("notifications/initialized"), params: undefined, more: 1 });
    await begun;
  });

  it("initialize may come twice, and a response to nothing is dropped", async () => {
    const host = both();
    for (const server of ["own", "theirs"]) {
      const params = {
        protocolVersion: "2025-11-25",
        capabilities: {},
        clientInfo: { name: "c", version: "1" },
      };
      for (const id of [0, 0, 1])
        assert.equal(
          (await host.hand(rpc("initialize", { id, params }), server)).result?.["protocolVersion"],
          "2025-11-25",
        );
      assert.deepEqual((await host.hand({ jsonrpc: "2.0", id: 5, result: {} }, server)).result, {});
      assert.deepEqual((await host.hand(rpc("notifications/initialized"), server)).result, {});
      assert.equal((await host.hand(rpc("tools/list", { id: 2 }), server)).error, undefined);
    }
    assert.deepEqual(host.errors, []);
  });

  it("two calls with one id are both answered, each with its own answer", async () => {
    for (const make of [
      (hold: (n: unknown) => Promise<string>) =>
        createSdkMcpServer({
          name: "own",
          tools: [
            tool("echo", "Echoes", { type: "object", properties: { n: {} } }, async ({ n }) => ({
              content: [{ type: "text", text: await hold(n) }],
            })),
          ],
        }),
      (hold: (n: unknown) => Promise<string>) => ({ instance: echoing(hold) }),
    ]) {
      const held = new Map<unknown, (text: string) => void>();
      const host = new McpHost({ own: make((n) => new Promise((resolve) => held.set(n, resolve))) });
      const [one, two] = [1, 2].map((n) => host.call("echo", { id: 7, arguments: { n } }));
      await until(() => held.size === 2, "both calls have to run");
      held.get(2)?.("second");
      assert.equal(textOf(await (two as Promise<never>)), "second");
      held.get(1)?.("first");
      const answer = await (one as Promise<never>);
      assert.deepEqual([textOf(answer), (answer as { id: unknown }).id], ["first", 7]);
    }
  });
});

/** A server that is not of our make, and answers calls with what `hold` gives. */
function echoing(hold: (n: unknown) => Promise<string>): McpServerInstance {
  return {
    connect: async (transport: InProcessTransport) => {
      transport.onmessage = async ({ id, method, params = {} }: JsonRpcMessage) => {
        if (method === "ping") return transport.send({ jsonrpc: "2.0", id, result: {} });
        const text = await hold((params["arguments"] as { n: unknown }).n);
        return transport.send({ jsonrpc: "2.0", id, result: { content: [{ type: "text", text }] } });
      };
    },
  };
}
