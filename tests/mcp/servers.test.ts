// The servers of a session: found by name, and replaced only when the CLI has accepted the new ones.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
// @ts-types="@modelcontextprotocol/sdk/server/mcp"
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { createSdkMcpServer, tool } from "../../lib/index.ts";
import { McpHost, rpc, textOf } from "../support/mcp-host.ts";
import { until } from "../support/until.ts";

/** A server whose tool says which server it is of, once it is released. */
function server(name: string) {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let running = 0;
  const say = tool("say", "Says", {}, async () => ({ content: [{ type: "text", text: name }] }));
  const wait = tool("wait", "Waits", {}, async () => {
    running += 1;
    await released;
    return { content: [{ type: "text", text: name }] };
  });
  const made = createSdkMcpServer({ name, tools: [say, wait] });
  return { ...made, release: () => release(), running: () => running };
}

describe("InProcessServers", () => {
  it("replace() goes on with the calls of a server that stays, and ends those of one that goes", async () => {
    const [stays, goes] = [server("stays"), server("goes")];
    const host = new McpHost({ stays, goes });
    const [kept, ended] = [host.call("wait", { server: "stays" }), host.call("wait", { server: "goes" })];
    await until(() => stays.running() + goes.running() === 2, "both calls have to run");
    const answer = await host.servers.replace({ stays, other: server("other") }, async () => "accepted");
    stays.release();
    assert.equal(answer, "accepted");
    assert.match(textOf(await kept), /^stays$/);
    assert.match(textOf(await ended), /cancelled/);
    assert.match(
      textOf(await host.call("say", { server: "goes" })),
      /no MCP server "goes".*there are: "stays", "other"/,
    );
    host.servers.close();
  });

  it("replace() changes nothing when the CLI refuses", async () => {
    const [one, two] = [server("one"), server("two")];
    const host = new McpHost({ a: one, b: one });
    const open = host.call("wait", { server: "a" });
    await until(() => one.running() === 1, "the call has to run");
    const refused = host.servers.replace({ b: two, c: two }, () => Promise.reject(new Error("busy")));
    await assert.rejects(refused, /busy/);
    for (const name of ["a", "b"]) assert.equal(textOf(await host.call("say", { server: name })), "one");
    assert.match(textOf(await host.call("say", { server: "c" })), /no MCP server "c"/);
    one.release();
    assert.equal(textOf(await open), "one");
  });

  it("while the CLI has not answered yet, old and new servers answer; the greeting passes on a name", async () => {
    for (const accepted of [true, false]) {
      const [one, two] = [server("one"), server("two")];
      const host = new McpHost({ gone: one, both: one });
      const seen: string[] = [];
      const say = async (name: string): Promise<void> =>
        void seen.push(textOf(await host.call("say", { server: name })));
      const change = host.servers.replace({ both: two, added: two }, async () => {
        await say("gone");
        await say("both");
        await say("added");
        await host.hand(rpc("initialize", { id: 1, params: {} }), "both");
        await say("both");
        if (!accepted) throw new Error("refused at last");
      });
      await change.catch(() => undefined);
      await say("both");
      assert.deepEqual(seen, ["one", "one", "two", "two", accepted ? "two" : "one"]);
    }
  });

  it("changes happen one after the other, also after a refused one", async () => {
    const host = new McpHost({ a: server("first") });
    const order: string[] = [];
    let answer = (): void => undefined;
    const first = host.servers.replace({ a: server("second") }, async () => {
      order.push("first announced");
      await new Promise<void>((resolve) => (answer = resolve));
      throw new Error("no");
    });
    const second = host.servers.replace(
      { a: server("third") },
      async () => void order.push("second announced"),
    );
    await until(() => order.length === 1, "the first change has to begin");
    answer();
    await assert.rejects(first, /no/);
    await second;
    assert.deepEqual(order, ["first announced", "second announced"]);
    assert.equal(textOf(await host.call("say", { server: "a" })), "third");
  });

  it("close() during a change leaves no server, and cancels the calls of all", async () => {
    const [one, two] = [server("one"), server("two")];
    const host = new McpHost({ a: one });
    const change = host.servers.replace({ b: two }, async () => {
      const calls = [host.call("wait", { server: "a" }), host.call("wait", { server: "b" })];
      await until(() => one.running() + two.running() === 2, "both calls have to run");
      host.servers.close();
      return Promise.all(calls);
    });
    for (const answer of await change) assert.match(textOf(answer), /cancelled/);
    assert.match(textOf(await host.call("say", { server: "b" })), /there are: none/);
  });

  it("names such as __proto__ are names like any other", async () => {
    const odd = Object.fromEntries([["__proto__", server("odd")]]);
    const host = new McpHost(odd);
    assert.equal(textOf(await host.call("say", { server: "__proto__" })), "odd");
    assert.match(textOf(await host.call("say", { server: "toString" })), /no MCP server "toString"/);
    const manifests = (await host.servers.manifests("1")).sdkMcpServerManifests ?? {};
    assert.deepEqual(Object.keys(manifests), ["__proto__"]);
  });

  it("a change of a server's tools is sent to every session that has it, until the session ends", async () => {
    const shared = createSdkMcpServer({ name: "shared" });
    const hosts = [new McpHost({ shared }), new McpHost({ shared })];
    await Promise.all(hosts.map((host) => host.hand(rpc("ping", { id: 1 }), "shared")));
    await shared.instance.addTool(tool("late", "Late", {}, async () => ({ content: [] })));
    hosts[0]?.servers.close();
    await shared.instance.removeTool("late");
    assert.deepEqual(
      hosts.map(({ said }) => said.map(({ method }) => method)),
      [["notifications/tools/list_changed"], Array(2).fill("notifications/tools/list_changed")],
    );
  });

  it("a server of the MCP SDK announces a new tool without ending the host when its session is over", async () => {
    const instance = new McpServer({ name: "theirs", version: "1" });
    instance.registerTool("first", {}, async () => ({ content: [] }));
    const host = new McpHost({ own: { instance } }, { send: () => Promise.reject(new Error("closed")) });
    await host.hand(rpc("ping", { id: 1 }));
    instance.registerTool("second", {}, async () => ({ content: [] }));
    await until(() => host.errors.length === 1, "that it could not be announced is reported");
    host.servers.close();
    instance.registerTool("third", {}, async () => ({ content: [] }));
    const next = new McpHost({ own: { instance } });
    const { result = {} } = await next.hand(rpc("tools/list", { id: 1 }));
    const names = (result["tools"] as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(names, ["first", "second", "third"]);
  });
});
