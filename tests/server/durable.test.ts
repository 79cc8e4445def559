// Agents that outlive their server: the next one on the same address, or with the same journal, has them again.
import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { startServer } from "../../server/index.ts";
import { journalsOf } from "../../server/journal.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { httpClient, runMain, type ServerProcess, startServerProcess } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const TOKEN = "test-token-test-token-test-token-0123456789";
const ASK = "Which word did I ask you to remember?";
const AWAIT = { await_completion_ms: 45_000 };

interface Agent {
  readonly session_id: string;
  readonly label: string;
  readonly state: string;
  readonly advice?: string;
  readonly interrupted_prompts?: readonly string[];
  readonly last_result?: { readonly text: string };
}

interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly data: {
    readonly agents: readonly Agent[];
    readonly agent: Agent;
    readonly session_ids: readonly string[];
    readonly total_messages: number;
    readonly dropped: number;
    readonly messages_returned: number;
    readonly last_words?: string;
  };
}

type Call = (name: string, args?: Record<string, unknown>) => Promise<Answer>;

/** Calls of one client, and its end. */
async function caller(url: string): Promise<{ call: Call; close: () => Promise<void> }> {
  const client = await httpClient(url, TOKEN);
  const call: Call = async (name, args = {}) => {
    const result = await client.callTool({ name: `claude_${name}`, arguments: args });
    const [first] = result.content as { text: string }[];
    const data = (result.structuredContent ?? {}) as Answer["data"];
    return { isError: result.isError === true, text: first?.text ?? "", data };
  };
  return { call, close: () => client.close() };
}

const started: ServerProcess[] = [];
async function serve(args: readonly string[] = []): Promise<ServerProcess> {
  const server = await startServerProcess(await claude.started(), args);
  started.push(server);
  return server;
}

const stateFolder = (): string => path.join(claude.model.home, ".local/state/kodegen-claude-agent/agents");

describe("Agents of a server over HTTP", { timeout: 300_000 }, () => {
  after(async () => {
    for (const server of started)
      if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  });

  for (const signal of ["SIGKILL", "SIGTERM"] as const)
    it(`are there again after ${signal}: listed, read and prompted`, async () => {
      const args = ["--journal", path.join(claude.model.home, `journal-${signal}`)];
      const first = await serve(args);
      const before = await caller(first.url);
      const [done = ""] = (await before.call("spawn_agent", { prompt: "Remember the word PLUM", ...AWAIT }))
        .data.session_ids;
      const { total_messages: said } = (await before.call("read_agent_output", { session_id: done })).data;
      const [busy = ""] = (await before.call("spawn_agent", { prompt: "mock:hang", label: "busy" })).data
        .session_ids;
      await until(async () => {
        const { agents } = (await before.call("list_agents")).data;
        return agents.some(({ session_id, state }) => session_id === busy && state === "running");
      }, "it is at work");
      await before.close();
      await first.stop(signal);

      const second = await serve(args);
      const { call, close } = await caller(second.url);
      const { agents } = (await call("list_agents")).data;
      const of = (id: string): Agent | undefined => agents.find(({ session_id }) => session_id === id);
      assert.deepEqual(agents.map(({ session_id }) => session_id).toSorted(), [busy, done].toSorted());
      assert.equal(of(done)?.last_result?.text, "I will remember PLUM.");
      assert.equal(of(done)?.advice, undefined);
      assert.equal(of(busy)?.state, "parked", "what it was at work on does not run again by itself");
      assert.equal(of(busy)?.interrupted_prompts?.length, 1);
      assert.match(of(busy)?.advice ?? "", /send it a prompt to go on/);
      const page = await call("read_agent_output", { session_id: done });
      assert.deepEqual(
        [page.data.messages_returned, page.data.total_messages, page.data.dropped, page.data.last_words],
        [0, said, said, "I will remember PLUM."],
      );
      assert.match(page.text, new RegExp(`${said} are no longer kept.*\nLast words: I will remember PLUM`));

      const sent = await call("send_agent_prompt", { session_id: done, prompt: ASK, ...AWAIT });
      assert.equal(sent.data.agent.last_result?.text, "It was PLUM.");
      const newer = await call("read_agent_output", { session_id: done, after: said - 1 });
      assert.ok(newer.data.messages_returned > 0, "positions go on");
      assert.deepEqual([newer.data.dropped, newer.data.last_words], [0, undefined]);
      const goneOn = await call("send_agent_prompt", {
        session_id: busy,
        prompt: "Remember the word FIG",
        ...AWAIT,
      });
      assert.equal(goneOn.data.agent.last_result?.text, "I will remember FIG.");
      assert.equal(goneOn.data.agent.advice, undefined);
      await close();
      assert.equal((await second.stop()).code, 0);
    });

  it("are kept by address, in the state folder, for their owner's eyes only; servers of any free port do not meet", async () => {
    const servers = [await serve(), await serve()];
    const names = readdirSync(stateFolder()).toSorted();
    assert.deepEqual(names, ["127.0.0.1-0", "127.0.0.1-0-2"]);
    for (const name of names) {
      const folder = path.join(stateFolder(), name);
      assert.equal(statSync(folder).mode & 0o777, 0o700, name);
      const files = readdirSync(folder);
      assert.ok(files.includes("journal"));
      for (const file of files) assert.equal(statSync(path.join(folder, file)).mode & 0o777, 0o600, file);
    }
    for (const server of servers) await server.stop();
    assert.match((await servers[1]?.ended)?.stderr ?? "", /Agents {4}in .*127\.0\.0\.1-0-2\n/);
  });

  it("end with a server that is told so, and leave nothing behind", async () => {
    const args = ["--no-journal"];
    await rm(stateFolder(), { recursive: true, force: true });
    const first = await serve(args);
    const before = await caller(first.url);
    const [id = ""] = (await before.call("spawn_agent", { prompt: "Remember the word PLUM", ...AWAIT })).data
      .session_ids;
    await before.close();
    assert.match((await first.stop()).stderr, /Agents {4}end with the server/);
    assert.ok(!existsSync(stateFolder()));
    const { call, close } = await caller((await serve(args)).url);
    const page = await call("read_agent_output", { session_id: id });
    assert.match(page.text, /No agent/);
    await close();
  });

  it("are not those of two servers: the second one says who has them, and the way out", async () => {
    const { home } = claude.model;
    const journal = path.join(home, "one");
    const server = await serve(["--journal", journal]);
    const plain = path.join(home, "plain");
    await writeFile(plain, "");
    const table: [string[], RegExp][] = [
      [
        ["--http", "127.0.0.1:0", "--journal", journal],
        new RegExp(`in use by process ${server.child.pid} .*--journal FOLDER.*--no-journal`),
      ],
      [["--stdio", "--journal", journal], /in use by process \d+ .*--journal FOLDER.*--no-journal/],
      [["--http", "127.0.0.1:0", "--journal", plain], /cannot be opened.*--journal FOLDER.*--no-journal/],
    ];
    for (const [args, expected] of table) {
      const ended = await runMain(["serve", ...args], claude.model.env(), home);
      assert.equal(ended.code, 1, ended.stderr);
      assert.match(ended.stderr, expected);
      assert.equal(ended.stderr.trim().split("\n").length, 1, ended.stderr);
    }
  });
});

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
      });
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
