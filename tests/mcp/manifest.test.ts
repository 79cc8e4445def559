// What a server of this program says of itself before the CLI asks, and what happens when it does not.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonRpcMessage } from "../../lib/mcp/configs.ts";
import { type Ask, readManifest } from "../../lib/mcp/manifest.ts";
import { createSdkMcpServer } from "../../lib/mcp/server.ts";
import { InProcessServers } from "../../lib/mcp/servers.ts";
import { tool } from "../../lib/mcp/tool.ts";

const HELLO = {
  protocolVersion: "2025-11-25",
  capabilities: { tools: {} },
  serverInfo: { name: "s", version: "1" },
};

/** Answers by method; a method without an answer is never answered. */
function answering(answers: Record<string, Partial<JsonRpcMessage>>): Ask {
  return ({ id, method = "" }) => {
    const answer = answers[method];
    return answer === undefined
      ? new Promise(() => undefined)
      : Promise.resolve({ jsonrpc: "2.0", id, ...answer });
  };
}

const GOOD = {
  initialize: { result: HELLO },
  "notifications/initialized": { result: {} },
  "tools/list": { result: { tools: [{ name: "t" }] } },
};

describe("readManifest()", () => {
  it("readManifest() gives both answers of a server", async () => {
    const manifest = await readManifest(answering(GOOD), "1.0.0");
    assert.deepEqual(manifest, { initializeResult: HELLO, toolsListResult: { tools: [{ name: "t" }] } });
  });

  it("readManifest() leaves to the CLI what it cannot stand for", { timeout: 60_000 }, async () => {
    const { "tools/list": _list, ...silent } = GOOD;
    const table: Record<string, Ask> = {
      "another protocol": answering({
        ...GOOD,
        initialize: { result: { ...HELLO, protocolVersion: "2024-11-05" } },
      }),
      "no tools": answering({ ...GOOD, initialize: { result: { ...HELLO, capabilities: {} } } }),
      "an error": answering({ ...GOOD, initialize: { error: { code: -1, message: "no" } } }),
      "a list that goes on": answering({ ...GOOD, "tools/list": { result: { tools: [], nextCursor: "2" } } }),
      "no list": answering({ ...GOOD, "tools/list": { result: {} } }),
      "a server that throws": () => Promise.reject(new Error("no")),
      "a server that is silent": answering(silent),
    };
    for (const [name, ask] of Object.entries(table))
      assert.equal(await readManifest(ask, "1.0.0"), undefined, name);
  });
});

describe("InProcessServers", () => {
  it("replace() goes on with the calls of a server that stays, and ends those of one that goes", async () => {
    const held = (): { server: ReturnType<typeof createSdkMcpServer>; release(): void } => {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      const slow = tool("slow", "Waits", {}, async () => {
        await released;
        return { content: [{ type: "text", text: "waited" }] };
      });
      return { server: createSdkMcpServer({ name: "s", tools: [slow] }), release };
    };
    const [stays, goes] = [held(), held()];
    const servers = new InProcessServers(
      { stays: stays.server, goes: goes.server },
      { send: () => Promise.resolve(), onError: () => undefined },
    );
    const call = (name: string) =>
      servers.handle(
        {
          subtype: "mcp_message",
          server_name: name,
          message: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "slow", arguments: {} } },
        },
        new AbortController().signal,
      );
    const [kept, ended] = [call("stays"), call("goes")];
    // Both calls have reached their servers when a third message is answered.
    const ping = { jsonrpc: "2.0" as const, id: 2, method: "ping" };
    await servers.handle(
      { subtype: "mcp_message", server_name: "goes", message: ping },
      new AbortController().signal,
    );
    await servers.replace({ stays: stays.server, other: createSdkMcpServer({ name: "other" }) });
    stays.release();
    goes.release();
    assert.match(JSON.stringify(await kept), /waited/);
    assert.match(JSON.stringify(await ended), /cancelled/);
    assert.deepEqual(servers.names.toSorted(), ["other", "stays"]);
    await servers.close();
  });
});
