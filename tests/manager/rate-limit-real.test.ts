// A rate limit that the real CLI meets: the agent goes on in the same conversation, once.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { disposing } from "../support/disposing.ts";
import { isWaiting, when } from "../support/rate-limit.ts";

const WAIT_S = 8;
let resetsAt = 0;
const claude = withRealClaude({
  reply: (messages) => {
    const said = JSON.stringify(messages);
    if (said.includes("A rate limit has stopped you")) return { text: "Went on." };
    resetsAt ||= Math.ceil(Date.now() / 1_000) + WAIT_S;
    return {
      error: { status: 429, type: "rate_limit_error", message: "limit" },
      headers: {
        "anthropic-ratelimit-unified-status": "rejected",
        "anthropic-ratelimit-unified-reset": String(resetsAt),
        "anthropic-ratelimit-unified-representative-claim": "five_hour",
      },
    };
  },
});

describe("A rate limit of the real CLI", { timeout: 180_000 }, () => {
  const disposed = disposing();

  it("has the agent wait, and go on in the same conversation", async () => {
    const { ANTHROPIC_API_KEY: _key, ...env } = claude.options().env ?? {};
    const login = { ...env, CLAUDE_CODE_OAUTH_TOKEN: "sk-ant-oat01-offline", CLAUDE_CODE_MAX_RETRIES: "0" };
    const manager = disposed(
      new AgentManager({ onRateLimit: "wait", options: claude.options({ env: login }) }),
    );
    const [id = ""] = (await manager.spawnSession({ prompt: "Remember plums" })).sessionIds;
    const { waitingUntil, state } = await when(manager, id, (agent) => isWaiting(agent) || agent.isComplete);
    assert.equal(state, "queued");
    assert.equal(Date.parse(waitingUntil ?? ""), resetsAt * 1_000);
    const { agents } = await manager.wait(id);
    assert.ok(Date.now() >= resetsAt * 1_000);
    assert.equal(agents[0]?.lastResult?.text, "Went on.");
    const { messages } = claude.model.requests.at(-1) ?? {};
    assert.ok(JSON.stringify(messages).includes("Remember plums"), "what it was asked is still there");
  });
});
