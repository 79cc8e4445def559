// A host whose agents work turn after turn: it says what it holds after each round, and once all have ended.
import { readdirSync } from "node:fs";
import process from "node:process";
import { AgentManager, type Options } from "../../lib/index.ts";
import { openDescriptors } from "../support/descriptors.ts";
import type { Sample } from "./campaign.ts";

const [journal = "", orders = "{}"] = process.argv.slice(2);
const { options, agents, turns } = JSON.parse(orders) as { options: Options; agents: number; turns: number };

/** What the turns are about, in turn: words, a tool, two tools at once, a question to the host, a thought. */
const PROMPTS = ["Say something.", "mock:bash", "mock:parallel", "mock:touch", "mock:thinking"];
const { gc } = globalThis;
if (gc === undefined) throw new Error("It has to run with --expose-gc");

function sample(round: number): Sample {
  gc?.();
  gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    round,
    rss,
    held: heapUsed + external,
    handles: process.getActiveResourcesInfo().filter((name) => name !== "Immediate").length,
    descriptors: openDescriptors(),
    threads: readdirSync("/proc/self/task").length,
  };
}
const say = (what: Sample): void => console.log(JSON.stringify(what));

const manager = await AgentManager.open({
  journal,
  maxAgents: agents,
  // So little that all of it is full long before the end: from then on nothing may grow.
  ringMessages: 40,
  logEvents: 500,
  options: {
    ...options,
    canUseTool: async (_tool, input) => ({ behavior: "allow", updatedInput: input }),
  },
});
say(sample(-1));
const { sessionIds } = await manager.spawnSession({ prompt: "Say hello.", workerCount: agents });
for (let round = 0; round < turns; round += 1) {
  if (round > 0) {
    const prompt = PROMPTS[round % PROMPTS.length] ?? "";
    await Promise.all(sessionIds.map((id) => manager.sendPrompt(id, prompt)));
  }
  const { done, agents: now } = await manager.wait(sessionIds, { timeoutMs: 600_000 });
  const failed = now.filter(
    ({ lastResult, turnCount }) => lastResult?.isError !== false || turnCount !== round + 1,
  );
  if (!done || failed.length > 0)
    throw new Error(
      `Round ${round}: ${failed.length} agents have not answered: ${JSON.stringify(failed[0])}`,
    );
  say(sample(round));
}
await manager.shutdown();
say(sample(turns));
