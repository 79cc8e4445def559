// The failure cases of the threat model for calls that break off, come late, or come all at once (F63 …).
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, it } from "node:test";
import { assistantFrame, initFrame, resultFrame, stateFrame } from "../../lib/testing/index.ts";
import { metaOf, REVISION } from "../support/modern.ts";
import { INITIALIZE, requestText } from "../support/raw-http.ts";
import { scriptedServer } from "../support/scripted-server.ts";
import { until } from "../support/until.ts";

const TOKEN = "test-token-test-token-test-token-0123456789";
const ASKED = { expect: { type: "user" } };
const RUNNING = 600_000;
const PLACES = 4;

describe("A call that breaks off", { timeout: 120_000 }, () => {
  // Its first turn ends when it is prompted once more.
  const server = scriptedServer({
    steps: [
      ASKED,
      { emit: [stateFrame("running"), initFrame(), assistantFrame("begun")] },
      ASKED,
      { emit: [assistantFrame("done"), resultFrame("done"), stateFrame("idle")] },
      { hang: true },
    ],
  });
  const headers = { authorization: `Bearer ${TOKEN}` };

  async function session(): Promise<Record<string, string>> {
    const { head } = await server.ask({ body: INITIALIZE });
    return { "mcp-session-id": /mcp-session-id: (\S+)/i.exec(head)?.[1] ?? assert.fail(head) };
  }
  /** A spawn whose caller waits until its agent is done. */
  async function spawnOn(more: Record<string, string>, label: string, about: object = {}): Promise<Socket> {
    const { hostname, port } = new URL(server.url);
    const args = { prompt: "x", label, await_completion_ms: RUNNING };
    const params = { name: "claude_spawn_agent", arguments: args, ...about };
    const body = { jsonrpc: "2.0", id: label, method: "tools/call", params };
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.write(
      requestText(server.url, { body, headers: { ...headers, connection: "keep-alive", ...more } }),
    );
    await until(async () => (await stateOf(label)) === "running", `${label} is at work`);
    return socket;
  }
  async function agentOf(label: string): Promise<{ state: string; session_id: string } | undefined> {
    const { agents } = (await server.call("list_agents")).data;
    return agents.find((agent) => agent.label === `${label}-1`);
  }
  const stateOf = async (label: string): Promise<string | undefined> => (await agentOf(label))?.state;

  it("F63: leaves its agent at work, whose words and result any later call has", async () => {
    const socket = await spawnOn(await session(), "left");
    socket.destroy();
    await once(socket, "close");
    const { session_id = "" } = (await agentOf("left")) ?? {};
    assert.equal(await stateOf("left"), "running");
    await server.call("send_agent_prompt", { session_id, prompt: "go on" });
    await until(async () => (await stateOf("left")) === "idle", "it is done");
    const page = await server.call("read_agent_output", { session_id });
    assert.match(page.text, /begun[\s\S]*done/);
    await server.call("terminate_agent_session", { session_id });
  });

  it("F64: leaves its agent at work in revision 2026-07-28 too; a call without what that asks for begins none", async () => {
    const name = "claude_spawn_agent";
    const newer = { "mcp-protocol-version": REVISION, "mcp-method": "tools/call", "mcp-name": name };
    const socket = await spawnOn(newer, "newer", { _meta: metaOf({ tasks: false, elicitation: false }) });
    socket.destroy();
    await once(socket, "close");
    const { session_id = "", state } = (await agentOf("newer")) ?? {};
    assert.equal(state, "running");
    await server.call("terminate_agent_session", { session_id });
    const params = { name, arguments: { prompt: "x", label: "unasked" } };
    const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params };
    const { status } = await server.ask({ body: call, headers: { "mcp-protocol-version": REVISION } });
    assert.equal(status, 400);
    assert.equal(await agentOf("unasked"), undefined);
  });

  it("F65: nothing is sent again: a stream that is taken up anew has only what comes from then on", async () => {
    const [own, other] = [await session(), await session()];
    const { body } = await server.ask({
      body: { jsonrpc: "2.0", id: 2, method: "tools/list" },
      headers: own,
    });
    assert.doesNotMatch(body, /^id: *\S/m, "there is no event to name");
    for (const last of [
      "1",
      "0",
      "_",
      `${own["mcp-session-id"]}_1`,
      other["mcp-session-id"] ?? "",
      "../..",
      "a".repeat(1_000),
    ]) {
      const { hostname, port } = new URL(server.url);
      const socket = connect(Number(port), hostname);
      const asking = { ...headers, ...own, "last-event-id": last, accept: "text/event-stream" };
      socket.write(
        requestText(server.url, { method: "GET", headers: { ...asking, connection: "keep-alive" } }),
      );
      const [head] = (await once(socket, "data")) as [Buffer];
      assert.match(String(head), /^HTTP\/1\.1 200 [\s\S]*\r\n\r\n(?!.*"jsonrpc")/, last);
      socket.destroy();
    }
    const unknown = { "mcp-session-id": crypto.randomUUID(), "last-event-id": "1" };
    assert.equal((await server.ask({ method: "GET", headers: unknown })).status, 404);
    const huge = { ...own, "last-event-id": "1".repeat(1_000_000) };
    assert.equal((await server.ask({ method: "GET", headers: huge })).status, 431);
  });

  it("F66: cancels its own calls alone: what is unknown, over, or somebody else's is not touched", async () => {
    const [own, other] = [await session(), await session()];
    const cancel = async (of: Record<string, string>, params: object): Promise<void> => {
      const body = { jsonrpc: "2.0", method: "notifications/cancelled", params };
      assert.equal((await server.ask({ body, headers: of })).status, 202);
    };
    const socket = await spawnOn(own, "mine");
    let answered = "";
    socket.on("data", (data) => (answered += String(data)));
    for (const requestId of ["mine", "none", 1, -1, "", "__proto__"]) await cancel(other, { requestId });
    await cancel(other, {});
    for (const requestId of ["none", 7, null, {}]) await cancel(own, { requestId });
    const { session_id = "" } = (await agentOf("mine")) ?? {};
    await server.call("send_agent_prompt", { session_id, prompt: "go on" });
    await until(() => answered.includes('"completed":true'), "the call was answered");
    // Twice, and after the end.
    for (let time = 0; time < 2; time += 1) await cancel(own, { requestId: "mine" });
    assert.equal(await stateOf("mine"), "idle");
    socket.destroy();
    await server.call("terminate_agent_session", { session_id });
  });

  it("F71: the end of a session is not that of its agents, which their owner finds again", async () => {
    const own = await session();
    const socket = await spawnOn(own, "kept");
    assert.equal((await server.ask({ method: "DELETE", headers: own })).status, 200);
    assert.equal(
      (await server.ask({ body: { jsonrpc: "2.0", id: 1, method: "ping" }, headers: own })).status,
      404,
    );
    const { session_id = "", state } = (await agentOf("kept")) ?? {};
    assert.equal(state, "running");
    assert.equal((await server.call("terminate_agent_session", { session_id })).isError, false);
    socket.destroy();
  });
});

describe("Calls of all kinds at once", { timeout: 120_000 }, () => {
  const server = scriptedServer({}, () => ({ managerOptions: { maxAgents: PLACES, maxQueued: 0 } }));

  it("F78: an agent that is ended stays ended, whatever comes with it, and gives its place back", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { data } = await server.call("spawn_agent", { prompt: "x", worker_count: PLACES });
      const [session_id = "", ...others] = data.session_ids;
      const send = (): ReturnType<typeof server.call> =>
        server.call("send_agent_prompt", { session_id, prompt: `again ${round}` });
      const end = (id = session_id): ReturnType<typeof server.call> =>
        server.call("terminate_agent_session", { session_id: id });
      const all = await Promise.all([
        send(),
        server.call("list_agents"),
        end(),
        send(),
        server.call("read_agent_output", { session_id }),
        end(),
        send(),
        server.call("interrupt_agent", { session_id }),
      ]);
      for (const { text } of all) assert.doesNotMatch(text, /server failed/, text);
      const refused = await send();
      assert.ok(refused.isError, refused.text);
      assert.equal((await end()).isError, false, "a second end is no mistake");
      await Promise.all(others.map((id) => end(id)));
    }
  });
});
