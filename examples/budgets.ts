// Limits for turns and money, and what was really spent: npx tsx examples/budgets.ts "what to do" ["and then" ...]
import process from "node:process";
import { ClaudeSDKClient } from "kodegen-claude-agent";

const prompts = process.argv.length > 2 ? process.argv.slice(2) : ["Say hello.", "Say goodbye."];
// maxTurns holds for each prompt, maxBudgetUsd for the whole session. The CLI looks at the cost after each answer of
// the model, so that the last one may go beyond.
const client = new ClaudeSDKClient({ maxTurns: 5, maxBudgetUsd: 0.5, allowedTools: ["Bash"] });
await client.connect();

let spent = 0;
for (const prompt of prompts) {
  await client.sendMessage(prompt);
  const result = await client.result();
  // total_cost_usd is the session's total so far, subagents included; a turn's own cost is the difference.
  const cost = result.total_cost_usd - spent;
  spent = result.total_cost_usd;
  console.log(`> ${prompt}`);
  console.log(`  ${result.num_turns} turns, $${cost.toFixed(4)}; $${spent.toFixed(4)} so far`);
  if (result.subtype === "error_max_turns") {
    console.log("  stopped: too many turns. The session goes on, and knows how far it got.");
  } else if (result.subtype === "error_max_budget_usd") {
    console.log("  stopped: the money is spent. This session answers no more.");
    break;
  } else console.log(`  ${result.subtype === "success" ? result.result : result.errors.join("; ")}`);
  // Who spent it, over the whole session. result.usage is only the last turn's main thread.
  for (const [model, { inputTokens, outputTokens, costUSD }] of Object.entries(result.modelUsage))
    console.log(`  ${model}: ${inputTokens} tokens in, ${outputTokens} out, $${costUSD.toFixed(4)}`);
}

await client.close();
