// The original's public demo, step by step, with its own names: of the tools' fields, and of the library's methods.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { until } from "../support/until.ts";

const claude = withRealClaude();
const ENOUGH_MS = 60_000;

interface Agent {
  readonly session_id: string;
  readonly label: string;
  readonly is_complete: boolean;
  readonly working: boolean;
  readonly last_output: readonly string[];
  readonly completion_time?: string;
}

interface Page {
  readonly output: readonly { message_type: string; content: unknown; turn: number; timestamp: string }[];
  readonly is_complete: boolean;
  readonly working: boolean;
  readonly total_messages: number;
  readonly messages_returned: number;
  readonly turn_count: number;
  readonly max_turns: number;
  readonly has_more: boolean;
}

/** What the original's agents have, whatever else ours tell. */
const AGENT = [
  ["session_id", "string"],
  ["label", "string"],
  ["working", "boolean"],
  ["turn_count", "number"],
  ["max_turns", "number"],
  ["runtime_ms", "number"],
  ["message_count", "number"],
  ["is_complete", "boolean"],
] as const;

describe("The original's demo", { timeout: 3 * ENOUGH_MS }, () => {
  let server: ServerProcess;
  let client: Awaited<ReturnType<ServerProcess["client"]>>;
  before(async () => {
    server = await startServerProcess(await claude.started());
    client = await server.client();
  });
  after(async () => {
    await client.close();
    assert.equal((await server.stop()).code, 0);
  });

  async function call<Answer>(name: string, args: Record<string, unknown>): Promise<Answer> {
    const result = await client.callTool({ name, arguments: args });
    assert.ok(result.isError !== true, JSON.stringify(result.content));
    return result.structuredContent as Answer;
  }

  const text = (value: string): object => ({ type: "string", value });
  const spawn = (prompt: string, label: string): Promise<{ session_ids: string[]; agents: Agent[] }> =>
    call("claude_spawn_agent", {
      prompt: text(prompt),
      worker_count: 1,
      system_prompt: null,
      allowed_tools: ["Read", "Grep"],
      disallowed_tools: ["Write"],
      max_turns: 10,
      model: null,
      cwd: null,
      add_dirs: [],
      initial_delay_ms: 500,
      label,
    });
  const list = (): Promise<{ agents: Agent[]; total_active: number; total_completed: number }> =>
    call("claude_list_agents", { include_completed: true, last_output_lines: 3 });

  /** Read again and again, as the demo does, until a turn is complete. */
  async function poll(session_id: string, turns: number): Promise<Page> {
    let page: Page | undefined;
    await until(
      async () => {
        page = await call<Page>("claude_read_agent_output", { session_id, offset: 0, length: 50 });
        return page.is_complete && page.turn_count === turns;
      },
      () => JSON.stringify(page),
      ENOUGH_MS,
    );
    return page as Page;
  }

  it("goes through with the tools: spawn, read, send, read, list, spawn, list, terminate both, list", async () => {
    const first = await spawn("Remember the word fig.", "Researcher");
    const [one = ""] = first.session_ids;
    for (const [field, type] of AGENT)
      assert.equal(typeof first.agents[0]?.[field as keyof Agent], type, field);
    assert.equal(first.agents[0]?.label, "Researcher-1");
    const page = await poll(one, 1);
    assert.deepEqual(
      [page.working, page.max_turns, page.has_more, page.messages_returned],
      [false, 10, false, page.total_messages],
    );
    assert.deepEqual(
      page.output.map(({ message_type, turn }) => `${message_type} ${turn}`),
      ["system_init 0", "assistant 0", "result 1"],
    );
    const sent = await call<Record<string, unknown>>("claude_send_agent_prompt", {
      session_id: one,
      prompt: text("Which word did I ask you to remember?"),
    });
    assert.deepEqual([sent["session_id"], sent["success"]], [one, true]);
    assert.deepEqual([typeof sent["turn_count"], typeof sent["working"]], ["number", "boolean"]);
    assert.match(JSON.stringify((await poll(one, 2)).output), /It was fig\./);
    assert.deepEqual((await list()).agents[0]?.last_output, ["It was fig."]);
    const [two = ""] = (await spawn("mock:text", "Reviewer")).session_ids;
    await poll(two, 1);
    const both = await list();
    assert.deepEqual([both.total_active, both.total_completed], [2, 0]);
    for (const session_id of [one, two]) {
      const ended = await call<Record<string, unknown>>("claude_terminate_agent_session", { session_id });
      assert.deepEqual([ended["session_id"], ended["success"]], [session_id, true]);
      for (const field of ["final_turn_count", "total_messages", "runtime_ms"])
        assert.equal(typeof ended[field], "number", field);
    }
    const over = await list();
    assert.deepEqual([over.total_active, over.total_completed], [0, 2]);
    assert.ok(over.agents.every(({ completion_time, is_complete }) => is_complete && completion_time));
  });

  it("goes through with the library, by the names of the original's README", async () => {
    const manager = new AgentManager();
    try {
      const options = claude.options({ allowedTools: ["Read"], maxTurns: 10 });
      const spawned = await manager.spawnSession({
        prompt: "Remember the word fig.",
        label: "Researcher",
        workerCount: 1,
        options,
      });
      const [one = ""] = spawned.sessionIds;
      const isComplete = (turns: number) => (): boolean => {
        const { isComplete: is, turnCount } = manager.getSessionOutput(one, { offset: 0, length: 50 });
        return is && turnCount === turns;
      };
      await until(isComplete(1), "the first turn does not end", ENOUGH_MS);
      await manager.sendPrompt(one, "Which word did I ask you to remember?");
      await until(isComplete(2), "the second turn does not end", ENOUGH_MS);
      const [info] = manager.listSessions({ includeCompleted: true, lastOutputLines: 3 }).agents;
      assert.deepEqual([info?.label, info?.lastOutput], ["Researcher-1", ["It was fig."]]);
      const { success, finalTurnCount } = await manager.terminateSession(one);
      assert.deepEqual([success, finalTurnCount], [true, 2]);
      assert.equal(manager.listSessions().totalCompleted, 1);
    } finally {
      await manager.shutdown();
    }
  });
});
