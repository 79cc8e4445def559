// Each limit of the server holds as it was set: by its flag, and by its option.
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../server/index.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { httpClient, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();

async function withServer(
  options: ServerOptions,
  run: (server: RunningServer) => Promise<void>,
): Promise<void> {
  const server = await startServer({ http: "127.0.0.1:0", token: TOKEN, ...options });
  try {
    await run(server);
  } finally {
    await server.close();
  }
}

describe("Limits of the server", { timeout: 120_000 }, () => {
  it("A09: on agents and their queue hold as the flags say, however many are asked for at once", async () => {
    const server = await startServerProcess(await claude.started(), [
      "--max-agents",
      "1",
      "--max-queued",
      "1",
    ]);
    try {
      const { call, close } = await caller(server.url);
      const spawn = { prompt: "mock:hang", worker_count: 3 };
      const refused = await call("spawn_agent", spawn);
      assert.ok(refused.isError, refused.text);
      const taken = await call("spawn_agent", { ...spawn, worker_count: 2 });
      assert.equal(taken.data.session_ids.length, 2);
      const flood = Array.from({ length: 100 }, () => call("spawn_agent", { prompt: "mock:hang" }));
      for (const { isError, text } of await Promise.all(flood)) {
        assert.ok(isError, text);
        assert.match(text, /try again|later|in \d+/i);
      }
      assert.equal((await call("list_agents")).data.agents.length, 2);
      await close();
    } finally {
      await server.stop();
    }
  });

  it("on a body holds, and says how large it may be", () =>
    withServer({ maxBodyBytes: 200 }, async ({ url }) => {
      const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
      const response = await fetch(url, { method: "POST", headers, body: `"${"x".repeat(200)}"` });
      assert.equal(response.status, 413);
      assert.match(await response.text(), /larger than 200 bytes/);
    }));

  it("on sessions makes room by ending the one that is longest unused", () =>
    withServer({ maxSessions: 1 }, async ({ url }) => {
      const first = await httpClient(url, TOKEN);
      const second = await httpClient(url, TOKEN);
      await assert.rejects(first.listTools(), /no such session/);
      assert.ok((await second.listTools()).tools.length > 0);
      await Promise.all([first.close(), second.close()]);
    }));

  const onDeno = "deno" in process.versions ? "Deno's node:http has no limit on connections" : false;
  it("on connections holds: one too many is ended", { skip: onDeno }, () =>
    withServer({ maxConnections: 2 }, async ({ url }) => {
      const { port, hostname } = new URL(url);
      const sockets = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const socket = net.connect({ host: hostname, port: Number(port) });
          socket.on("error", () => undefined);
          await Promise.race([once(socket, "connect"), once(socket, "close")]);
          return socket;
        }),
      );
      const open = new Set(sockets);
      for (const socket of sockets) socket.once("close", () => open.delete(socket)).resume();
      // Of two, one may be a stranger's.
      while (open.size > 1) await Promise.race([...open].map((socket) => once(socket, "close")));
      for (const socket of sockets) socket.destroy();
    }),
  );

  it("that are none are refused by name, and so are those of a manager that is not the server's", async () => {
    for (const limit of [0, -1, 1.5, Number.NaN])
      await assert.rejects(startServer({ maxSessions: limit }), /"maxSessions" must be a whole number/);
    await assert.rejects(
      startServer({ managerOptions: { maxAgents: 0 }, http: "127.0.0.1:0", token: TOKEN }),
      /"maxAgents" must be a whole number/,
    );
    const manager = new AgentManager();
    await assert.rejects(startServer({ manager, managerOptions: {} }), /give them to "manager"/);
    await manager.shutdown();
  });
});
