// Agents that outlive their server: the next one on the same address, or with the same journal, has them again.
import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, describe, it } from "node:test";
import { type Agent, caller } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { runMain, type ServerProcess, startServerProcess } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const ASK = "Which word did I ask you to remember?";
const AWAIT = { await_completion_ms: 45_000 };

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
    it(`F76: are there again after ${signal}: listed, read and prompted`, async () => {
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
