// The journal of a server in this program: whose the agents are, what they may be now, and where they are kept.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { startServer } from "../../server/index.ts";
import { journalsOf } from "../../server/journal.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const ASK = "Which word did I ask you to remember?";

describe("startServer({ journal })", { timeout: 200_000 }, () => {
  const disposed = disposing();

  it("has one caller's agents for that caller alone, runs what waited, and holds all to what is allowed now", async () => {
    const { home } = await claude.started();
    const journal = path.join(home, "owners");
    const outside = await realpath(await mkdtemp(path.join(os.tmpdir(), "durable-outside-")));
    const { env = {} } = claude.options();
    const options = { env: env as Record<string, string>, cwd: home };
    const first = await AgentManager.open({ journal, maxAgents: 1 });
    const spawn = async (owner: string, label: string, prompt: string, cwd = home): Promise<string> => {
      const request = { label, prompt, options: { ...options, cwd } };
      return (await first.as(owner).spawnSession(request)).sessionIds[0] ?? "";
    };
    const away = await spawn("token", "away", "Remember the word PEAR", outside);
    await first.wait(away);
    await spawn("token", "busy", "mock:hang");
    const waiting = await spawn("token", "waiting", "Remember the word FIG");
    const foreign = await spawn("other", "foreign", "Remember the word LIME");
    await until(() => first.listSessions({ states: ["running"] }).agents.length === 1, "one is at work");
    await first.shutdown();

    const server = await startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      roots: [home],
      agentEnv: options.env,
      journal,
    });
    assert.equal(server.journal, journal);
    const { call, close } = await caller(server.url);
    try {
      const { agents } = (await call("list_agents")).data;
      assert.deepEqual(agents.map(({ label }) => label).toSorted(), ["away-1", "busy-1", "waiting-1"]);
      for (const [name, args] of [
        ["read_agent_output", {}],
        ["send_agent_prompt", { prompt: "x" }],
        ["terminate_agent_session", {}],
      ] as const)
        assert.match((await call(name, { session_id: foreign, ...args })).text, /No agent/, name);
      await until(async () => {
        const { agents: now } = (await call("list_agents")).data;
        return (
          now.find(({ session_id }) => session_id === waiting)?.last_result?.text === "I will remember FIG."
        );
      }, "what waited runs");
      const refused = await call("send_agent_prompt", { session_id: away, prompt: ASK });
      assert.equal(refused.isError, true);
      assert.match(refused.text, /takes no more prompts.*Spawn a new agent/);
      assert.equal(
        (await call("read_agent_output", { session_id: away })).data.last_words,
        "I will remember PEAR.",
      );
    } finally {
      await close();
      await server.close();
      await rm(outside, { recursive: true, force: true });
    }
    const last = disposed(await AgentManager.open({ journal, options }));
    assert.deepEqual(
      last
        .as("other")
        .listSessions()
        .agents.map(({ sessionId }) => sessionId),
      [foreign],
    );
  });

  it("leaves nothing on a disk unless it is given, and is not for a manager of one's own", async () => {
    const { home } = await claude.started();
    const server = await startServer({ http: "127.0.0.1:0", token: TOKEN, roots: [home] });
    assert.equal(server.journal, undefined);
    await server.close();
    const manager = disposed(new AgentManager());
    const both = startServer({
      http: "127.0.0.1:0",
      token: TOKEN,
      manager,
      journal: path.join(home, "both"),
    });
    await assert.rejects(both, { code: "invalid_options", message: /"journal"/ });
    assert.ok(!existsSync(path.join(home, "both")));
  });
});

describe("journalsOf()", () => {
  const folder = (host: string, port: number): string => journalsOf({ host, port }).next().value ?? "";

  it("names a folder for each address in the state folder, whatever the start directory is", async () => {
    const before = process.env["XDG_STATE_HOME"];
    const home = await mkdtemp(path.join(os.tmpdir(), "durable-state-"));
    try {
      process.env["XDG_STATE_HOME"] = home;
      const agents = path.join(home, "kodegen-claude-agent/agents");
      assert.equal(folder("127.0.0.1", 30_460), path.join(agents, "127.0.0.1-30460"));
      assert.equal(folder("::1", 1), path.join(agents, "--1-1"));
      assert.equal(folder("LocalHost", 1), path.join(agents, "localhost-1"));
      for (const given of ["", "here", "./here"]) {
        process.env["XDG_STATE_HOME"] = given;
        assert.equal(
          folder("localhost", 1),
          path.join(os.homedir(), ".local/state/kodegen-claude-agent/agents/localhost-1"),
          "an empty or relative one does not count",
        );
      }
    } finally {
      if (before === undefined) delete process.env["XDG_STATE_HOME"];
      else process.env["XDG_STATE_HOME"] = before;
      await rm(home, { recursive: true, force: true });
    }
  });
});
