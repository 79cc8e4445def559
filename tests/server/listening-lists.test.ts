// Clients that listen for changes of lists and resources: what a server says through `notify` reaches its principal, and no other.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { createMcpHandler, type McpHttpHandler, Server } from "@modelcontextprotocol/server";
import { AgentManager } from "../../lib/index.ts";
import { type Listen, listenOf } from "../../server/eras/subscriptions.ts";
import { tools } from "../../server/generated/tools.ts";
import { type RunningServer, startServer } from "../../server/index.ts";
import { Policy } from "../../server/policy/policy.ts";
import { ownKey, TaskTokens } from "../../server/tasks/task-tokens.ts";
import { Tasks } from "../../server/tasks/tasks.ts";
import { UsedAgents } from "../../server/tools/used-agents.ts";
import { listening as withTasks } from "../../server/transports/listening.ts";
import { TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type Listener, listening, modernClient, REVISION, requestOf, toldIn } from "../support/modern.ts";
import { LONG_MS, until } from "../support/until.ts";

const claude = withRealClaude();
const ADA = "ada-ada-ada-ada-ada-ada-ada-ada-ada-0";
const LISTEN = "subscriptions/listen";
const URI = "test://one";

function changing(): Server {
  const capabilities = { tools: { listChanged: true }, resources: { subscribe: true, listChanged: true } };
  return new Server({ name: "changing", version: "1.0.0" }, { capabilities });
}

const methods = ({ told }: Pick<Listener, "told">): unknown[] => told.map(({ method, id }) => method ?? id);

describe("A client that listens for lists and resources", { timeout: 3 * LONG_MS }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lists-"));
  const listeners: Listener[] = [];
  let server: RunningServer;
  before(async () => {
    const tokensFile = path.join(folder, "tokens");
    writeFileSync(tokensFile, `ada ${ADA}\n`, { mode: 0o600 });
    server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      tokensFile,
      shutdownTimeoutMs: 0,
      connectModern: (_principal, notify) => {
        const one = changing();
        one.setRequestHandler("tools/call", () => {
          notify?.toolsChanged();
          notify?.resourceUpdated(URI);
          notify?.resourceUpdated(`${URI}/more`);
          return { content: [] };
        });
        return one;
      },
    });
  });
  after(async () => {
    for (const listener of listeners) listener.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const listen = async (notifications: Record<string, unknown>, token = TOKEN): Promise<Listener> => {
    const listener = await listening({ url: server.url, token }, notifications);
    listeners.push(listener);
    await until(() => listener.told.length > 0, "nothing is acknowledged");
    return listener;
  };

  it("is told of what it has named, and only of its own principal's", async () => {
    const [named, all, ada] = await Promise.all([
      listen({ resourceSubscriptions: [URI] }),
      listen({ toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true }),
      listen({ toolsListChanged: true, resourceSubscriptions: [URI] }, ADA),
    ]);
    assert.deepEqual(all.told[0]?.params["notifications"], {
      toolsListChanged: true,
      resourcesListChanged: true,
    });
    await modernClient({ url: server.url, token: TOKEN })("tools/call", { name: "change" });
    await until(() => named.told.length > 1 && all.told.length > 1, "not told");
    await modernClient({ url: server.url, token: ADA })("tools/call", { name: "change" });
    await until(() => ada.told.length > 2, "not told");
    const first = "notifications/subscriptions/acknowledged";
    assert.deepEqual(methods(named), [first, "notifications/resources/updated"]);
    assert.deepEqual(methods(all), [first, "notifications/tools/list_changed"]);
    assert.deepEqual(methods(ada).slice(1), [
      "notifications/tools/list_changed",
      "notifications/resources/updated",
    ]);
  });
});

describe("A client that listens for lists and for tasks", { timeout: 3 * LONG_MS }, () => {
  it("is told of both on one stream, with one acknowledgement, until it goes", async () => {
    const model = await claude.started();
    const manager = new AgentManager();
    const owned = manager.as("p");
    const prompt = '[[mock: [{"delay_ms": 600000, "text": "never"}] ]]';
    const { sessionIds, agents } = await owned.spawnSession({
      prompt,
      options: { env: model.env(), cwd: model.home },
    });
    const caller = { principal: "p", manager: owned, policy: new Policy({ roots: [model.home] }) };
    const tasks = new Tasks(
      { callerOf: () => caller, used: new UsedAgents() },
      new TaskTokens(ownKey()),
      tools,
    );
    const spawn = tools.find(({ name }) => name === "claude_spawn_agent") ?? assert.fail();
    const taskId = tasks.idOf("p", spawn, { sessionIds }, agents);
    const handler: McpHttpHandler = createMcpHandler(changing, { legacy: "reject" });
    const body = requestOf(5, LISTEN, { notifications: { toolsListChanged: true, taskIds: [taskId] } });
    const headers = {
      "content-type": "application/json",
      "mcp-protocol-version": REVISION,
      "mcp-method": LISTEN,
    };
    const answer = await handler.fetch(
      new Request("http://localhost/mcp", { method: "POST", headers, body }),
    );
    const over = new AbortController();
    const revoked = new AbortController().signal;
    const feed = { principal: "p", tasks, over: over.signal, revoked };
    const told = toldIn(withTasks(answer, listenOf(JSON.parse(body)) as Listen, feed));
    await until(() => told.told.length === 2, "not told how the task stands");
    assert.deepEqual(told.told[0]?.params["notifications"], { toolsListChanged: true, taskIds: [taskId] });
    handler.notify.toolsChanged();
    await until(() => told.told.length === 3, "not told of the tools");
    await tasks.cancel("p", taskId);
    await until(() => told.told.length === 4, "not told of the end");
    over.abort();
    await told.ended;
    assert.deepEqual(methods(told).slice(1), [
      "notifications/tasks",
      "notifications/tools/list_changed",
      "notifications/tasks",
      5,
    ]);
    await Promise.all([handler.close(), manager.shutdown()]);
  });
});
