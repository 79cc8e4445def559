// How long an agent's question waits: that of a client's agent for so long, those of the host program for as long as it likes.
import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { AgentManager } from "../../lib/index.ts";
import { startServer } from "../../server/index.ts";
import { withRealClaude } from "../support/claude.ts";
import { TOKEN } from "../support/raw-http.ts";
import { LONG_MS } from "../support/until.ts";

const claude = withRealClaude();

describe("A server with its host's manager", { timeout: 6 * LONG_MS }, () => {
  it("answers no question of the host's own agents", async () => {
    const { home } = await claude.started();
    const manager = new AgentManager({ options: claude.options() });
    const server = await startServer({
      manager,
      token: TOKEN,
      roots: [home],
      listen: false,
      questionTimeoutMs: 1,
    });
    const steps = [
      { tool: "Write", input: { file_path: path.join(home, "x"), content: "x" } },
      { text: "done" },
    ];
    const request = { prompt: `[[mock: ${JSON.stringify(steps)} ]]`, askPermissions: true };
    const [own = ""] = (await manager.spawnSession(request)).sessionIds;
    await manager.wait(own, { until: "question", timeoutMs: 2 * LONG_MS });
    // A client's, asked later, has its answer: the host's would have had one before.
    const clients = manager.as("token");
    const [other = ""] = (await clients.spawnSession(request)).sessionIds;
    const { done } = await clients.wait(other, { timeoutMs: 2 * LONG_MS });
    assert.equal(done, true);
    assert.equal(manager.getSessionInfo(own).questions.length, 1);
    await server.close();
    await manager.shutdown();
  });
});
