// A long stream of messages through the loop of a program that does nothing with them.

import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { peakMemory, startMeter } from "../measured/meter.ts";
import { readBytes, readLines, withStandIn } from "../measured/raw.ts";
import { Count, readAll } from "../measured/reading.ts";
import { deltas, mixed } from "../stand-in/messages.ts";
import { writePlay } from "../stand-in/play.ts";

const SIZE = { full: 200_000, quick: 40_000 };
const thousands = (size: number): string => size.toLocaleString("en");

const rows = {
  cpu: { title: "CPU per message", unit: "µs", better: "lower" },
  rate: { title: "throughput", unit: "messages/s", better: "higher" },
  peak: { title: "peak RSS of the process", unit: "MB", better: "lower" },
} as const;

async function iterate(stage: Stage): Promise<Record<keyof typeof rows, number>> {
  const { query } = await stage.load();
  const meter = startMeter();
  await readAll(query({ prompt: "go", options: stage.options() }), stage.size);
  return {
    cpu: meter.cpu() / stage.size,
    rate: (stage.size * 1_000) / meter.milliseconds(),
    peak: peakMemory(),
  };
}

/** The pipe alone, so that what a reader adds to it can be seen; in the same process, right before. */
async function pipeAlone(stage: Stage): Promise<number> {
  let bytes = 0;
  const meter = startMeter();
  await withStandIn(stage, (output) => readBytes(output, (count) => (bytes += count)));
  if (bytes < stage.size) throw new Error(`${bytes} bytes came`);
  return meter.cpu() / stage.size;
}

async function frame(stage: Stage): Promise<number> {
  const count = new Count();
  const meter = startMeter();
  await withStandIn(stage, (output) => readLines(output, (message) => count.take(message)));
  count.check(stage.size);
  return meter.cpu() / stage.size;
}

const streams: readonly Workload[] = [
  workload({
    id: "stream-mixed",
    group: "Streams",
    title: (size) => `${thousands(size)} mixed messages of 740 bytes`,
    about:
      "query() from its call to the end of the iteration; texts, tool calls, their results, pieces of text.",
    adapters: ["ours", "official"],
    rows,
    size: SIZE,
    prepare: (folder, size) => writePlay(folder, mixed(size)),
    run: iterate,
  }),
  workload({
    id: "stream-deltas",
    group: "Streams",
    title: (size) => `${thousands(size)} pieces of text of 290 bytes`,
    about: "The same with the messages that includePartialMessages brings.",
    adapters: ["ours", "official"],
    rows,
    size: SIZE,
    prepare: (folder, size) => writePlay(folder, deltas(size)),
    run: iterate,
  }),
  workload({
    id: "stream-limit",
    group: "Streams",
    title: (size) => `${thousands(size)} mixed messages, against the physical limit`,
    about:
      "The limit is Buffer.indexOf and JSON.parse on the same pipe, with a callback for each message. " +
      "Both processes read the bytes alone first; without the pipe is what comes on top of that.",
    adapters: ["ours", "raw"],
    rows: {
      cpu: { title: "CPU per message", unit: "µs", better: "lower" },
      reader: { title: "CPU per message without the pipe", unit: "µs", better: "lower" },
    },
    size: SIZE,
    prepare: (folder, size) => writePlay(folder, mixed(size)),
    run: async (stage) => {
      const pipe = await pipeAlone(stage);
      const cpu = stage.adapter === "raw" ? await frame(stage) : (await iterate(stage)).cpu;
      return { cpu, reader: cpu - pipe };
    },
  }),
];

export default streams;
