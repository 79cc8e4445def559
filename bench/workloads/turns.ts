// Turn after turn in one warm session: what the library does between a prompt and its result.

import { assistantFrame } from "../../lib/testing/frames.ts";
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { startMeter } from "../measured/meter.ts";
import { PROMPT, Prompts, toResult } from "../measured/reading.ts";
import { line } from "../stand-in/messages.ts";
import { writePlay } from "../stand-in/play.ts";

const WARM_UP = 200;

async function run(stage: Stage): Promise<Record<"cpu" | "time", number>> {
  const { query } = await stage.load();
  const prompts = new Prompts();
  const session = query({ prompt: prompts, options: stage.options() });
  let meter = startMeter();
  for (let turn = -WARM_UP; turn < stage.size; turn += 1) {
    if (turn === 0) meter = startMeter();
    prompts.send(PROMPT);
    await toResult(session);
  }
  const [cpu, time] = [meter.cpu(), meter.milliseconds()];
  prompts.end();
  return { cpu: cpu / stage.size, time: (time * 1_000) / stage.size };
}

const turns: Workload = workload({
  id: "warm-turn",
  group: "Turns",
  title: (size) => `${size.toLocaleString("en")} turns of a warm session`,
  about:
    "From a prompt to its result, with the session's process on the same core; CPU of the library's process.",
  adapters: ["ours", "official"],
  rows: {
    cpu: { title: "CPU per turn", unit: "µs", better: "lower" },
    time: { title: "time per turn", unit: "µs", better: "lower" },
  },
  size: { full: 1_000, quick: 500 },
  oneCore: true,
  prepare: (folder) => writePlay(folder, { body: line(assistantFrame("It is forty-two.")) }),
  run,
});

export default turns;
