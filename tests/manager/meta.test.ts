// What a host has given its agents to find them by.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { AgentManager, InvalidOptionsError } from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

const HANG = { steps: [{ hang: true as const }] };

describe("spawnSession({ meta })", { timeout: 60_000 }, () => {
  const disposed = disposing();
  let folder = "";
  after(() => rm(folder, { recursive: true, force: true }));

  it("is in the agent's view, is what a list can be limited to, and outlives the manager", () =>
    withScript(HANG, async (options) => {
      folder = await mkdtemp(path.join(os.tmpdir(), "meta-test-"));
      const first = await AgentManager.open({ journal: folder, options });
      const ada = first.as("ada");
      await ada.spawnSession({
        prompt: "x",
        label: "two",
        workerCount: 2,
        meta: (n) => ({ n: String(n), k: "v" }),
      });
      await ada.spawnSession({ prompt: "x", label: "one", meta: { k: "other" } });
      await ada.spawnSession({ prompt: "x", label: "none" });
      await first.shutdown();

      const manager = disposed(await AgentManager.open({ journal: folder, options }));
      const found = (meta: Record<string, string>): string[] =>
        manager
          .as("ada")
          .listSessions({ meta })
          .agents.map(({ label }) => label)
          .toSorted();
      assert.deepEqual(found({ k: "v" }), ["two-1", "two-2"]);
      assert.deepEqual(found({ k: "v", n: "1" }), ["two-2"]);
      assert.deepEqual(found({ constructor: "x" }), []);
      assert.deepEqual(found({}).length, 4);
      const [agent] = manager.as("ada").listSessions({ meta: { n: "0" } }).agents;
      assert.deepEqual(agent?.meta, { n: "0", k: "v" });
      assert.deepEqual(manager.as("bob").listSessions({ meta: { k: "v" } }).agents, []);
    }));

  it("is refused when it is not texts by name, and no agent is there then", async () => {
    const manager = disposed(new AgentManager());
    for (const meta of [{ a: 1 }, ["a"], "a", null, { a: "x".repeat(5_000) }])
      await assert.rejects(manager.spawnSession({ prompt: "x", meta: meta as never }), InvalidOptionsError);
    assert.equal(manager.listSessions().total, 0);
  });
});
