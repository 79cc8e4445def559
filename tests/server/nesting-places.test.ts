// Agents that nest in every way in which a server may run: confined, over stdio, on a socket, with limits by flags, and
// again after a restart.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager, type ManagedAgent } from "../../lib/index.ts";
import { startServer } from "../../server/index.ts";
import { Policy } from "../../server/policy/policy.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { livingProcesses } from "../support/leaks.ts";
import { shownTo, statusOf, TAKES_SERVERS } from "../support/nested.ts";
import { startServerProcess, stdioClient } from "../support/server.ts";
import { until } from "../support/until.ts";

const SPAWN = "mcp__kodegen__claude_spawn_agent";
const AWAIT = { await_completion_ms: 120_000 };
const skip = (await new Policy().whyNotConfined()) ?? false;
const step = (input: object): { tool: string; input: Record<string, unknown> } => ({
  tool: SPAWN,
  input: { ...AWAIT, ...input },
});

const claude = withRealClaude({
  scenarios: {
    nest: [step({ prompt: "Remember the word PLUM", label: "child" }), { text: "Done." }],
    // Spawns itself twice, for ever.
    recursive: [step({ prompt: "mock:recursive", worker_count: 2 }), { text: "All of mine are done." }],
    write: [{ tool: "Bash", input: { command: "echo x >by-child", description: "x" } }, { text: "Written." }],
    confined: [
      step({ prompt: "mock:write", cwd: "deep", allowed_tools: ["Bash"], label: "child" }),
      { text: "Done." },
    ],
  },
});

describe("Agents nest", { timeout: 600_000 }, () => {
  it("when they are confined, into their own folders", { skip }, async () => {
    const model = await claude.started();
    const work = path.join(model.home, "work");
    mkdirSync(path.join(work, "deep"), { recursive: true });
    const server = await startServerProcess(model, ["--nesting", "--root", work]);
    const { call, close } = await caller(server.url);
    const shell = { allowed_tools: ["Bash"], permission_mode: "dontAsk", cwd: work };
    const answer = await call("spawn_agent", { prompt: "mock:confined", ...shell, ...AWAIT });
    assert.equal(answer.isError, false, answer.text);
    assert.deepEqual(readdirSync(path.join(work, "deep")), ["by-child"]);
    assert.ok((await call("list_agents")).data.agents.some(({ label }) => label === "child-1"));
    await close();
    const { stderr } = await server.stop();
    assert.match(stderr, /Warning +agents may spawn agents \(--nesting\)/);
  });

  it("over stdio, where there is no address but theirs", async () => {
    const client = await stdioClient(await claude.started(), ["--nesting"]);
    await client.callTool({ name: "claude_spawn_agent", arguments: { prompt: "mock:nest", ...AWAIT } });
    const { structuredContent } = await client.callTool({ name: "claude_list_agents", arguments: {} });
    assert.match(JSON.stringify(structuredContent), /"child-1"/);
    await client.close();
  });

  it("within what the flags say", async () => {
    const flags = [
      "--nesting",
      "--nesting-depth",
      "2",
      "--nesting-agents",
      "1",
      "--nesting-cost-usd",
      "0.0005",
    ];
    await withScript(TAKES_SERVERS, async (_, script) => {
      const server = await startServerProcess(await claude.started(), [...flags, "--claude", script.path]);
      const { call, close } = await caller(server.url);
      const [id = ""] = (await call("spawn_agent", { prompt: "mock:hang" })).data.session_ids;
      await until(() => shownTo(script, id).then(Boolean, () => false), "it is started");
      const { url, token } = await shownTo(script, id);
      const agent = await caller(url, token);
      const two = await agent.call("spawn_agent", { prompt: "x", worker_count: 2 });
      assert.match(two.text, /may spawn 1 agent in all/);
      await call("wait_agents", { session_ids: [id], timeout_ms: 60_000 });
      assert.match((await agent.call("spawn_agent", { prompt: "x" })).text, /of \$0\.0005/);
      await Promise.all([agent.close(), close()]);
      await server.stop();
    });
  });

  it("after a restart with new tokens, and no longer once the operator has turned it off", () =>
    withScript(TAKES_SERVERS, async (_, script) => {
      const model = await claude.started();
      const journal = path.join(model.home, "journal");
      const start = (...more: string[]): ReturnType<typeof startServerProcess> =>
        startServerProcess(model, ["--claude", script.path, "--journal", journal, ...more]);
      const first = await start("--nesting");
      const one = await caller(first.url);
      const [id = ""] = (await one.call("spawn_agent", { prompt: "hi", ...AWAIT })).data.session_ids;
      const before = await shownTo(script, id);
      await one.close();
      await first.stop("SIGKILL");
      const files = readdirSync(journal, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), "utf8"));
      assert.ok(files.some((text) => text.includes(id)));
      assert.ok(!files.some((text) => text.includes(before.token)), "no token is on the disk");
      const second = await start("--nesting");
      const two = await caller(second.url);
      const again = { session_id: id, prompt: "more", ...AWAIT };
      assert.equal((await two.call("send_agent_prompt", again)).isError, false);
      const now = await shownTo(script, id);
      assert.deepEqual(
        [await statusOf(now.url, before.token), await statusOf(now.url, now.token)],
        [401, 400],
      );
      const agent = await caller(now.url, now.token);
      assert.equal((await agent.call("spawn_agent", { prompt: "hi" })).isError, false);
      await Promise.all([agent.close(), two.close()]);
      await second.stop();
      const third = await start();
      const three = await caller(third.url);
      assert.equal((await three.call("send_agent_prompt", again)).isError, false);
      assert.deepEqual(await shownTo(script, id), now, "it is given none");
      await three.close();
      await third.stop();
    }));

  it("A22: as far as the limits, if they spawn themselves for ever, and the whole tree ends with its first one", async () => {
    const model = await claude.started();
    const manager = new AgentManager();
    const server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      manager,
      roots: [model.home],
      agentEnv: model.env(),
      nesting: { depth: 3, agents: 5 },
      shutdownTimeoutMs: 0,
    });
    const { call, close } = await caller(server.url);
    const spawned = await call("spawn_agent", { prompt: "mock:recursive", ...AWAIT });
    const [id = ""] = spawned.data.session_ids;
    const { agents } = manager.listSessions();
    const depthOf = ({ parent }: ManagedAgent): number => {
      const above = agents.find(({ sessionId }) => sessionId === parent);
      return above === undefined ? 0 : 1 + depthOf(above);
    };
    assert.ok(agents.length > 3 && agents.length <= 6, `${agents.length} agents`);
    assert.ok(Math.max(...agents.map(depthOf)) <= 3);
    const pids = agents.flatMap(({ pid = [] }) => pid);
    await call("terminate_agent_session", { session_id: id });
    assert.equal(manager.listSessions({ includeCompleted: false }).total, 0, "all of them have ended");
    const living = new Set(livingProcesses());
    assert.deepEqual(
      pids.filter((pid) => living.has(pid)),
      [],
    );
    await close();
    await server.close();
    await manager.shutdown();
  });
});
