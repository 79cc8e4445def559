// A host with spares, which is killed while they wait.
import process from "node:process";
import { AgentManager, type Options } from "../../lib/index.ts";

const [text = "{}"] = process.argv.slice(2);
const manager = new AgentManager({ spares: 2, options: JSON.parse(text) as Options });
while (manager.metrics().spares?.ready !== 2) await new Promise((resolve) => setTimeout(resolve, 20));
console.log("ready", process.pid);
