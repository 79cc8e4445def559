import assert from "node:assert/strict";
import process from "node:process";
import { describe, it } from "node:test";
import { AgentManager, query } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { openDescriptors } from "../support/descriptors.ts";
import { livingProcesses } from "../support/leaks.ts";
import { until } from "../support/until.ts";

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

/** Count what there is; the function that is returned requires that it is no more again, but for a few. */
function counting(): () => Promise<void> {
  const [descriptors, before] = [openDescriptors(), handles()];
  // The offline model's own connections come and go with the CLI's.
  return () =>
    until(
      () => openDescriptors() <= descriptors + 2 && handles() <= before + 2,
      () => `${descriptors} and ${before} before, ${openDescriptors()} and ${handles()} after`,
    );
}

describe("Hundreds of sessions with the real CLI", () => {
  it("100 query() calls leave no process, no handle and no descriptor", { timeout: 1_200_000 }, async () => {
    const once = async (): Promise<void> => void (await query("mock:text", claude.options()).result());
    await once();
    const requireAsBefore = counting();
    await repeat(100, once);
    assert.deepEqual(livingProcesses(), []);
    await requireAsBefore();
  });

  it("100 agents spawned and terminated leave no process, no handle and no descriptor", {
    timeout: 1_200_000,
  }, async () => {
    const manager = new AgentManager({ options: claude.options() });
    const once = async (): Promise<void> => {
      const {
        sessionIds: [id = ""],
      } = await manager.spawnSession({ prompt: "mock:hang" });
      assert.equal((await manager.terminateSession(id)).success, true);
    };
    await once();
    const requireAsBefore = counting();
    await repeat(100, once);
    assert.deepEqual(livingProcesses(), []);
    await requireAsBefore();
    assert.equal(manager.listSessions().totalActive, 0);
    await manager.shutdown();
  });
});
