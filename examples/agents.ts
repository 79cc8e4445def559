// Three agents at once, each followed live: npx tsx examples/agents.ts
import { AgentManager } from "kodegen-claude-agent";

const manager = new AgentManager();
manager.on("state", (info, previous) => console.log(`${info.label}: ${previous} -> ${info.state}`));
const { sessionIds } = await manager.spawnSession({
  prompt: "Say hello in one sentence.",
  label: "greeter",
  workerCount: 3,
});
const { agents } = await manager.wait(sessionIds, { timeoutMs: 120_000 });
for (const agent of agents) console.log(`${agent.label}: ${agent.lastResult?.text ?? "no answer"}`);
await manager.shutdown();
