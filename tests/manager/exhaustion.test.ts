// S23: a child that takes whatever it can get: lines, queues, stderr, messages, turns, money and time.
import assert from "node:assert/strict";
import process from "node:process";
import { after, describe, it } from "node:test";
import { AgentManager, type BudgetExceededError, query } from "../../lib/index.ts";
import {
  assistantFrame,
  initFrame,
  resultFrame,
  type ScriptedStep,
  stateFrame,
} from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { until } from "../support/until.ts";

const MIB = 1024 * 1024;
const PROMPT: ScriptedStep = { expect: { type: "user" } };
const BEGIN: ScriptedStep = { emit: [stateFrame("running"), initFrame()] };
const END: ScriptedStep = { emit: [resultFrame("done"), stateFrame("idle")] };
const ENOUGH = { timeoutMs: 120_000 };

/** By how much this process has grown at most while something ran. */
async function growth(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return (most - before) / MIB;
}

describe("S23: a child that takes whatever it can get", { timeout: 300_000 }, () => {
  const managers: AgentManager[] = [];
  const newManager = (options: ConstructorParameters<typeof AgentManager>[0] = {}): AgentManager => {
    const manager = new AgentManager(options);
    managers.push(manager);
    return manager;
  };
  after(async () => {
    for (const manager of managers) await manager.shutdown();
  });

  it("A23, S23: a line beyond its cap is left out, and costs no more than the cap", async () => {
    const fill = { fill: { bytes: 500 * MIB, newline: true } };
    await withScript({ steps: [PROMPT, BEGIN, fill, END, { hang: true }] }, async (options) => {
      const grown = await growth(async () => {
        const asked = query("x", { ...options, maxBufferSize: 4 * MIB });
        assert.equal((await asked.result()).subtype, "success");
        await asked.close();
      });
      // Less than the line, by far. Deno gives memory back late.
      assert.ok(grown < ("Deno" in globalThis ? 800 : 250), `grown by ${grown.toFixed()} MiB`);
    });
  });

  it("A23, S23: stderr without an end is kept as its end", async () => {
    const noise: ScriptedStep = { stderr: "x".repeat(64 * 1024), times: 3_000 };
    await withScript({ steps: [PROMPT, BEGIN, noise, { exit: 3 }] }, async (options) => {
      const grown = await growth(async () => {
        await assert.rejects(
          query("x", options).result(),
          ({ message }: Error) => message.length < 64 * 1024,
        );
      });
      assert.ok(grown < 150, `grown by ${grown.toFixed()} MiB`);
    });
  });

  it("A23, S23: messages that nobody reads are as many as are kept of an agent, and it goes on", async () => {
    const many = { repeat: 3_000, steps: [{ emit: [assistantFrame("y".repeat(64 * 1024))] }] };
    const manager = newManager({ ringMessages: 50, ringBytes: MIB });
    await withScript({ steps: [PROMPT, BEGIN, many, END, { hang: true }] }, async (options) => {
      const grown = await growth(async () => {
        const { sessionIds } = await manager.spawnSession({ prompt: "x", options });
        const { done, agents } = await manager.wait(sessionIds, ENOUGH);
        assert.ok(done);
        assert.equal(agents[0]?.messageCount, 3_002, "all of them came");
        const page = manager.getSessionOutput(sessionIds[0] ?? "", { length: 1_000 });
        assert.ok(page.dropped > 2_900 && page.messages.length <= 50);
        await manager.terminateSession(sessionIds[0] ?? "");
      });
      assert.ok(grown < 150, `grown by ${grown.toFixed()} MiB`);
    });
  });

  it("A23, S23: one that works for ever is ended when its working time is used up, and all its processes", async () => {
    const manager = newManager();
    const hidden: ScriptedStep = { spawn: { detached: true } };
    await withScript(
      { steps: [PROMPT, BEGIN, hidden, { ignore: ["SIGTERM"] }, { hang: true }] },
      async (options) => {
        const { sessionIds } = await manager.spawnSession({
          prompt: "x",
          options,
          budget: { workingMs: 1_000 },
        });
        const { agents } = await manager.wait(sessionIds, ENOUGH);
        assert.equal(agents[0]?.endedReason, "budget");
        assert.equal(agents[0]?.error?.code, "budget_exceeded" satisfies BudgetExceededError["code"]);
        assert.equal((await manager.terminateSession(sessionIds[0] ?? "")).success, true);
      },
    );
  });

  it("A23, S23: one that begins turn after turn is ended when its turns are used up", async () => {
    const manager = newManager();
    const turns = {
      repeat: 50,
      steps: [{ emit: [stateFrame("running"), resultFrame("again"), stateFrame("idle")] }],
    };
    await withScript({ steps: [PROMPT, BEGIN, turns, { hang: true }] }, async (options) => {
      const { sessionIds } = await manager.spawnSession({ prompt: "x", options, budget: { turns: 3 } });
      const [id = ""] = sessionIds;
      await until(() => manager.getSessionInfo(id).budgets?.[0]?.reached === "turns", "it is used up");
      await assert.rejects(manager.sendPrompt(id, "more"), { code: "budget_exceeded" });
    });
  });
});
