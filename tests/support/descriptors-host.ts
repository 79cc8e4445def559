// A program that runs out of descriptors while it starts an agent, and then has some again.
import { closeSync, openSync } from "node:fs";
import process from "node:process";
import { AgentManager } from "../../lib/index.ts";

const manager = new AgentManager({
  maxAgents: 1,
  maxQueued: 0,
  options: { pathToClaudeCodeExecutable: process.argv.at(-1) },
});
const held: number[] = [];
for (let full = false; !full; ) {
  try {
    held.push(openSync("/dev/null", "r"));
  } catch {
    // The limit is reached, which is what this is for.
    full = true;
  }
}
const first = await manager.spawnSession({ prompt: "one" });
const [{ error: failed } = {}] = (await manager.wait(first.sessionIds)).agents;
for (const descriptor of held) closeSync(descriptor);
const { sessionIds } = await manager.spawnSession({ prompt: "two" });
const { agents } = await manager.wait(sessionIds, { timeoutMs: 60_000 });
console.log(JSON.stringify({ failed, next: agents[0]?.state }));
await manager.shutdown();
