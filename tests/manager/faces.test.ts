// What a manager keeps of owners, and what one owner can tell of others.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, type OverloadedError } from "../../lib/index.ts";
import { Faces } from "../../lib/manager/faces.ts";
import { OwnedAgents } from "../../lib/manager/owned.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { LONG_MS } from "../support/until.ts";

const hanging = { steps: [{ expect: { type: "user" } }, { hang: true as const }] };

describe("The views of a manager's owners", () => {
  const disposed = disposing();

  it("are kept while somebody listens to them, and no longer", () => {
    const faces = new Faces({});
    const listener = (): void => undefined;
    for (let number = 0; number < 3; number += 1) {
      const face = new OwnedAgents(faces, "one");
      assert.equal(faces.heardOf("one"), undefined);
      face.on("state", listener).once("ended", listener);
      assert.equal(faces.heardOf("one"), face);
      face.off("state", listener);
      assert.equal(faces.heardOf("one"), face);
      if (number === 0) face.emit("ended", {} as Parameters<typeof face.emit<"ended">>[1]);
      else if (number === 1) face.removeListener("ended", listener);
      else face.removeAllListeners();
      assert.equal(faces.heardOf("one"), undefined);
    }
  });

  it("hear of their agents whichever of them somebody has", async () => {
    await withScript(hanging, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const [first, second] = [manager.as("one"), manager.as("one")];
      const heard: string[] = [];
      second.on("state", ({ state }) => heard.push(`second ${state}`));
      first.on("state", ({ state }) => heard.push(`first ${state}`));
      const { sessionIds } = await manager.as("one").spawnSession({ prompt: "x" });
      await manager.terminateSession(sessionIds[0] ?? "");
      assert.deepEqual(new Set(heard.slice(-2)), new Set(["first ended", "second ended"]));
      second.removeAllListeners();
      assert.equal(manager.as("one"), first);
    });
  });

  it("give an owner figures of its own agents: its place in the queue, and why it is refused", async () => {
    await withScript(hanging, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, maxQueued: 4, options }));
      await manager.as("other").spawnSession({ prompt: "x", workerCount: 4 });
      const mine = manager.as("mine");
      const { sessionIds, agents } = await mine.spawnSession({ prompt: "x" });
      assert.deepEqual(
        agents.map(({ queuePosition }) => queuePosition),
        [1],
      );
      const [id = ""] = sessionIds;
      assert.equal(mine.getSessionInfo(id).queuePosition, 1);
      assert.equal(mine.listSessions().agents[0]?.queuePosition, 1);
      assert.equal((await mine.wait(id, { timeoutMs: 1 })).agents[0]?.queuePosition, 1);
      assert.equal(manager.getSessionInfo(id).queuePosition, 2, "the manager sees all");
      await assert.rejects(mine.spawnSession({ prompt: "x" }), (error: OverloadedError) => {
        assert.match(error.message, /0 of yours are running and 1 are waiting/);
        return error.limit === 0;
      });
    });
  });

  it("number an owner's events by themselves, whatever others do, for every way of reading them", async () => {
    await withScript(hanging, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, maxQueued: 100, logEvents: 60, options }));
      const [mine, others] = [manager.as("mine"), manager.as("others")];
      const heard: number[] = [];
      mine.on("event", ({ seq }) => heard.push(seq));
      // A listener that acts has events written before the last one was heard of.
      mine.once("event", ({ sessionId }) => void mine.sendPrompt(sessionId, "more"));
      await others.spawnSession({ prompt: "x", workerCount: 10 });
      const [id = ""] = (await mine.spawnSession({ prompt: "x" })).sessionIds;
      await others.spawnSession({ prompt: "x", workerCount: 5 });
      const { events, lastSeq, dropped } = mine.events();
      assert.deepEqual([events.map(({ seq }) => seq), lastSeq, dropped], [[0, 1], 1, 0]);
      const waited = await mine.wait(id, { until: "changed", after: 0, timeoutMs: LONG_MS });
      assert.deepEqual([waited.done, waited.lastSeq, waited.changes.map(({ seq }) => seq)], [true, 1, [1]]);
      const waiting = mine.wait(id, { until: "changed", timeoutMs: LONG_MS });
      await others.spawnSession({ prompt: "x", workerCount: 20 });
      assert.equal(mine.events({ after: lastSeq }).lastSeq, 1, "what others do is not seen");
      await mine.sendPrompt(id, "again");
      assert.deepEqual(
        (await waiting).changes.map(({ seq, type }) => `${seq} ${type}`),
        ["2 prompted"],
      );
      // Those of others push its own out of the log, which is told by its own numbers.
      await others.spawnSession({ prompt: "x", workerCount: 60 });
      assert.deepEqual([mine.events().dropped, mine.events().events], [3, []]);
      assert.deepEqual(heard, [0, 1, 2]);
      await mine.terminateSession(id);
      assert.deepEqual(heard, [0, 1, 2, 3, 4]);
      assert.equal(manager.events().lastSeq > 90, true, "the manager sees all");
    });
  });

  it("list ten thousand agents that wait without looking through the queue for each", {
    timeout: 120_000,
  }, async () => {
    await withScript(hanging, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, maxQueued: 10_000, options }));
      const { agents, sessionIds } = await manager.spawnSession({ prompt: "x", workerCount: 10_000 });
      assert.equal(agents.at(-1)?.queuePosition, 9_999);
      const time = (act: () => unknown): number => {
        const begun = performance.now();
        act();
        return performance.now() - begun;
      };
      const page = Math.min(...[1, 2, 3].map(() => time(() => manager.listSessions({ limit: 1_000 }))));
      const all = Math.min(...[1, 2, 3].map(() => time(() => manager.listSessions())));
      assert.ok(all < 30 * page, `all took ${all / page} times as long as a tenth of them`);
      assert.equal((await manager.wait(sessionIds, { timeoutMs: LONG_MS, mode: 0 })).agents.length, 10_000);
    });
  });
});
