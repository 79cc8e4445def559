// An agent that has others do parts of its work, all within one budget: npx tsx examples/tree-budget.ts "what to do"
import process from "node:process";
import { AgentManager, BudgetExceededError, createSdkMcpServer, tool } from "kodegen-claude-agent";

const manager = new AgentManager({ onRateLimit: "wait" });
manager.on("warning", (_, { code, message }) => console.log(`${code}: ${message}`));

// The root's own tool asks for the others, so that they are in its tree.
let root = "";
const input = { type: "object", properties: { prompt: { type: "string" } }, required: ["prompt"] } as const;
const ask = tool("ask", "Have another agent do a part", input, async ({ prompt }) => {
  const part = await manager.spawnSession({ prompt, parent: root, label: "part", budget: { turns: 3 } });
  const [agent] = (await manager.wait(part.sessionIds)).agents;
  return { content: [{ type: "text", text: agent?.lastResult?.text ?? agent?.error?.message ?? "" }] };
});
const request = {
  prompt: process.argv[2] ?? "Say hello.",
  label: "root",
  treeBudget: { costUsd: 0.5, workingMs: 600_000 },
  options: {
    mcpServers: { host: createSdkMcpServer({ name: "host", tools: [ask] }) },
    allowedTools: ["mcp__host__ask"],
  },
};
[root = ""] = (await manager.spawnSession(request)).sessionIds;
await manager.wait(root);

for (const { label, state, endedReason, lastOutput } of manager.listSessions().agents)
  console.log(`${label}: ${endedReason ?? state}: ${lastOutput.join(" ")}`);
for (const { limits, used, reached } of manager.getSessionInfo(root).budgets ?? [])
  console.log(`$${used.costUsd.toFixed(4)} of $${limits.costUsd}${reached ? `, ${reached} is reached` : ""}`);
try {
  await manager.sendPrompt(root, "And what is next?");
  await manager.wait(root);
} catch (error) {
  if (!(error instanceof BudgetExceededError)) throw error;
  console.log(error.message);
}
await manager.shutdown();
