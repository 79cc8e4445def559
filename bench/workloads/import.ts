// Importing the built package, and the first message of a program that has just begun.

import { type Workload, workload } from "../harness/workload.ts";
import { peakMemory, residentMemory, startMeter } from "../measured/meter.ts";
import { firstMessage } from "../measured/reading.ts";
import { writePlay } from "../stand-in/play.ts";

const group = "Import";
const size = { full: 1, quick: 1 };

const imports: readonly Workload[] = [
  workload({
    id: "import-package",
    group,
    title: () => "import of the package",
    about: "await import() in a fresh process.",
    adapters: ["ours", "official"],
    rows: {
      time: { title: "time", unit: "ms", better: "lower" },
      cpu: { title: "CPU", unit: "ms", better: "lower" },
      memory: { title: "RSS growth", unit: "MB", better: "lower" },
    },
    size,
    run: async ({ load }) => {
      const before = residentMemory();
      const meter = startMeter();
      await load();
      const [time, cpu] = [meter.milliseconds(), meter.cpu() / 1_000];
      return { time, cpu, memory: residentMemory() - before };
    },
  }),
  workload({
    id: "import-first-message",
    group,
    title: () => "import and the first message of a query()",
    about: "The same, and on to the first message of the stand-in.",
    adapters: ["ours", "official"],
    rows: {
      time: { title: "time", unit: "ms", better: "lower" },
      cpu: { title: "CPU", unit: "ms", better: "lower" },
      peak: { title: "peak RSS of the process", unit: "MB", better: "lower" },
    },
    size,
    prepare: (folder) => writePlay(folder),
    run: async ({ load, options }) => {
      const meter = startMeter();
      const { query } = await load();
      await firstMessage(query({ prompt: "go", options: options() }));
      return { time: meter.milliseconds(), cpu: meter.cpu() / 1_000, peak: peakMemory() };
    },
  }),
];

export default imports;
