// A client that wants everything: what its limits leave to the others, and what it hears.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { PrincipalLimits } from "../../server/front/principal-limits.ts";
import { type ServerOptions, startServer } from "../../server/index.ts";
import { type Call, caller, TOKEN } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const folder = mkdtempSync(path.join(os.tmpdir(), "greedy-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const ADA = "ada-ada-ada-ada-ada-ada-ada-ada-ada-0";
const tokensFile = path.join(folder, "tokens");
writeFileSync(tokensFile, `ada ${ADA}\n`, { mode: 0o600 });

async function withTwo(
  options: ServerOptions,
  run: (ada: Call, other: Call) => Promise<void>,
): Promise<void> {
  const model = await claude.started();
  const server = await startServer({
    http: "127.0.0.1:0",
    token: TOKEN,
    tokensFile,
    roots: [model.home],
    agentEnv: model.env(),
    shutdownTimeoutMs: 0,
    ...options,
  });
  const [ada, other] = [await caller(server.url, ADA), await caller(server.url)];
  try {
    await run(ada.call, other.call);
  } finally {
    await Promise.all([ada.close(), other.close()]);
    await server.close();
  }
}

const HANG = { prompt: "mock:hang" };

describe("A greedy client", { timeout: 300_000 }, () => {
  it("fills half of places and queue at most, so that another one spawns", () =>
    withTwo({ managerOptions: { maxAgents: 2, maxQueued: 4 } }, async (ada, other) => {
      assert.equal((await ada("spawn_agent", { ...HANG, worker_count: 3 })).isError, false);
      const refused = await ada("spawn_agent", HANG);
      assert.match(refused.text, /3 of at most 3 work or wait \(--max-agents-per-token\)/);
      assert.equal((await other("spawn_agent", { ...HANG, worker_count: 3 })).isError, false);
    }));

  it("has as many at work as it is allowed, whether they are new or are given another prompt", () =>
    withTwo({ maxAgentsPerPrincipal: 1 }, async (ada) => {
      const done = await ada("spawn_agent", { prompt: "hi", await_completion_ms: 60_000 });
      const [id = ""] = done.data.session_ids;
      const [busy = ""] = (await ada("spawn_agent", HANG)).data.session_ids;
      const again = await ada("send_agent_prompt", { session_id: id, prompt: "more" });
      assert.match(again.text, /1 of at most 1/);
      assert.equal(
        (await ada("send_agent_prompt", { session_id: busy, prompt: "later" })).isError,
        false,
        "one that works already takes no place",
      );
      await ada("terminate_agent_session", { session_id: busy });
      assert.equal((await ada("send_agent_prompt", { session_id: id, prompt: "more" })).isError, false);
    }));

  it("spawns so many in a minute, and hears when the next one may come; others are not concerned", () =>
    withTwo({ maxSpawnsPerMinute: 2 }, async (ada, other) => {
      assert.equal((await ada("spawn_agent", { prompt: "hi", worker_count: 2 })).isError, false);
      assert.match(
        (await ada("spawn_agent", { prompt: "hi" })).text,
        /2 agents a minute \(--max-spawns-per-minute\): try again in \d+ s/,
      );
      assert.match((await other("spawn_agent", { prompt: "hi", worker_count: 3 })).text, /ask for fewer/);
      const [busy] = (await other("spawn_agent", HANG)).data.session_ids;
      const wrong = await other("spawn_agent", { prompt: "hi", cwd: "/" });
      assert.equal(wrong.isError, true);
      const late = await other("spawn_agent", { prompt: "hi", resume: busy });
      assert.match(late.text, /another agent/, "what came to nothing");
      assert.equal((await other("spawn_agent", { prompt: "hi" })).isError, false, "is not counted");
    }));

  it("A09: has no more of a hundred calls at once than a minute holds, and the others say when to try again", () =>
    withTwo(
      { maxSpawnsPerMinute: 10, managerOptions: { maxAgents: 1, maxQueued: 300 } },
      async (ada, other) => {
        const begun = performance.now();
        const answers = await Promise.all(Array.from({ length: 100 }, () => ada("spawn_agent", HANG)));
        const taken = answers.filter(({ isError }) => !isError).length;
        // As many as have had their time by now.
        const most = 10 + Math.floor((performance.now() - begun) / 6_000);
        assert.ok(taken >= 10 && taken <= most, `${taken} of at most ${most}`);
        for (const { isError, text } of answers) if (isError) assert.match(text, /try again in \d+ s/);
        assert.equal((await other("spawn_agent", HANG)).isError, false);
      },
    ));

  it("is kept to what the flags say", async () => {
    const server = await startServerProcess(await claude.started(), [
      "--max-agents-per-token",
      "1",
      "--max-spawns-per-minute",
      "2",
    ]);
    const { call, close } = await caller(server.url);
    assert.match((await call("spawn_agent", { ...HANG, worker_count: 2 })).text, /0 of at most 1/);
    const [id = ""] = (await call("spawn_agent", HANG)).data.session_ids;
    await call("terminate_agent_session", { session_id: id });
    assert.equal((await call("spawn_agent", HANG)).isError, false);
    const [last] = (await call("list_agents")).data.agents;
    await call("terminate_agent_session", { session_id: last?.session_id });
    assert.match((await call("spawn_agent", HANG)).text, /2 agents a minute/);
    await close();
    await server.stop();
  });

  it("says nothing once it is full again, so that many names take no room", () => {
    const limits = new PrincipalLimits({ agents: undefined, spawnsPerMinute: 1e9 });
    for (let count = 0; count < 5_000; count += 1) limits.spawn(`name-${count}`, 1);
    assert.doesNotThrow(() => limits.spawn("name-0", 1e9 - 1));
  });
});
