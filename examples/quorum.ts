// Three agents on one question, of which two are waited for: npx tsx examples/quorum.ts "a question"
import process from "node:process";
import { AgentManager } from "kodegen-claude-agent";

/** What the agents may do unasked is theirs; of what they ask for, only this. */
const ALLOWED = new Set(["WebSearch", "WebFetch"]);
const NEEDED = 2;

const manager = new AgentManager();
// An agent that asks waits for the answer, and whoever waits for the agent does so too.
manager.on("question", (sessionId, { requestId, toolName, title }) => {
  const allowed = ALLOWED.has(toolName);
  console.log(`${allowed ? "allowed" : "refused"}: ${title ?? toolName}`);
  manager.answerPermission(
    sessionId,
    requestId,
    allowed ? { behavior: "allow" } : { behavior: "deny", message: "Answer from what you can read here." },
  );
});

const { sessionIds } = await manager.spawnSession({
  prompt: process.argv[2] ?? "Is this folder a good place for a new project? Answer in one sentence.",
  label: "judge",
  workerCount: 3,
});
const { done, agents } = await manager.wait(sessionIds, { mode: NEEDED, timeoutMs: 120_000 });
if (!done) console.log("Time is up.");
for (const { label, isComplete, lastResult } of agents)
  console.log(`${label}: ${isComplete ? (lastResult?.text ?? "no answer") : "not waited for"}`);
// It ends those that are still at work.
await manager.shutdown();
