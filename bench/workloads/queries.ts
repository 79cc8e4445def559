// Queries one after the other in one process, as a program makes them that is running already.
import { median } from "../harness/statistics.ts";
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { startMeter } from "../measured/meter.ts";
import { Count } from "../measured/reading.ts";
import { writePlay } from "../stand-in/play.ts";

/** The first ones load and compile code. */
const WARM_UP = 5;

async function run(stage: Stage): Promise<Record<"first" | "whole" | "cpu", number>> {
  const { query } = await stage.load();
  const first: number[] = [];
  const whole: number[] = [];
  let all = startMeter();
  for (let index = -WARM_UP; index < stage.size; index += 1) {
    if (index === 0) all = startMeter();
    const count = new Count();
    const meter = startMeter();
    let firstAt = 0;
    for await (const message of query({ prompt: "go", options: stage.options() })) {
      if (firstAt === 0) firstAt = meter.milliseconds();
      count.take(message);
    }
    count.check(0);
    if (index < 0) continue;
    first.push(firstAt);
    whole.push(meter.milliseconds());
  }
  return { first: median(first), whole: median(whole), cpu: all.cpu() / 1_000 / stage.size };
}

const queries: Workload = workload({
  id: "later-queries",
  group: "Queries",
  title: () => "a query() in a running program",
  about: "From query() to its first message, and to the end of the iteration, when the process is gone.",
  adapters: ["ours", "official"],
  rows: {
    first: { title: "to the first message", unit: "ms", better: "lower" },
    whole: { title: "to the end of the iteration", unit: "ms", better: "lower" },
    cpu: { title: "CPU", unit: "ms", better: "lower" },
  },
  size: { full: 40, quick: 15 },
  prepare: (folder) => writePlay(folder),
  run,
});

export default queries;
