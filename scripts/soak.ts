// Lets agents work turn after turn, and looks whether their host holds more and more: npm run soak
import { readFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { runSoak, type Sample } from "../tests/soak/campaign.ts";

const HELP = `npm run soak                             16 agents, 50 turns each
npm run soak -- --agents 4 --turns 200   so many

Linux only: descriptors and threads are counted in /proc.`;

const { values } = parseArgs({
  options: {
    agents: { type: "string", default: "16" },
    turns: { type: "string", default: "50" },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
if (process.platform !== "linux") {
  console.log("soak is for Linux: descriptors and threads are counted in /proc");
  process.exit(0);
}
const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
const lineOf = ({ round, held, rss, handles, descriptors, threads }: Sample): string =>
  `turn ${round + 1}: ${mebibytes(held)} MiB held, ${mebibytes(rss)} MiB in memory, ${handles} handles, ${descriptors} descriptors, ${threads} threads`;
const begun = Date.now();
const { faults } = await runSoak(Number(values.agents), Number(values.turns), (sample) =>
  console.log(lineOf(sample)),
);
const load = readFileSync("/proc/loadavg", "utf8").split(" ")[0];
console.log(`${Math.round((Date.now() - begun) / 1000)} s, load ${load}`);
for (const fault of faults) console.log(`FAULT ${fault}`);
console.log(faults.length === 0 ? "no fault found" : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
