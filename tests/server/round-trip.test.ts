// Calls of clients that ask people but look after no tasks: the question is an answer, and the call is made again with theirs.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { withRealClaude } from "../support/claude.ts";
import { modernClient, type Reply, type Rpc } from "../support/modern.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();
const SPAWN = "claude_spawn_agent";

interface Asked {
  readonly resultType: string;
  readonly inputRequests: Record<string, unknown>;
  readonly requestState: string;
}

function resultOf({ result, error }: Reply): Record<string, unknown> {
  return result ?? assert.fail(JSON.stringify(error));
}

describe("A call that asks", { timeout: 6 * LONG_MS }, () => {
  let server: ServerProcess;
  let rpc: Rpc;
  before(async () => {
    server = await startServerProcess(await claude.started());
    rpc = modernClient(server, { tasks: false });
  });
  after(() => server.stop());

  const callOf = (name: string): Record<string, unknown> => {
    const input = { file_path: path.join(claude.model.home, name), content: "a note" };
    const prompt = `[[mock: ${JSON.stringify([{ tool: "Write", input }, { text: `wrote ${name}` }])} ]]`;
    return { name: SPAWN, arguments: { prompt, ask_permissions: true, await_completion_ms: 45_000 } };
  };
  const asked = async (call: Record<string, unknown>): Promise<Asked> => {
    const result = resultOf(await rpc("tools/call", call)) as unknown as Asked;
    assert.equal(result.resultType, "input_required", JSON.stringify(result));
    return result;
  };
  const answersTo = ({ inputRequests }: Asked, action: string): Record<string, unknown> =>
    Object.fromEntries(Object.keys(inputRequests).map((key) => [key, { action }]));
  const agents = async (): Promise<unknown[]> => {
    const listed = resultOf(await rpc("tools/call", { name: "claude_list_agents", arguments: {} }));
    return (listed["structuredContent"] as { agents: unknown[] }).agents;
  };

  it("goes on with the agent that it has begun when it comes again with the answers", async () => {
    const call = callOf("yes.txt");
    const question = await asked(call);
    const count = (await agents()).length;
    const again = { ...call, inputResponses: answersTo(question, "accept") };
    const done = resultOf(await rpc("tools/call", { ...again, requestState: question.requestState }));
    assert.equal(done["resultType"], "complete");
    assert.match(JSON.stringify(done["content"]), /wrote yes\.txt/);
    assert.equal((await agents()).length, count, "another agent has begun");
  });

  it("is done without an answer when nobody has given one, and the agent goes on waiting", async () => {
    const call = callOf("cancelled.txt");
    const question = await asked(call);
    const again = { ...call, inputResponses: answersTo(question, "cancel") };
    const done = resultOf(await rpc("tools/call", { ...again, requestState: question.requestState }));
    assert.equal(done["resultType"], "complete");
    assert.match(JSON.stringify(done["structuredContent"]), /"state":"requires_action"/);
  });

  it("is refused with a state that was not given to this tool, and begins nothing", async () => {
    const call = callOf("forged.txt");
    const { requestState } = await asked(call);
    const count = (await agents()).length;
    const wrong = [
      `${requestState}x`,
      requestState.slice(0, -1),
      "",
      "x",
      requestState.replace("spawn", "send"),
    ];
    for (const state of wrong) {
      const { error } = await rpc("tools/call", { ...call, requestState: state });
      assert.equal(error?.code, -32_602, state);
    }
    for (const name of ["claude_send_agent_prompt", "claude_wait_agents", "claude_list_agents"]) {
      const { error } = await rpc("tools/call", { name, arguments: {}, requestState });
      assert.equal(error?.code, -32_602, name);
    }
    assert.equal((await agents()).length, count, "an agent has begun");
  });
});
