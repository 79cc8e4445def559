// An agent that has nothing of your own Claude Code: npx tsx examples/isolation.ts
import process from "node:process";
import { IsolationError, query } from "kodegen-claude-agent";

const prompt = process.argv[2] ?? "Say hello";
const agent = query(prompt, { isolation: { strict: true }, tools: ["Read", "Glob", "Grep"] });

try {
  console.log((await agent.result()).result);
} catch (error) {
  if (!(error instanceof IsolationError)) throw error;
  // An administrator's settings, say: those cannot be left out.
  for (const { field, found, asked } of error.differences) console.error(field, found, asked ?? "");
  process.exitCode = 1;
}
