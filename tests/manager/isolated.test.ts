import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";

const claude = withRealClaude();
const allowEnv = ["KODEGEN_TEST_RUN"];

/** Where an agent has its configuration, as its CLI says it. */
function folderOf(manager: AgentManager, id: string): string {
  const { messages } = manager.getSessionOutput(id);
  const init = messages.map(({ message }) => message as { memory_paths?: { auto: string } });
  const [memory = ""] = init.flatMap(({ memory_paths: paths }) => paths?.auto ?? []);
  return memory.replace(/[/\\]projects[/\\].*/s, "");
}

describe("Isolated agents of a manager", () => {
  it("have a folder each, which their next process finds again, and which goes with the manager", async () => {
    const manager = new AgentManager({
      maxAgents: 1,
      options: claude.options({ isolation: { allowEnv }, tools: [] }),
    });
    const ids: string[] = [];
    for (const word of ["plum", "fig"]) {
      const { sessionIds } = await manager.spawnSession({ prompt: `Remember the word ${word}.` });
      await manager.wait(sessionIds);
      ids.push(...sessionIds);
    }
    const [first = "", second = ""] = ids;
    assert.equal(manager.getSessionInfo(first).state, "parked");
    await manager.sendPrompt(first, "Which word did I ask you to remember?");
    const { agents } = await manager.wait(first);
    assert.match(agents[0]?.lastResult?.text ?? "", /plum/);
    const folders = [folderOf(manager, first), folderOf(manager, second)];
    assert.deepEqual(
      folders.map((folder) => path.basename(folder)),
      [first, second],
    );
    // Who has ended can be taken up again as long as the manager knows it.
    await manager.terminateSession(first);
    const again = { prompt: "Which word did I ask you to remember?", options: { resume: first } };
    const { sessionIds } = await manager.spawnSession(again);
    const { agents: resumed } = await manager.wait(sessionIds);
    assert.match(resumed[0]?.lastResult?.text ?? "", /plum/);
    assert.ok(folders.every((folder) => existsSync(folder)));
    await manager.shutdown();
    assert.ok(folders.every((folder) => !existsSync(folder)));
  });

  it("have a folder of their own in one that stays, without which durable agents are refused", async () => {
    const configDir = path.join(claude.model.home, crypto.randomUUID());
    const journal = path.join(claude.model.home, crypto.randomUUID());
    const manager = await AgentManager.open({ journal, options: claude.options({ tools: [] }) });
    await assert.rejects(manager.spawnSession({ prompt: "x", options: { isolation: true } }), {
      code: "invalid_options",
      message: /needs a "configDir"/,
    });
    const options = { isolation: { configDir, allowEnv } };
    const { sessionIds } = await manager.spawnSession({ prompt: "Say hello", options, workerCount: 2 });
    await manager.wait(sessionIds);
    assert.deepEqual(readdirSync(configDir).toSorted(), [...sessionIds].toSorted());
    await manager.shutdown();
  });
});
