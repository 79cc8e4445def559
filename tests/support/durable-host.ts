// A host with durable agents, which is killed while they work.
import process from "node:process";
import { AgentManager, type Options } from "../../lib/index.ts";

const [folder = "", text = "{}"] = process.argv.slice(2);
const options = JSON.parse(text) as Options;
const manager = await AgentManager.open({ journal: folder, maxAgents: 2, options });
const spawn = async (label: string, prompt: string): Promise<string> =>
  (await manager.spawnSession({ label, prompt, options: { maxTurns: 7 } })).sessionIds[0] ?? "";
const done = await spawn("done", "Remember the word PLUM");
await manager.wait(done);
const ended = await spawn("ended", "Remember the word PEAR");
await manager.wait(ended);
await manager.terminateSession(ended);
const busy = await spawn("busy", "mock:hang");
while (manager.getSessionInfo(busy).state !== "running")
  await new Promise((resolve) => setTimeout(resolve, 20));
const filling = await spawn("filling", "mock:hang");
while (manager.getSessionInfo(filling).state !== "running")
  await new Promise((resolve) => setTimeout(resolve, 20));
const waiting = await spawn("waiting", "Remember the word FIG");
const { lastSeq } = manager.events();
console.log(JSON.stringify({ done, ended, busy, filling, waiting, lastSeq }));
setInterval(() => undefined, 1_000);
