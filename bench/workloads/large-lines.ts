// Very long lines: a picture, a file, a whole answer as one message.
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { peakMemory, residentMemory, startMeter } from "../measured/meter.ts";
import { readAll } from "../measured/reading.ts";
import { large } from "../stand-in/messages.ts";
import { writePlay } from "../stand-in/play.ts";

const group = "Large lines";
const MEGABYTE = 1_000_000;
const LINE_BYTES = 95_000;

const rows = {
  time: { title: "time", unit: "ms", better: "lower" },
  cpu: { title: "CPU", unit: "ms", better: "lower" },
  memory: { title: "peak RSS growth", unit: "MB", better: "lower" },
} as const;

async function run(stage: Stage, messages: number): Promise<Record<keyof typeof rows, number>> {
  const { query } = await stage.load();
  const before = residentMemory();
  const meter = startMeter();
  await readAll(query({ prompt: "go", options: stage.options() }), messages);
  return { time: meter.milliseconds(), cpu: meter.cpu() / 1_000, memory: peakMemory() - before };
}

const lines: readonly Workload[] = [
  workload({
    id: "line-large",
    group,
    title: (size) => `one line of ${size} MB`,
    about: "query() from its call to the end of the iteration.",
    adapters: ["ours", "official"],
    rows,
    size: { full: 48, quick: 48 },
    prepare: (folder, size) => writePlay(folder, large(1, size * MEGABYTE)),
    run: (stage) => run(stage, 1),
  }),
  workload({
    id: "lines-large",
    group,
    title: (size) => `${size.toLocaleString("en")} lines of 95 KB`,
    about: "The same.",
    adapters: ["ours", "official"],
    rows,
    size: { full: 10_000, quick: 1_000 },
    prepare: (folder, size) => writePlay(folder, large(size, LINE_BYTES)),
    run: (stage) => run(stage, stage.size),
  }),
];

export default lines;
