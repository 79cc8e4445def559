// Plays random and changed input to what reads the input of others: npm run fuzz -- --minutes 10
import process from "node:process";
import { parseArgs } from "node:util";
import { fuzz, TARGETS } from "../tests/fuzz/campaign.ts";

const HELP = `npm run fuzz                               a minute, shared by all targets, with a new seed
npm run fuzz -- --minutes 10 --seed 7      so long, with this seed
npm run fuzz -- --target decoder           one of ${Object.keys(TARGETS).join(", ")}`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string" },
    target: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const MINUTE_MS = 60_000;
const seed = Number(values.seed ?? Math.trunc(Math.random() * 2 ** 31));
const names = values.target === undefined ? Object.keys(TARGETS) : [values.target];
console.log(`seed ${seed}`);
let faults = 0;
for (const name of names) {
  const { cases, found } = await fuzz(name, {
    seed,
    ms: (Number(values.minutes) * MINUTE_MS) / names.length,
  });
  console.log(`${name}: ${cases} inputs, ${found === undefined ? "no fault" : "a fault"}`);
  if (found === undefined) continue;
  faults += 1;
  console.log(
    `${found.fault.stack}\n\nThe input is in ${found.file}, which tests/fuzz/fuzz.test.ts plays again.`,
  );
}
// What a failing input has left open must not keep it from ending.
process.exit(faults === 0 ? 0 : 1);
