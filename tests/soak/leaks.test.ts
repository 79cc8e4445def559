import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager, query } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { livingProcesses, openDescriptors } from "../support/leaks.ts";

const claude = withRealClaude();
/** Two at a time keep both cores of a small machine busy. */
const LANES = 2;

async function repeat(times: number, run: () => Promise<void>): Promise<void> {
  const lanes = Array.from({ length: LANES }, async () => {
    for (let time = 0; time < times / LANES; time += 1) await run();
  });
  await Promise.all(lanes);
}

function handles(): number {
  return process.getActiveResourcesInfo().filter((name) => name !== "Immediate").length;
}

describe("Hundreds of sessions with the real CLI", () => {
  it("100 query() calls leave no process, no handle and no descriptor", { timeout: 300_000 }, async () => {
    const once = async (): Promise<void> => void (await query("mock:text", claude.options()).result());
    await once();
    const before = [openDescriptors(), handles()];
    await repeat(100, once);
    assert.deepEqual(livingProcesses(), []);
    // The offline model's own connections come and go with the CLI's.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const after = [openDescriptors(), handles()];
    assert.ok(
      (after[0] ?? 0) <= (before[0] ?? 0) + 2 && (after[1] ?? 0) <= (before[1] ?? 0) + 2,
      `${before} before, ${after} after`,
    );
  });

  it("100 agents spawned and terminated leave no process, no handle and no descriptor", {
    timeout: 300_000,
  }, async () => {
    const manager = new AgentManager({ options: claude.options() });
    const once = async (): Promise<void> => {
      const {
        sessionIds: [id = ""],
      } = await manager.spawnSession({ prompt: "mock:hang" });
      assert.equal((await manager.terminateSession(id)).success, true);
    };
    await once();
    const before = [openDescriptors(), handles()];
    await repeat(100, once);
    assert.deepEqual(livingProcesses(), []);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const after = [openDescriptors(), handles()];
    assert.ok(
      (after[0] ?? 0) <= (before[0] ?? 0) + 2 && (after[1] ?? 0) <= (before[1] ?? 0) + 2,
      `${before} before, ${after} after`,
    );
    assert.equal(manager.listSessions().totalActive, 0);
    await manager.shutdown();
  });
});
