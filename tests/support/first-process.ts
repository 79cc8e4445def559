// A manager without a journal that starts its first process, and waits to be killed.
import { AgentManager } from "../../lib/index.ts";
import { createScriptedClaude } from "../../lib/testing/index.ts";

const claude = await createScriptedClaude({ steps: [{ hang: true }] });
const manager = new AgentManager({ options: { pathToClaudeCodeExecutable: claude.path } });
manager.on("state", ({ state, pid }) => {
  if (pid !== undefined) console.log("ready", state);
});
await manager.spawnSession({ prompt: "x" });
