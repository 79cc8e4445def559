// Agents that may spawn agents: what they reach by that, where it ends, and what their tokens are good for.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager, type ManagedAgent } from "../../lib/index.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../server/index.ts";
import { caller, TOKEN } from "../support/caller.ts";
import { withRealClaude, withScript } from "../support/claude.ts";
import { nameOf, shownTo, statusOf, TAKES_SERVERS } from "../support/nested.ts";
import { until } from "../support/until.ts";

const SPAWN = "mcp__kodegen__claude_spawn_agent";
const WAIT_MS = 100_000;
const spawning = (input: object): { tool: string; input: Record<string, unknown> } => ({
  tool: SPAWN,
  input: { await_completion_ms: WAIT_MS, ...input },
});

const claude = withRealClaude({
  scenarios: {
    parent: [spawning({ prompt: "Remember the word PLUM", label: "child" }), { text: "It has been done." }],
    deeper: [spawning({ prompt: "mock:parent", label: "middle" }), { text: "So it has." }],
    many: [spawning({ prompt: "hi", worker_count: 3 }), { text: "Three." }],
    shell: [spawning({ prompt: "hi", allowed_tools: ["Bash"] }), { text: "No shell." }],
    resting: [
      spawning({ prompt: "mock:hang", await_completion_ms: 0, label: "child" }),
      { text: "It runs." },
    ],
  },
});

interface Stage {
  readonly server: RunningServer;
  readonly manager: AgentManager;
  ask(prompt: string, args?: object): Promise<string>;
  /** What the model of an agent was answered, the last time. */
  answered(id: string): string;
}

async function onStage(options: ServerOptions, run: (stage: Stage) => Promise<void>): Promise<void> {
  const model = await claude.started();
  const manager = new AgentManager();
  const server = await startServer({
    http: "127.0.0.1:0",
    token: TOKEN,
    manager,
    roots: [model.home],
    agentEnv: model.env(),
    shutdownTimeoutMs: 0,
    ...options,
  });
  const { call, close } = await caller(server.url);
  try {
    await run({
      server,
      manager,
      ask: async (prompt, args = {}) => {
        const answer = await call("spawn_agent", { prompt, await_completion_ms: WAIT_MS, ...args });
        assert.equal(answer.isError, false, answer.text);
        return answer.data.session_ids[0] ?? "";
      },
      answered: (id) => JSON.stringify(manager.getSessionOutput(id).messages.findLast(isAnswer)),
    });
  } finally {
    await close();
    await server.close();
    await manager.shutdown();
  }
}

function isAnswer({ message }: { readonly message: object }): boolean {
  return (message as { type?: string }).type === "user" && JSON.stringify(message).includes("tool_result");
}

function childOf(manager: AgentManager, parent: string): ManagedAgent | undefined {
  return manager.listSessions().agents.find((agent) => agent.parent === parent);
}

describe("An agent that may nest", { timeout: 600_000 }, () => {
  it("spawns one, waits for it, and has its result; the child is its owner's as well, and ends with it", () =>
    onStage({ nesting: true }, async ({ ask, answered, manager }) => {
      const id = await ask("mock:parent");
      assert.match(answered(id), /PLUM/);
      const child = childOf(manager, id);
      assert.deepEqual([child?.owner, child?.label], ["token", "child-1"]);
      await manager.as("token").terminateSession(id);
      await until(() => childOf(manager, id)?.state === "ended", "the child ends with its parent");
    }));

  it("F80: is refused at the last level, with the limit; and with more levels not", async () => {
    await onStage({ nesting: true }, async ({ ask, answered, manager }) => {
      const id = await ask("mock:deeper");
      const middle = childOf(manager, id)?.sessionId ?? "";
      assert.match(answered(middle), /Agents may nest 1 level deep here \(--nesting-depth\)/);
      assert.equal(childOf(manager, middle), undefined);
    });
    await onStage({ nesting: { depth: 2 } }, async ({ ask, manager }) => {
      const id = await ask("mock:deeper");
      const middle = childOf(manager, id)?.sessionId ?? "";
      assert.equal(childOf(manager, middle)?.label, "child-1");
      await manager.as("token").terminateSession(id);
      await until(
        () => manager.listSessions({ includeCompleted: false }).agents.length === 0,
        "the whole tree ends",
      );
    });
  });

  it("F80: is refused more agents than its tree may have, all or none", async () => {
    await onStage({ nesting: { agents: 2 } }, async ({ ask, answered, manager }) => {
      const id = await ask("mock:many");
      assert.match(answered(id), /may spawn 2 agents in all \(--nesting-agents\), and have spawned 0/);
      assert.equal(childOf(manager, id), undefined);
    });
  });

  it("F80: is refused agents once its tree has cost what it may", () =>
    withScript(TAKES_SERVERS, (_, script) =>
      // What a turn of the script costs.
      onStage({ nesting: { costUsd: 0.0005 }, claude: script.path }, async ({ ask, manager }) => {
        const id = await ask("hi");
        assert.equal(manager.getSessionInfo(id).state, "idle");
        const { url, token } = await shownTo(script, id);
        const agent = await caller(url, token);
        const refused = await agent.call("spawn_agent", { prompt: "more" });
        assert.match(refused.text, /have used \$0.001 of \$0.0005/);
        await agent.close();
      }),
    ));

  it("passes on no more than it has", () =>
    onStage({ nesting: true }, async ({ ask, answered, manager }) => {
      const id = await ask("mock:shell");
      assert.match(answered(id), /You are not allowed \\*"Bash\\*" yourself/);
      assert.equal(childOf(manager, id), undefined);
    }));

  it("has none of the server's tools where nesting is off", () =>
    onStage({}, async ({ ask, answered }) => {
      assert.match(answered(await ask("mock:parent")), /No such tool/);
    }));
});

describe("The token of an agent", { timeout: 600_000 }, () => {
  it("F80: reaches its own children alone, at one address alone, and ends with it", () =>
    withScript(TAKES_SERVERS, (_, script) =>
      onStage({ nesting: true, claude: script.path }, async ({ ask, server, manager }) => {
        const [other, id] = [await ask("one"), await ask("two")];
        const { url, token } = await shownTo(script, id);
        const agent = await caller(url, token);
        const spawned = await agent.call("spawn_agent", { prompt: "three" });
        const [child = ""] = spawned.data.session_ids;
        const listed = await agent.call("list_agents");
        assert.deepEqual(
          listed.data.agents.map(({ session_id }) => session_id),
          [child],
        );
        for (const [tool, args] of Object.entries(CALLS))
          for (const asked of [id, other, MISSING]) {
            const about = tool === "wait_agents" ? { session_ids: [asked] } : { session_id: asked };
            const refused = await agent.call(tool, { ...about, ...args });
            assert.match(refused.text, new RegExp(`No agent "${asked}"`), tool);
          }
        assert.match((await agent.call("spawn_agent", { prompt: "x", resume: other })).text, /No agent/);
        assert.equal((await agent.call("terminate_agent_session", { session_id: child })).isError, false);
        await agent.close();
        for (const bad of [
          `${token}x`,
          `x${token}`,
          token.slice(0, -1),
          nameOf(other) + token.slice(-44),
          TOKEN,
        ])
          assert.equal(await statusOf(url, bad), 401, bad);
        assert.equal(await statusOf(server.url, token), 401);
        assert.notEqual(await statusOf(url, token), 401);
        await manager.as("token").terminateSession(id);
        assert.equal(await statusOf(url, token), 401, "it is none once its agent has ended");
      }),
    ));
});

const MISSING = "00000000-0000-4000-8000-000000000000";
const CALLS = {
  read_agent_output: {},
  send_agent_prompt: { prompt: "hi" },
  terminate_agent_session: {},
  interrupt_agent: {},
  wait_agents: {},
  answer_agent: { request_id: "x", decision: "allow" },
};
