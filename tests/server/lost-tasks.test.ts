// Tasks whose agents are gone: whoever looks after one is told so, and does not look for ever.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { modernClient, type Rpc } from "../support/modern.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();
const JOB = `[[mock: ${JSON.stringify([{ delay_ms: 600_000, text: "never" }])} ]]`;

interface Failed {
  readonly status?: string;
  readonly error?: { readonly code: number; readonly message: string };
}

describe("A task whose agents are gone", { timeout: 10 * LONG_MS }, () => {
  const started: ServerProcess[] = [];
  after(async () => {
    for (const { child, stop } of started)
      if (child.exitCode === null && child.signalCode === null) await stop("SIGKILL");
  });
  async function serve(...args: string[]): Promise<ServerProcess> {
    await claude.started();
    const server = await startServerProcess(claude.model, args);
    started.push(server);
    return server;
  }
  async function spawn(rpc: Rpc): Promise<{ taskId: string; sessionId: string }> {
    const { result } = await rpc("tools/call", { name: "claude_spawn_agent", arguments: { prompt: JOB } });
    const listed = await rpc("tools/call", { name: "claude_list_agents", arguments: {} });
    const [, sessionId = assert.fail()] = /"session_id":"([^"]+)"/.exec(JSON.stringify(listed)) ?? [];
    return { taskId: String(result?.["taskId"]), sessionId };
  }
  const look = async (rpc: Rpc, taskId: string): Promise<Failed> =>
    ((await rpc("tasks/get", { taskId })).result ?? {}) as Failed;

  it("has failed, if its server has ended and kept no journal", async () => {
    const first = await serve("--no-journal");
    const { taskId } = await spawn(modernClient(first));
    await first.stop("SIGKILL");
    const rpc = modernClient(await serve("--no-journal"));
    const { status, error } = await look(rpc, taskId);
    assert.equal(status, "failed");
    assert.match(error?.message ?? "", /ended.*journal/);
    assert.equal((await rpc("tasks/cancel", { taskId })).error, undefined, "there is nothing to stop");
    // What never was an id of a task is none, nor is one of this server's that is another caller's.
    const { taskId: own } = await spawn(rpc);
    for (const wrong of ["x", "a.b.c", taskId.slice(0, 20), `${own}x`])
      assert.equal((await rpc("tasks/get", { taskId: wrong })).error?.code, -32_602);
  });

  it("has failed, if its agents are remembered no more", async () => {
    const rpc = modernClient(await serve("--max-records", "1"));
    const { taskId, sessionId } = await spawn(rpc);
    const end = { name: "claude_terminate_agent_session", arguments: { session_id: sessionId } };
    await rpc("tools/call", end);
    // There is room for one.
    await spawn(rpc);
    const { status, error } = await look(rpc, taskId);
    assert.equal(status, "failed");
    assert.match(error?.message ?? "", /remembered no more/);
  });
});
