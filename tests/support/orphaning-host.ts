// A host of a durable agent that is killed while the agent runs a tool in the background of its shell, and another in a session of its own.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { AgentManager, type Options } from "../../lib/index.ts";

const [journal = "", text = "{}"] = process.argv.slice(2);
const options = { ...(JSON.parse(text) as Options), allowedTools: ["Bash"] };
const manager = await AgentManager.open({ journal, options });
const begun = path.join(journal, "begun");
const command = `setsid sleep 300 & touch ${begun}; sleep 300`;
const input = { command, description: "Sleep" };
const prompt = `[[mock: ${JSON.stringify([{ tool: "Bash", input }])} ]]`;
const { sessionIds } = await manager.spawnSession({ prompt });
while (!existsSync(begun)) await new Promise((resolve) => setTimeout(resolve, 20));
console.log("ready", sessionIds[0]);
