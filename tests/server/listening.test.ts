// Clients that listen for what becomes of their tasks, and do not poll.
import assert from "node:assert/strict";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { type RunningServer, startServer } from "../../server/index.ts";
import { TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type Listener, listening, modernClient, type Reply, type Rpc } from "../support/modern.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const ADA = "ada-ada-ada-ada-ada-ada-ada-ada-ada-0";
const folder = mkdtempSync(path.join(os.tmpdir(), "listening-"));
const file = path.join(folder, "tokens");
after(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const job = (steps: readonly object[]): string => `[[mock: ${JSON.stringify(steps)} ]]`;
const NEVER = job([{ delay_ms: 600_000, text: "never" }]);

interface Standing {
  readonly taskId: string;
  readonly status: string;
  readonly inputRequests?: Record<string, unknown>;
}

function resultOf({ result, error }: Reply): Record<string, unknown> {
  return result ?? assert.fail(JSON.stringify(error));
}

/** Without what goes on with the time. */
function comparable(task: Record<string, unknown>): string {
  const { lastUpdatedAt: _at, statusMessage: _message, pollIntervalMs: _poll, ...rest } = task;
  return JSON.stringify(rest)
    .replaceAll(/"runtime_ms":\d+/g, "runtime_ms")
    .replaceAll(/[\d.]+ s,/g, "s,");
}

describe("A client that listens for its tasks", { timeout: 10 * LONG_MS }, () => {
  let server: RunningServer;
  const listeners: Listener[] = [];
  before(async () => {
    write(`ada ${ADA}\n`);
    const model = await claude.started();
    const http = { http: "127.0.0.1:0", token: TOKEN, tokensFile: file, roots: [model.home] };
    server = await startServer({ ...http, agentEnv: model.env(), shutdownTimeoutMs: 10 * LONG_MS });
  });
  after(async () => {
    for (const listener of listeners) listener.close();
    await server.close();
  });

  const client = (token = TOKEN): Rpc => modernClient({ url: server.url, token });
  const listen = async (notifications: Record<string, unknown>, token = TOKEN): Promise<Listener> => {
    const listener = await listening({ url: server.url, token }, notifications);
    listeners.push(listener);
    await until(() => listener.told.length > 0, "nothing is acknowledged");
    return listener;
  };
  const spawn = async (prompt: string, more: object = {}, rpc = client()): Promise<string> => {
    const call = { name: "claude_spawn_agent", arguments: { prompt, ...more } };
    return String(resultOf(await rpc("tools/call", call))["taskId"]);
  };
  const acknowledged = ({ told }: Listener): unknown => told[0]?.params["notifications"];
  const standings = ({ told }: Listener): Standing[] =>
    told.filter(({ method }) => method === "notifications/tasks").map(({ params }) => params as never);
  const reached = (listener: Listener, status: string): Promise<void> =>
    until(
      () => standings(listener).at(-1)?.status === status,
      () => `not ${status}: ${JSON.stringify(listener.told)}`,
      3 * LONG_MS,
    );

  it("is told how they stand, each time that it changes, as tasks/get says it", async () => {
    const rpc = client();
    const input = { file_path: path.join(claude.model.home, "told.txt"), content: "a note" };
    const prompt = job([{ tool: "Write", input }, { text: "written" }]);
    const taskId = await spawn(prompt, { ask_permissions: true });
    const listener = await listen({ taskIds: [taskId, taskId] });
    assert.deepEqual(acknowledged(listener), { taskIds: [taskId] });
    await reached(listener, "input_required");
    const { inputRequests = {} } = standings(listener).at(-1) ?? assert.fail();
    const inputResponses = Object.fromEntries(
      Object.keys(inputRequests).map((key) => [key, { action: "accept" }]),
    );
    resultOf(await rpc("tasks/update", { taskId, inputResponses }));
    await reached(listener, "completed");
    const statuses = standings(listener).map(({ status }) => status);
    assert.deepEqual(statuses.slice(-3), ["input_required", "working", "completed"]);
    assert.equal(new Set(statuses).size, 3, `nothing is said twice: ${statuses}`);
    const { _meta: meta, ...last } = listener.told.at(-1)?.params ?? {};
    assert.deepEqual(meta, { "io.modelcontextprotocol/subscriptionId": 77 });
    const { resultType: _type, _meta: _own, ...got } = resultOf(await rpc("tasks/get", { taskId }));
    assert.equal(comparable(last), comparable(got));
    listener.close();
  });

  it("is told of several, and of their cancellation", async () => {
    const ids = await Promise.all([spawn(NEVER), spawn(NEVER)]);
    const listener = await listen({ taskIds: ids });
    await until(() => standings(listener).length === 2, "not told how both stand");
    resultOf(await client()("tasks/cancel", { taskId: ids[1] }));
    await reached(listener, "cancelled");
    assert.equal(standings(listener).at(-1)?.taskId, ids[1]);
    assert.equal(standings(listener).length, 3);
    // One that is done is told of at once, to whoever comes late.
    const late = await listen({ taskIds: [ids[1]] });
    await reached(late, "cancelled");
    await client()("tasks/cancel", { taskId: ids[0] });
    for (const each of [listener, late]) each.close();
  });

  it("is told nothing of a stranger's, nor of what is no task", async () => {
    const taskId = await spawn(NEVER, {}, client(ADA));
    const listener = await listen({ taskIds: [taskId, "x", "", `${taskId}x`], toolsListChanged: true });
    assert.deepEqual(acknowledged(listener), {}, "none of these is agreed to");
    await listener.ended;
    assert.deepEqual(
      listener.told.slice(1).map(({ id }) => id),
      [77],
      "there is nothing to wait for",
    );
    await client(ADA)("tasks/cancel", { taskId });
  });

  it("is refused if it does not look after tasks, or names them in another way", async () => {
    const taskIds = [await spawn(NEVER)];
    const without = modernClient({ url: server.url, token: TOKEN }, { tasks: false });
    const refused = await without("subscriptions/listen", { notifications: { taskIds } });
    assert.deepEqual([refused.status, refused.error?.code], [400, -32_021]);
    assert.deepEqual(refused.error?.data, {
      requiredCapabilities: { extensions: { "io.modelcontextprotocol/tasks": {} } },
    });
    for (const wrong of ["x", {}, [7], [null], null]) {
      const { error } = await client()("subscriptions/listen", { notifications: { taskIds: wrong } });
      assert.equal(error?.code, -32_602, JSON.stringify(wrong));
    }
    await client()("tasks/cancel", { taskId: taskIds[0] });
  });

  it("is told no more when its token is none any more", async () => {
    const taskId = await spawn(NEVER, {}, client(ADA));
    const listener = await listen({ taskIds: [taskId] }, ADA);
    const mine = await spawn(NEVER);
    const other = await listen({ taskIds: [mine] });
    write("# nobody\n");
    await listener.ended;
    resultOf(await client()("tasks/cancel", { taskId: mine }));
    await reached(other, "cancelled");
  });

  it("is told that nothing more comes when the server ends, which does not wait for it", async () => {
    const taskId = await spawn(NEVER);
    const listener = await listen({ taskIds: [taskId] });
    await until(() => standings(listener).length === 1, "not told how it stands");
    const begun = performance.now();
    await Promise.all([server.close(), listener.ended]);
    assert.ok(performance.now() - begun < 5 * LONG_MS, "it waited as for a call");
    const { id, result } = listener.told.at(-1) ?? {};
    assert.equal(id, 77);
    assert.deepEqual(result, {
      resultType: "complete",
      _meta: { "io.modelcontextprotocol/subscriptionId": 77 },
    });
  });
});
