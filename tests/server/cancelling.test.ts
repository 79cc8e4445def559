// What becomes of an agent when the call that has started it is cancelled, or its task: it stays, unless it was to end with it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { modernClient, REVISION, type Reply, type Rpc, requestOf } from "../support/modern.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const job = (delay_ms: number): string => `[[mock: ${JSON.stringify([{ delay_ms, text: "done" }])} ]]`;
const NEVER = job(600_000);
const SPAWN = "claude_spawn_agent";

interface Agent {
  readonly label: string;
  readonly state: string;
  readonly session_id: string;
}

function resultOf({ result, error }: Reply): Record<string, unknown> {
  return result ?? assert.fail(JSON.stringify(error));
}

describe("terminate_on_cancel", { timeout: 12 * LONG_MS }, () => {
  let server: ServerProcess;
  let rpc: Rpc;
  before(async () => {
    server = await startServerProcess(await claude.started());
    rpc = modernClient(server);
  });
  after(() => server.stop());

  const call = async (name: string, args: object): Promise<Record<string, unknown>> =>
    resultOf(await rpc("tools/call", { name, arguments: args }));
  const spawn = async (label: string, prompt: string, more: object = {}): Promise<string> =>
    String((await call(SPAWN, { label, prompt, ...more }))["taskId"]);
  const agentCalled = async (label: string): Promise<Agent | undefined> => {
    const { structuredContent } = await call("claude_list_agents", {});
    const { agents } = structuredContent as { agents: Agent[] };
    return agents.find((agent) => agent.label === `${label}-1`);
  };
  const comesTo = (label: string, state: string): Promise<void> =>
    until(
      async () => (await agentCalled(label))?.state === state,
      `${label} does not come to be ${state}`,
      3 * LONG_MS,
    );
  const statusOf = async (taskId: string): Promise<unknown> =>
    resultOf(await rpc("tasks/get", { taskId }))["status"];
  const ENDS = { terminate_on_cancel: true };

  it("ends the agents of a task that is cancelled, also one that is done and was never looked at", async () => {
    const taskId = await spawn("Ends", NEVER, ENDS);
    resultOf(await rpc("tasks/cancel", { taskId }));
    await comesTo("Ends", "ended");
    assert.equal(await statusOf(taskId), "cancelled");
    const done = await spawn("Done", job(1_500), ENDS);
    await comesTo("Done", "idle");
    resultOf(await rpc("tasks/cancel", { taskId: done }));
    await comesTo("Done", "ended");
    assert.equal(await statusOf(done), "completed", "what is done was not cancelled");
  });

  it("ends none that somebody has read or prompted, and none without it", async () => {
    const read = await spawn("Read", NEVER, ENDS);
    const { session_id = "" } = (await agentCalled("Read")) ?? {};
    await call("claude_read_agent_output", { session_id });
    const plain = await spawn("Plain", NEVER);
    const fetched = await spawn("Fetched", job(1_500), ENDS);
    await until(async () => (await statusOf(fetched)) === "completed", "it is not done", 3 * LONG_MS);
    const prompted = await spawn("Prompted", NEVER, ENDS);
    const { session_id: other = "" } = (await agentCalled("Prompted")) ?? {};
    await call("claude_send_agent_prompt", { session_id: other, prompt: job(0) });
    for (const taskId of [read, plain, fetched, prompted]) resultOf(await rpc("tasks/cancel", { taskId }));
    for (const label of ["Read", "Plain", "Fetched", "Prompted"]) await comesTo(label, "idle");
  });

  it("holds for a call that waits, of an older client and of a newer one without tasks", async () => {
    const client = await server.client();
    for (const [label, more, state] of [
      ["Older", ENDS, "ended"],
      ["Stays", {}, "running"],
    ] as const) {
      const gone = new AbortController();
      const args = { label, prompt: NEVER, await_completion_ms: 60_000, ...more };
      const calling = client.callTool({ name: SPAWN, arguments: args }, undefined, { signal: gone.signal });
      await comesTo(label, "running");
      gone.abort();
      await assert.rejects(calling);
      await comesTo(label, state);
    }
    await client.close();
    const gone = new AbortController();
    const args = { label: "Newer", prompt: NEVER, await_completion_ms: 60_000, ...ENDS };
    const headers = {
      authorization: `Bearer ${server.token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": REVISION,
      "mcp-method": "tools/call",
      "mcp-name": SPAWN,
    };
    const body = requestOf(1, "tools/call", { name: SPAWN, arguments: args }, { tasks: false });
    const calling = fetch(server.url, { method: "POST", headers, body, signal: gone.signal });
    await comesTo("Newer", "running");
    gone.abort();
    await calling.then(
      (response) => assert.rejects(response.text()),
      () => undefined,
    );
    await comesTo("Newer", "ended");
    assert.equal((await agentCalled("Stays"))?.state, "running");
  });

  it("is an argument of claude_agent as well", async () => {
    const unified = await startServerProcess(claude.model, ["--profile", "unified"]);
    const other = modernClient(unified);
    const ask = async (args: object): Promise<Record<string, unknown>> =>
      resultOf(await other("tools/call", { name: "claude_agent", arguments: args }));
    const { taskId } = await ask({ prompt: NEVER, ...ENDS });
    resultOf(await other("tasks/cancel", { taskId }));
    const { structuredContent } = await ask({ action: "list" });
    assert.deepEqual(
      (structuredContent as { agents: Agent[] }).agents.map(({ state }) => state),
      ["ended"],
    );
    await unified.stop();
  });

  it("stops what has not begun: an agent that waits for a place ends, one that starts does not run its prompt", async (t) => {
    const { requests } = claude.model;
    const narrow = await startServerProcess(await claude.started(), ["--max-agents", "1", "--no-journal"]);
    t.after(() => narrow.stop());
    const ask = modernClient(narrow);
    const begin = async (prompt: string): Promise<string> => {
      const reply = resultOf(await ask("tools/call", { name: SPAWN, arguments: { prompt } }));
      return String(reply["taskId"]);
    };
    const states = async (): Promise<string[]> => {
      const reply = resultOf(await ask("tools/call", { name: "claude_list_agents", arguments: {} }));
      return (reply["structuredContent"] as { agents: Agent[] }).agents.map(({ state }) => state).toSorted();
    };
    const first = await begin(NEVER);
    const waiting = await begin("UNWANTED");
    resultOf(await ask("tasks/cancel", { taskId: waiting }));
    await until(async () => (await states()).join() === "ended,running", "it does not end", 3 * LONG_MS);
    resultOf(await ask("tasks/cancel", { taskId: first }));
    await until(async () => (await states()).join() === "ended,idle", "the first goes on", 3 * LONG_MS);
    assert.ok(!JSON.stringify(requests).includes("UNWANTED"));
  });
});
