// An agent that asks its caller: the question is in the outcome, and the answer decides.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { caller } from "../support/caller.ts";
import { withRealClaude } from "../support/claude.ts";
import { type ServerProcess, startServerProcess } from "../support/server.ts";

const claude = withRealClaude();
const AWAIT = { await_completion_ms: 45_000 };

interface Asking {
  readonly session_id: string;
  readonly questions?: readonly { request_id: string; tool_name: string }[];
}

describe("An agent with ask_permissions", { timeout: 240_000 }, () => {
  let server: ServerProcess;
  before(async () => {
    server = await startServerProcess(await claude.started());
  });
  after(() => server.stop());

  for (const decision of ["deny", "allow"] as const)
    it(`waits for claude_answer_agent, and does as it says: ${decision}`, async () => {
      const { call, close } = await caller(server.url);
      const { data } = await call("spawn_agent", { prompt: "mock:touch", ask_permissions: true, ...AWAIT });
      const [agent] = data.agents as unknown as Asking[];
      assert.equal(agent?.questions?.[0]?.tool_name, "Bash");
      const { session_id } = agent;
      const said = decision === "deny" ? { message: "Not here." } : {};
      const answer = { session_id, request_id: agent.questions[0].request_id, decision, ...said };
      assert.equal((await call("answer_agent", answer)).isError, false);
      const waited = await call("wait_agents", { session_ids: [session_id], timeout_ms: 45_000 });
      assert.equal(waited.data.agents[0]?.last_result?.text, "Touched.");
      const [refused] = waited.data.agents[0].last_result.refused_tools ?? [];
      assert.equal(refused?.denial, decision === "deny" ? "Not here." : undefined);
      // The caller is told what was said, and not how to get around it.
      assert.doesNotMatch(JSON.stringify(waited.data), /spawn with allowed_tools/);
      const told = /It asked for Bash and was told: Not here\./.test(waited.data.summary);
      assert.equal(told, decision === "deny");
      assert.equal(existsSync(path.join(claude.model.home, "made-by-agent.txt")), decision === "allow");
      assert.equal((await call("answer_agent", answer)).isError, true, "it is no longer asked");
      await close();
    });
});
