import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, type ManagedAgent, OverloadedError } from "../../lib/index.ts";
import { initFrame, permissionFrame, stateFrame } from "../../lib/testing/index.ts";
import { withScript } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";

describe("AgentManager", () => {
  const disposed = disposing();
  it("An agent that cannot start is a record that says why, and takes no place", async () => {
    const manager = disposed(new AgentManager({ maxAgents: 2, maxQueued: 0 }));
    const codes = [];
    for (const options of [{ pathToClaudeCodeExecutable: "/nowhere/claude" }, { cwd: "/nowhere" }]) {
      const { sessionIds } = await manager.spawnSession({ prompt: "hi", workerCount: 2, options });
      const { agents } = await manager.wait(sessionIds);
      codes.push(...agents.map(({ state, endedReason, error }) => `${state} ${endedReason} ${error?.code}`));
      const read = manager.getSessionOutput(sessionIds[0] ?? "");
      assert.deepEqual([read.state, read.totalMessages], ["ended", 0]);
    }
    const [path, cwd] = ["ended failed cli_not_found", "ended failed cwd_invalid"];
    assert.deepEqual(codes, [path, path, cwd, cwd]);
  });

  it("AgentManager.spawnSession() refuses what is wrong before there is a record", async () => {
    const manager = disposed(new AgentManager({ maxAgents: 2, maxQueued: 0 }));
    const wrong = { prompt: "hi", options: { maxTurns: 0 } };
    await assert.rejects(manager.spawnSession(wrong), { code: "invalid_options", message: /maxTurns/ });
    const nothing = { prompt: undefined as unknown as string };
    await assert.rejects(manager.spawnSession(nothing), { code: "invalid_message" });
    await assert.rejects(manager.spawnSession({ prompt: "hi", workerCount: 3 }), OverloadedError);
    assert.deepEqual(manager.listSessions().agents, []);
  });

  it("AgentManager queues what has no room, in order, and refuses beyond the queue with a typed error", {
    timeout: 60_000,
  }, async () => {
    await withScript({}, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 2, maxQueued: 3, options }));
      const spawns = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => manager.spawnSession({ prompt: `p${index}` })),
      );
      const refused = spawns.filter((spawn) => spawn.status === "rejected");
      assert.equal(refused.length, 15);
      assert.ok(refused.every((spawn) => spawn.reason instanceof OverloadedError && spawn.reason.retryable));
      const ids = spawns.flatMap((spawn) => (spawn.status === "fulfilled" ? spawn.value.sessionIds : []));
      const queued = ids.map((id) => manager.getSessionInfo(id)).filter(({ state }) => state === "queued");
      assert.deepEqual(
        queued.map(({ queuePosition }) => queuePosition),
        [1, 2, 3],
      );
      const [third = "", fourth = "", fifth = ""] = queued.map(({ sessionId }) => sessionId);
      await manager.sendPrompt(fourth, "second prompt while queued");
      await manager.terminateSession(third);
      assert.equal(
        manager.getSessionInfo(third).messageCount,
        0,
        "a queued agent that is terminated never starts",
      );
      await manager.terminateSession(ids[0] ?? "");
      const waited = await manager.wait([fourth], { timeoutMs: 20_000 });
      assert.equal(waited.done, true);
      assert.deepEqual(texts(manager, fourth), ["p3", "second prompt while queued"]);
      await manager.terminateSession(ids[1] ?? "");
      assert.equal((await manager.wait(fifth, { timeoutMs: 20_000 })).done, true);
    });
  });

  it("AgentManager ends a queued agent whose start fails, with its error, and its waiters go on", async () => {
    await withScript({}, async (options) => {
      const manager = disposed(new AgentManager({ maxAgents: 1, maxQueued: 1, options }));
      const {
        sessionIds: [first = ""],
      } = await manager.spawnSession({ prompt: "one" });
      const {
        sessionIds: [second = ""],
      } = await manager.spawnSession({ prompt: "two", options: { cwd: "/nowhere" } });
      const waiting = manager.wait(second);
      await manager.terminateSession(first);
      const [info] = (await waiting).agents;
      assert.deepEqual(
        [info?.state, info?.endedReason, info?.error?.code],
        ["ended", "failed", "cwd_invalid"],
      );
    });
  });

  it("AgentManager tells requires_action from running, by the CLI's own word", {
    timeout: 30_000,
  }, async () => {
    const steps = [
      { expect: { type: "user" } },
      {
        emit: [
          stateFrame("running"),
          initFrame(),
          stateFrame("requires_action"),
          permissionFrame("r1", "Bash", { command: "x" }),
        ],
      },
      { hang: true as const },
    ];
    await withScript({ steps }, async (options) => {
      const states: string[] = [];
      const manager = disposed(
        new AgentManager({
          options: { ...options, canUseTool: () => new Promise(() => undefined) },
        }),
      );
      manager.on("state", (info: ManagedAgent, previous) => states.push(`${previous}>${info.state}`));
      const waiting = new Promise<void>((resolve) =>
        manager.on("state", (info) => void (info.state === "requires_action" && resolve())),
      );
      const {
        sessionIds: [id = ""],
      } = await manager.spawnSession({ prompt: "go" });
      await waiting;
      assert.equal(manager.getSessionInfo(id).working, true);
      await manager.terminateSession(id);
      assert.deepEqual(states, [
        "queued>starting",
        "starting>running",
        "running>requires_action",
        "requires_action>ending",
        "ending>ended",
      ]);
    });
  });

  it("AgentManager reports an agent whose process dies as failed, with what stderr said", async () => {
    const steps = [
      { expect: { type: "user" } },
      { emit: initFrame() },
      { stderr: "out of cheese\n" },
      { exit: 3 },
    ];
    await withScript({ steps }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const {
        sessionIds: [id = ""],
      } = await manager.spawnSession({ prompt: "go" });
      const [info] = (await manager.wait(id, { timeoutMs: 10_000 })).agents;
      assert.deepEqual(
        [info?.state, info?.endedReason, info?.error?.code],
        ["ended", "failed", "process_exited"],
      );
      assert.match(info?.error?.message ?? "", /exited with code 3.*out of cheese/);
      assert.equal(info?.messageCount, 1, "what came before is kept");
    });
  });

  it("AgentManager keeps absolute positions when its ring overflows, and counts what is gone", async () => {
    await withScript({}, async (options) => {
      const manager = disposed(new AgentManager({ ringMessages: 4, options }));
      const {
        sessionIds: [id = ""],
      } = await manager.spawnSession({ prompt: "one" });
      await manager.wait(id);
      await manager.sendPrompt(id, "two");
      await manager.wait(id);
      const all = manager.getSessionOutput(id);
      assert.deepEqual(
        [all.firstSeq, all.totalMessages, all.dropped, all.nextAfter, all.hasMore],
        [2, 6, 2, 5, false],
      );
      assert.deepEqual(
        all.messages.map(({ seq }) => seq),
        [2, 3, 4, 5],
      );
      assert.deepEqual(
        manager.getSessionOutput(id, { offset: -2 }).messages.map(({ seq }) => seq),
        [4, 5],
      );
      assert.deepEqual(manager.getSessionOutput(id, { offset: 99 }).messages, []);
      assert.throws(() => manager.getSessionOutput(id, { offset: 0.5 }), { code: "invalid_options" });
      assert.throws(() => manager.getSessionOutput("nobody"), { code: "agent_not_found" });
    });
  });

  it("AgentManager refuses two live agents of one session id", async () => {
    await withScript({}, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const sessionId = crypto.randomUUID();
      await manager.spawnSession({ prompt: "one", options: { sessionId } });
      await assert.rejects(manager.spawnSession({ prompt: "two", options: { sessionId } }), {
        code: "invalid_options",
      });
      await assert.rejects(
        manager.spawnSession({ prompt: "x", workerCount: 2, options: { sessionId: crypto.randomUUID() } }),
        /several agents/,
      );
    });
  });

  it("AgentManager.terminateSession() is idempotent and wins over everything that comes after", async () => {
    await withScript({ steps: [{ hang: true }] }, async (options) => {
      const manager = disposed(new AgentManager({ options }));
      const {
        sessionIds: [id = ""],
      } = await manager.spawnSession({ prompt: "one" });
      const ends = await Promise.all([manager.terminateSession(id), manager.terminateSession(id)]);
      assert.ok(ends.every(({ success }) => success));
      await assert.rejects(manager.interruptSession(id), { code: "agent_ended" });
    });
  });
});

function texts(manager: AgentManager, id: string): string[] {
  return manager
    .getSessionOutput(id)
    .messages.flatMap(({ message }) =>
      message.type === "result" && message.subtype === "success" ? [message.result] : [],
    );
}
