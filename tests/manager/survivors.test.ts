// Processes that the system does not end are told of, also when it was for room that their agent gave its process up.
import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { initFrame, resultFrame, type ScriptedStep, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS, until } from "../support/until.ts";

const WINDOWS = process.platform === "win32" ? "needs signals" : false;

/** Have the system refuse to signal a process, as it does for one that waits for a disk; undone by what is returned. */
function spare(pid: number): () => void {
  const kill = process.kill.bind(process);
  process.kill = (target, signal) => (target === pid && signal !== 0 ? true : kill(target, signal));
  return () => {
    process.kill = kill;
    kill(pid, "SIGKILL");
  };
}

describe("An agent whose tool cannot be ended", { skip: WINDOWS }, () => {
  const disposed = disposing();

  it("is parked with a warning, and its pid is told at the end", { timeout: 6 * LONG_MS }, async () => {
    const steps: ScriptedStep[] = [
      { expect: { type: "user" } },
      { spawn: { detached: true } },
      { emit: [stateFrame("running"), initFrame(), resultFrame("done"), stateFrame("idle")] },
      { hang: true },
    ];
    await withScript({ steps }, async (options, script) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, options }));
      const warnings: string[] = [];
      manager.on("warning", (_, { code }) => warnings.push(code));
      const [id = ""] = (await manager.spawnSession({ prompt: "x" })).sessionIds;
      assert.ok((await manager.wait(id, { timeoutMs: LONG_MS })).done);
      const [pid = 0] = await script.children();
      const undo = spare(pid);
      try {
        const next = await manager.spawnSession({ prompt: "next" });
        await until(() => manager.getSessionInfo(id).state === "parked", "it is never parked");
        assert.deepEqual(warnings, ["process_survived"]);
        const { success, survivors } = await manager.terminateSession(id);
        // A shell that lives on goes on to start others.
        assert.deepEqual([success, survivors[0]], [false, pid]);
        assert.equal((await manager.terminateSession(next.sessionIds[0] ?? "")).success, true);
      } finally {
        undo();
      }
    });
  });
});
