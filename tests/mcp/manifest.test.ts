// What a server of this program says of itself before the CLI asks, and what happens when it does not.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JsonRpcMessage } from "../../lib/mcp/configs.ts";
import { readManifest } from "../../lib/mcp/manifest.ts";
import { McpHost } from "../support/mcp-host.ts";

type Server = Parameters<typeof readManifest>[0];

const HELLO = {
  protocolVersion: "2025-11-25",
  capabilities: { tools: {} },
  serverInfo: { name: "s", version: "1" },
};

/** Answers by method; a method without an answer is never answered. */
function answering(answers: Record<string, Partial<JsonRpcMessage>>): Server {
  return {
    handle: (message) => {
      const { id, method } = message as { id?: string; method: string };
      if (id === undefined) return Promise.resolve(undefined);
      const answer = answers[method];
      return answer ? Promise.resolve({ jsonrpc: "2.0", id, ...answer }) : new Promise(() => undefined);
    },
  };
}

const GOOD = {
  initialize: { result: HELLO },
  "tools/list": { result: { tools: [{ name: "t" }] } },
};

describe("readManifest()", () => {
  it("readManifest() gives both answers of a server", async () => {
    const manifest = await readManifest(answering(GOOD), "1.0.0");
    assert.deepEqual(manifest, { initializeResult: HELLO, toolsListResult: { tools: [{ name: "t" }] } });
  });

  it("readManifest() leaves to the CLI what it cannot stand for", { timeout: 60_000 }, async () => {
    const table: Record<string, Server> = {
      "another protocol": answering({
        ...GOOD,
        initialize: { result: { ...HELLO, protocolVersion: "2024-11-05" } },
      }),
      "no tools": answering({ ...GOOD, initialize: { result: { ...HELLO, capabilities: {} } } }),
      "capabilities of a wrong kind": answering({
        ...GOOD,
        initialize: { result: { ...HELLO, capabilities: 7 } },
      }),
      "an error": answering({ ...GOOD, initialize: { error: { code: -1, message: "no" } } }),
      "a list that goes on": answering({ ...GOOD, "tools/list": { result: { tools: [], nextCursor: "2" } } }),
      "no list": answering({ ...GOOD, "tools/list": { result: {} } }),
      "a server that is silent": answering({ initialize: GOOD.initialize }),
    };
    for (const [name, server] of Object.entries(table))
      assert.equal(await readManifest(server, "1.0.0"), undefined, name);
  });

  it("readManifest() is not given for a server that cannot be connected, which the CLI asks itself", async () => {
    const instance = { connect: () => Promise.reject(new Error("no")) };
    assert.deepEqual(await new McpHost({ own: { instance } }).servers.manifests("1.0.0"), {});
  });
});
