import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

describe("AgentManager.as()", () => {
  const disposed = disposing();

  it("as() has the agents of one owner, and nothing tells it that there are others", async () => {
    await withScript({ steps: [{ expect: { type: "user" } }, { hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const [one, two] = [manager.as("one"), manager.as("two")];
      const heard: string[] = [];
      one.on("state", ({ owner }) => heard.push(`one hears ${owner}`));
      assert.equal(manager.as("one"), one);
      const [a = ""] = (await one.spawnSession({ prompt: "a", label: "a" })).sessionIds;
      const [b = ""] = (await two.spawnSession({ prompt: "b", label: "b" })).sessionIds;
      const [c = ""] = (await manager.spawnSession({ prompt: "c", label: "c" })).sessionIds;
      const labels = (face: typeof one): string[] =>
        face
          .listSessions()
          .agents.map(({ label }) => label)
          .toSorted();
      assert.deepEqual(
        [labels(one), labels(two), labels(manager)],
        [["a-1"], ["b-1"], ["a-1", "b-1", "c-1"]],
      );
      assert.equal(one.listSessions().totalActive, 1);
      for (const stranger of [b, c, "none"]) {
        const refused = { code: "agent_not_found", message: new RegExp(`^No agent "${stranger}"`) };
        assert.throws(() => one.getSessionInfo(stranger), refused);
        assert.throws(() => one.getSessionOutput(stranger), refused);
        assert.throws(() => one.getSessionText(stranger), refused);
        assert.throws(() => one.messages(stranger), refused);
        assert.throws(() => one.answerPermission(stranger, "r", { behavior: "allow" }), refused);
        await assert.rejects(one.sendPrompt(stranger, "x"), refused);
        await assert.rejects(one.interruptSession(stranger), refused);
        await assert.rejects(one.terminateSession(stranger), refused);
        await assert.rejects(one.wait([a, stranger]), refused);
      }
      assert.ok(one.events().events.every(({ sessionId }) => sessionId === a));
      await one.shutdown();
      assert.deepEqual(
        [a, b, c].map((id) => manager.getSessionInfo(id).state === "ended"),
        [true, false, false],
      );
      assert.deepEqual(new Set(heard), new Set(["one hears one"]));
      // A face that has ended its agents takes new ones; the manager has not been shut down.
      await one.spawnSession({ prompt: "again" });
      assert.throws(() => manager.as(""), { code: "invalid_options" });
    });
  });

  it("owners get places in turn, however many agents each asks for", async () => {
    const steps = [{ expect: { type: "user" as const } }, { hang: true as const }];
    await withScript({ steps }, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, options }));
      const started: (string | undefined)[] = [];
      let next = (): void => undefined;
      manager.on("event", (event) => {
        if (event.type !== "state" || event.state !== "starting") return;
        started.push(event.owner);
        next();
      });
      const greedy = await manager.as("greedy").spawnSession({ prompt: "x", workerCount: 4 });
      const modest = await manager.as("modest").spawnSession({ prompt: "x" });
      assert.equal(manager.getSessionInfo(modest.sessionIds[0] ?? "").queuePosition, 2);
      for (const id of greedy.sessionIds.slice(0, 2)) {
        const following = new Promise<void>((resolve) => (next = resolve));
        await manager.terminateSession(id);
        await following;
      }
      assert.deepEqual(started, ["greedy", "greedy", "modest"]);
    });
  });
});
