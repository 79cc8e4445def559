// Plays sessions at random against a model of what must be true of them: npm run model -- --runs 1000
import process from "node:process";
import { parseArgs } from "node:util";
import { runCampaign as runAgents } from "../tests/model/agents/campaign.ts";
import { known, runCampaign } from "../tests/model/campaign.ts";
import { done } from "../tests/model/deed.ts";
import { runCampaign as runDurable } from "../tests/model/durable/campaign.ts";

const HELP = `npm run model                                   50 runs with a new seed, which is printed
npm run model -- --runs 1000 --seed 7           so many, with this seed
npm run model -- --seed 7 --path 3:1 --replay X what a failure has printed: that one again
npm run model -- --agents --runs 1000           the same for an AgentManager
npm run model -- --durable --runs 1000          and for one whose host dies, on a journal
npm run model -- --calm                         listeners do not throw
npm run model -- --except "after the end"       go on past faults whose report begins so`;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "50" },
    seed: { type: "string" },
    path: { type: "string" },
    replay: { type: "string" },
    agents: { type: "boolean", default: false },
    durable: { type: "boolean", default: false },
    calm: { type: "boolean", default: false },
    except: { type: "string", multiple: true },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const EVERY = 100;
const seed = Number(values.seed ?? Math.trunc(Math.random() * 2 ** 31));
console.log(`seed ${seed}`);
const begun = Date.now();
let real = 0;
const failure = await (values.durable ? runDurable : values.agents ? runAgents : runCampaign)({
  ...values,
  runs: Number(values.runs),
  seed,
  onFault: (message) => console.log(`found, and being shrunk: ${message}`),
  onRun: (count, isReal = true) => {
    if (isReal) real += 1;
    if (count % EVERY === 0) console.log(`${count} runs, ${Math.round((Date.now() - begun) / 1000)} s`);
  },
});
const deeds = [...done]
  .toSorted(([, one], [, other]) => other - one)
  .map(([name, times]) => `${name} ${times}`);
console.log(`with real processes: ${real} runs; ${deeds.join(", ")}`);
if (known.size > 0)
  console.log(`faults that are known: ${[...known].map(([name, times]) => `${name} ${times}`).join(", ")}`);
if (failure === undefined) console.log(`${values.runs} runs, no fault found`);
else {
  const kind = values.durable ? " --durable" : values.agents ? " --agents" : "";
  const calm = kind !== "" ? kind : values.calm ? " --calm" : "";
  const again = `npm run model -- --seed ${failure.seed} --path ${failure.path} --replay ${failure.replay}${calm}`;
  console.log(`${failure.message}\n\nTo play it again:\n  ${again}`);
}
// What a failing run has left open must not keep it from ending.
process.exit(failure === undefined ? 0 : 1);
