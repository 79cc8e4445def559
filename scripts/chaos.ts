// Kills hosts, CLIs and guardians at random while durable agents work: npm run chaos -- --minutes 30
import process from "node:process";
import { parseArgs } from "node:util";
import { runChaos } from "../tests/chaos/campaign.ts";

const HELP = `npm run chaos                  one minute
npm run chaos -- --minutes 30  so many

Linux only: processes are found in /proc.`;

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "1" }, help: { type: "boolean", short: "h" } },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
if (process.platform !== "linux") {
  console.log("chaos is for Linux: processes are found in /proc");
  process.exit(0);
}
const { faults, hosts, killed, prompts, agents } = await runChaos(Number(values.minutes) * 60, (text) =>
  console.log(text),
);
console.log(
  `${hosts} hosts, ${agents} agents, ${prompts} prompts; killed: ${killed.host} hosts, ${killed.cli} CLIs, ${killed.guardian} guardians`,
);
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(faults.length === 0 ? "no fault found" : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
