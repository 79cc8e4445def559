// A conversation with context, and what it cost: npx tsx examples/chat.ts
import { ClaudeSDKClient } from "kodegen-claude-agent";

const client = new ClaudeSDKClient();
await client.connect();
for (const prompt of ["Remember the word lighthouse.", "Which word did I ask you to remember?"]) {
  await client.sendMessage(prompt);
  const result = await client.result();
  console.log(`> ${prompt}`);
  console.log(result.subtype === "success" ? result.result : result.errors.join("\n"));
  console.log(`  $${result.total_cost_usd.toFixed(4)} so far`);
}
await client.close();
