import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager, type AgentManagerOptions } from "../../lib/index.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { livingProcesses } from "../support/leaks.ts";
import { counted, ready, sparesOf } from "../support/spares.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();

function folder(name: string): string {
  const made = path.join(claude.model.home, name);
  mkdirSync(made, { recursive: true });
  return made;
}

describe("AgentManager with spares and the real CLI", { timeout: 180_000 }, () => {
  const disposed = disposing();

  async function managerWith(options: AgentManagerOptions): Promise<AgentManager> {
    const manager = disposed(new AgentManager({ options: claude.options(), ...options }));
    await ready(manager, options.spares ?? 0);
    return manager;
  }

  async function answers(manager: AgentManager, ids: readonly string[]): Promise<unknown[]> {
    const { agents } = await manager.wait(ids, { timeoutMs: 60_000 });
    return agents.map(({ state, turnCount, lastResult }) => `${state} ${turnCount} ${lastResult?.subtype}`);
  }

  it("as many spares as callers: no cold start, each with its own directory and model", async () => {
    const manager = await managerWith({ spares: 2 });
    const cwd = folder("elsewhere");
    const calls = [{}, { cwd, model: "haiku" }].map((options) =>
      manager.spawnSession({ prompt: "Say hello", options }),
    );
    const ids = (await Promise.all(calls)).flatMap(({ sessionIds }) => sessionIds);
    assert.deepEqual(await answers(manager, ids), ["idle 1 success", "idle 1 success"]);
    assert.deepEqual(counted(manager), [2, 0, 0, 0, 0]);
    const inits = ids.map((id) => {
      const all = manager.getSessionOutput(id).messages.map(({ message }) => message);
      const init = all.find((message) => message.type === "system" && message.subtype === "init");
      return [init?.session_id, (init as { cwd?: string } | undefined)?.cwd];
    });
    assert.deepEqual(inits, [
      [ids[0], claude.model.home],
      [ids[1], cwd],
    ]);
    await ready(manager, 2);
  });

  it("an agent that took a spare is parked, resumed and kept like any other", async () => {
    const manager = await managerWith({ spares: 1, maxAgents: 2, idleMs: 1 });
    const { sessionIds } = await manager.spawnSession({ prompt: "Remember the word plum." });
    const [id = ""] = sessionIds;
    await until(() => manager.getSessionInfo(id).state === "parked", "it is not parked", 60_000);
    await manager.sendPrompt(id, "Which word did I ask you to remember?");
    await until(() => manager.getSessionInfo(id).turnCount === 2, "no second turn", 60_000);
    assert.equal(manager.getSessionInfo(id).lastResult?.text, "It was plum.");
    const kept = readdirSync(path.join(claude.model.home, ".claude/projects"), { recursive: true });
    assert.equal(kept.filter((file) => String(file).endsWith(`${id}.jsonl`)).length, 1);
    assert.equal(sparesOf(manager).hits, 1);
  });

  it("a claim that is refused costs nobody a prompt: the agent starts without it, under the same id", async () => {
    const cwd = folder("refusing");
    mkdirSync(path.join(cwd, ".claude"), { recursive: true });
    writeFileSync(path.join(cwd, ".claude/settings.json"), JSON.stringify({ env: { OF_PROJECT: "1" } }));
    const manager = await managerWith({ spares: 1 });
    const before = claude.model.requests.length;
    const { sessionIds } = await manager.spawnSession({ prompt: "Say hello", options: { cwd } });
    assert.deepEqual(await answers(manager, sessionIds), ["idle 1 success"]);
    assert.deepEqual(counted(manager), [0, 0, 1, 0, 0]);
    assert.equal(claude.model.requests.length, before + 1, "the prompt ran once");
    const all = manager.getSessionOutput(sessionIds[0] ?? "").messages;
    assert.ok(all.every(({ message }) => message.session_id === sessionIds[0]));
  });

  it("spares give their places to agents, and never take one from them", async () => {
    const manager = await managerWith({ spares: 2, maxAgents: 2 });
    const { sessionIds } = await manager.spawnSession({
      prompt: "Say hello",
      workerCount: 2,
      options: { maxTurns: 3 },
    });
    assert.deepEqual(await answers(manager, sessionIds), ["idle 1 success", "idle 1 success"]);
    assert.deepEqual(counted(manager).slice(0, 2), [0, 2]);
    const { ready: waiting, starting } = sparesOf(manager);
    assert.deepEqual([waiting, starting, manager.metrics().processes], [0, 0, 2]);
  });

  it("a spare that has waited for too long is replaced", async () => {
    const manager = await managerWith({ spares: 1, sparesIdleMs: 1_000 });
    await until(() => sparesOf(manager).expired > 0, "none has expired", 60_000);
    await until(
      () => sparesOf(manager).starting + sparesOf(manager).ready > 0,
      "none takes its place",
      60_000,
    );
  });

  it("an agent that is ended before it has taken its spare leaves nothing, nor does a shutdown", async () => {
    const manager = await managerWith({ spares: 1 });
    const { sessionIds } = await manager.spawnSession({ prompt: "Say hello" });
    const [id = ""] = sessionIds;
    const { success, finalTurnCount } = await manager.terminateSession(id);
    assert.deepEqual([success, finalTurnCount, manager.getSessionInfo(id).state], [true, 0, "ended"]);
    await ready(manager, 1);
    await manager.shutdown();
    assert.deepEqual(livingProcesses(), []);
    assert.deepEqual(readdirSync(path.join(claude.model.home, ".claude/spares")), []);
  });
});

describe("AgentManager with spares and a scripted CLI", { timeout: 60_000 }, () => {
  it("a CLI that knows no spares, or ends, is not started for ever; agents start without", async () => {
    const old = [{ stderr: "error: unknown option '--await-claim'" }, { exit: 1 }];
    for (const [steps, failures] of [
      [old, 1],
      [[{ exit: 1 }], 3],
    ] as const)
      await withScript({ steps: [...steps], silent: ["initialize"] }, async (options, cli) => {
        const manager = new AgentManager({ spares: 1, options });
        await until(
          () => sparesOf(manager).failed === failures,
          () => JSON.stringify(sparesOf(manager)),
        );
        const { sessionIds } = await manager.spawnSession({ prompt: "hello" });
        await manager.wait(sessionIds, { timeoutMs: 20_000 });
        const { failed, starting, misses, ...now } = sparesOf(manager);
        assert.deepEqual([failed, starting, now.ready, misses], [failures, 0, 0, 1]);
        assert.equal((await cli.runs()).length, failures + 1);
        await manager.shutdown();
      });
  });

  it("a spare that refuses its claim is no agent's, and its prompt runs once", async () => {
    await withScript({ refuse: { claim_session: "busy: no" } }, async (options) => {
      const manager = new AgentManager({ spares: 1, options });
      await until(() => sparesOf(manager).ready === 1, "no spare is ready");
      const { sessionIds } = await manager.spawnSession({ prompt: "hello" });
      const { agents } = await manager.wait(sessionIds, { timeoutMs: 20_000 });
      assert.deepEqual([agents[0]?.turnCount, agents[0]?.lastResult?.text], [1, "hello"]);
      assert.deepEqual(counted(manager), [0, 0, 1, 0, 0]);
      await manager.shutdown();
    });
  });
});
