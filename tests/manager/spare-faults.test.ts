// Spares that die, and hosts that do; spares of durable agents and of owners.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { withHosts } from "../support/killed-host.ts";
import { livingProcesses } from "../support/leaks.ts";
import { counted, ready, sparesOf } from "../support/spares.ts";
import { LONG_MS, until } from "../support/until.ts";

const ROOT = mkdtempSync(path.join(os.tmpdir(), "spares-test-"));
after(() => rmSync(ROOT, { recursive: true, force: true }));
const startHost = withHosts();

describe("Spares", { timeout: 10 * LONG_MS }, () => {
  const disposed = disposing();

  it("that die while they wait are no agent's, and others take their places", async () => {
    await withScript({}, async (options, claude) => {
      const manager = disposed(new AgentManager({ spares: 1, options }));
      await ready(manager, 1);
      const [{ pid = 0 } = {}] = await claude.runs();
      process.kill(pid, "SIGKILL");
      await until(() => sparesOf(manager).failed === 1, "its death is not noticed");
      await ready(manager, 1);
      const { sessionIds } = await manager.spawnSession({ prompt: "hello" });
      const { agents } = await manager.wait(sessionIds, { timeoutMs: LONG_MS });
      assert.equal(agents[0]?.lastResult?.text, "hello");
      assert.deepEqual(counted(manager), [1, 0, 0, 0, 1]);
      await manager.shutdown();
    });
  });

  it("that die as an agent takes them leave that agent its prompt, in a process of its own", async () => {
    await withScript({}, async (options, claude) => {
      const manager = disposed(new AgentManager({ spares: 1, options }));
      await ready(manager, 1);
      const [{ pid = 0 } = {}] = await claude.runs();
      const spawning = manager.spawnSession({ prompt: "hello" });
      process.kill(pid, "SIGKILL");
      const { agents } = await manager.wait((await spawning).sessionIds, { timeoutMs: LONG_MS });
      assert.deepEqual([agents[0]?.turnCount, agents[0]?.lastResult?.text], [1, "hello"]);
      assert.deepEqual(counted(manager), [0, 0, 1, 0, 0]);
      await manager.shutdown();
    });
  });

  it("are there for durable agents, who go on in the next manager like any other", async () => {
    await withScript({}, async (options) => {
      const journal = path.join(ROOT, "journal");
      const env = process.env as Record<string, string>;
      const open = async (): Promise<AgentManager> =>
        disposed(await AgentManager.open({ journal, spares: 1, options: { ...options, env } }));
      const first = await open();
      await ready(first, 1);
      const { sessionIds } = await first.spawnSession({ prompt: "one" });
      await first.wait(sessionIds, { timeoutMs: LONG_MS });
      assert.deepEqual(counted(first).slice(0, 2), [1, 0]);
      await first.shutdown();
      const second = await open();
      await ready(second, 1);
      const [id = ""] = sessionIds;
      const { turnCount } = second.getSessionInfo(id);
      assert.equal(turnCount, 1);
      await second.sendPrompt(id, "two");
      const { agents } = await second.wait(id, { timeoutMs: LONG_MS });
      assert.deepEqual([agents[0]?.turnCount, agents[0]?.lastResult?.text], [2, "two"]);
      // It is resumed, so that no spare can be it.
      assert.equal(sparesOf(second).hits, 0);
      await second.shutdown();
    });
  });

  it("belong to nobody: each owner's agent may take one, and is that owner's alone", async () => {
    await withScript({}, async (options) => {
      const manager = disposed(new AgentManager({ spares: 2, options }));
      await ready(manager, 2);
      const ids = await Promise.all(
        ["ann", "bob"].map(async (owner) => {
          const own = manager.as(owner);
          const { sessionIds } = await own.spawnSession({ prompt: owner });
          const { agents } = await own.wait(sessionIds, { timeoutMs: LONG_MS });
          assert.equal(agents[0]?.lastResult?.text, owner);
          assert.equal(own.metrics().spares, undefined);
          assert.equal(own.metrics().spawned, 1);
          return sessionIds[0] ?? "";
        }),
      );
      assert.deepEqual(counted(manager).slice(0, 2), [2, 0]);
      assert.throws(() => manager.as("bob").getSessionInfo(ids[0] ?? ""), { code: "agent_not_found" });
      await manager.shutdown();
      assert.deepEqual(livingProcesses(), []);
    });
  });

  it("are ended when their host is killed", { skip: process.platform === "win32" }, async () => {
    await withScript({}, async (options, claude) => {
      const host = startHost("spare-host.ts", process.env as Record<string, string>, JSON.stringify(options));
      await host.line("ready");
      assert.equal((await claude.runs()).length, 2);
      process.kill(host.pid, "SIGKILL");
      await host.ended;
      await until(
        () => livingProcesses().length === 0,
        () => `left: ${livingProcesses().join()}`,
      );
    });
  });
});
