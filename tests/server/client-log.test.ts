// The log that clients of before 2026-07-28 may ask for: nothing before, then what happens to their agents, from a level on.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, describe, it } from "node:test";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
// @ts-types="@modelcontextprotocol/sdk/types"
import { LoggingMessageNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { AgentManager } from "../../lib/index.ts";
import { ClientLog, type LogMessage } from "../../server/eras/client-log.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { modernClient } from "../support/modern.ts";
import { limited } from "../support/rate-limit.ts";
import { httpClient, type ServerProcess, startServerProcess, stdioClient } from "../support/server.ts";
import { LONG_MS, until, untilStill } from "../support/until.ts";

const claude = withRealClaude();
const ADA = "a".repeat(43);

/** What is sent to a client, from now on. */
function sentTo(client: Client): LogMessage[] {
  const sent: LogMessage[] = [];
  client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
    sent.push(params as LogMessage);
  });
  return sent;
}

async function run(client: Client, args: Record<string, unknown>): Promise<void> {
  const { isError } = await client.callTool({
    name: "claude_spawn_agent",
    arguments: { await_completion_ms: 45_000, ...args },
  });
  assert.notEqual(isError, true);
}

describe("The log of an older client", { timeout: 8 * LONG_MS }, () => {
  const started: ServerProcess[] = [];
  const clients: Client[] = [];
  after(async () => {
    for (const client of clients) await client.close();
    for (const server of started) await server.stop();
  });

  const logsOver = (transport: string, connect: () => Promise<Client>): Promise<void> =>
    it(`over ${transport}: none until it says from which level on, and none below that`, async () => {
      const client = await connect();
      clients.push(client);
      const sent = sentTo(client);
      assert.deepEqual(client.getServerCapabilities()?.logging, {});
      const input = { file_path: path.join(claude.model.home, `${transport}.txt`), content: "x" };
      const prompt = `[[mock: ${JSON.stringify([{ tool: "Write", input }, { text: "done" }])} ]]`;
      const asks = { prompt, ask_permissions: true, label: "Ada" };
      await run(client, asks);
      assert.equal(sent.length, 0);
      await client.setLoggingLevel("notice");
      await run(client, asks);
      await until(() => sent.length > 0, "no question in the log");
      assert.equal(await untilStill(() => sent.length), 1, JSON.stringify(sent));
      const { level, logger, data } = sent[0] ?? assert.fail();
      assert.deepEqual([level, logger, data.event], ["notice", "agents", "question"]);
      assert.equal(data.message, "Ada-1: asks whether it may use Write");
      assert.match(data.session_id, /^[\da-f-]{36}$/);
      await client.setLoggingLevel("info");
      await run(client, { prompt: "mock:text", label: "Eve" });
      const states = (): string[] =>
        sent.filter((each) => each.level === "info").map((each) => each.data.message);
      await until(
        () => states().includes("Eve-1: idle"),
        () => JSON.stringify(sent),
      );
      assert.ok(states().includes("Eve-1: running"), JSON.stringify(sent));
      const count = await untilStill(() => sent.length);
      await client.setLoggingLevel("emergency");
      await run(client, { prompt: "mock:text" });
      assert.equal(await untilStill(() => sent.length), count);
      for (const wrong of ["loud", "", 7, null, undefined])
        await assert.rejects(client.setLoggingLevel(wrong as never), { code: -32_602 }, String(wrong));
    });

  logsOver("http", async () => {
    const tokens = path.join((await claude.started()).home, "tokens-of-log");
    await writeFile(tokens, `ada ${ADA}\n`, { mode: 0o600 });
    started.push(await startServerProcess(claude.model, ["--tokens", tokens]));
    return started[0]?.client() ?? assert.fail();
  });
  logsOver("stdio", async () => stdioClient(await claude.started()));

  it("has nothing of another caller's agents", async () => {
    const { url, token } = started[0] ?? assert.fail();
    const [mine, ada] = [await httpClient(url, token), await httpClient(url, ADA)];
    clients.push(mine, ada);
    const sent = [mine, ada].map((client) => sentTo(client));
    for (const client of [mine, ada]) await client.setLoggingLevel("debug");
    await run(ada, { prompt: "mock:text", label: "Hers" });
    await until(() => sent[1]?.some(({ data }) => data.message === "Hers-1: idle") === true, "no log");
    await untilStill(() => sent.flat().length);
    assert.deepEqual(sent[0], []);
  });

  it("is not for clients of 2026-07-28", async () => {
    const rpc = modernClient(started[0] ?? assert.fail());
    const { result = {} } = await rpc("server/discover");
    assert.equal((result["capabilities"] as { logging?: unknown }).logging, undefined);
    const { error, status } = await rpc("logging/setLevel", { level: "debug" });
    assert.deepEqual([status, error?.code], [404, -32_601]);
  });

  it("has agents that have failed as errors, and rate limits as warnings", async () => {
    const manager = new AgentManager();
    const sent: LogMessage[] = [];
    const log = new ClientLog(manager, (message) => sent.push(message));
    log.setLevel("warning");
    const options = { pathToClaudeCodeExecutable: "/nowhere/claude" };
    const failed = await manager.spawnSession({ prompt: "x", label: "Fails", options });
    await manager.wait(failed.sessionIds);
    const soon = Math.trunc(Date.now() / 1_000) + 3_600;
    await withScript({ steps: limited(soon) }, async (scripted) => {
      const { sessionIds } = await manager.spawnSession({ prompt: "x", label: "Limited", options: scripted });
      await manager.wait(sessionIds);
    });
    const said = sent.map(({ level, data }) => `${level} ${data.message}`);
    assert.deepEqual(said, [
      "error Fails-1: ended (failed)",
      `warning Limited-1: rate limit, until ${new Date(soon * 1_000).toISOString()}`,
    ]);
    log.stop();
    await manager.shutdown();
    assert.equal(sent.length, 2);
  });
});
