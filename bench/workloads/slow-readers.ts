// Readers that are slower than the CLI: what is kept for them, and how fast it is read in the end.
import { setTimeout as sleep } from "node:timers/promises";
import type { Query } from "../../lib/index.ts";
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { peakMemory, residentMemory, settledMemory, startMeter } from "../measured/meter.ts";
import { Progress } from "../measured/progress.ts";
import { Count } from "../measured/reading.ts";
import { deltas } from "../stand-in/messages.ts";
import { writePlay } from "../stand-in/play.ts";

const group = "Slow readers";
const MEGABYTE = 1_000_000;
const thousands = (size: number): string => size.toLocaleString("en");

/** Start a query and read so much of it that the CLI is under way. */
async function begin(query: Query, count: Count): Promise<void> {
  while (count.body === 0) {
    const { value, done } = await query.next();
    if (done === true) throw new Error("it ended before the first message");
    count.take(value);
  }
}

async function stall(stage: Stage): Promise<Record<"memory" | "read", number>> {
  const { query } = await stage.load();
  const progress = new Progress();
  const before = (await settledMemory()).resident;
  await begin(query({ prompt: "go", options: progress.options(stage) }), new Count());
  const written = await progress.standsStill();
  if (written < MEGABYTE) throw new Error(`only ${written} bytes were written`);
  return { memory: residentMemory() - before, read: written / MEGABYTE };
}

async function drain(stage: Stage): Promise<Record<"time" | "cpu", number>> {
  const { query } = await stage.load();
  const progress = new Progress();
  const count = new Count();
  const session = query({ prompt: "go", options: progress.options(stage) });
  await begin(session, count);
  await progress.standsStill();
  const meter = startMeter();
  for await (const message of session) count.take(message);
  const [time, cpu] = [meter.milliseconds(), meter.cpu() / 1_000];
  count.check(stage.size);
  return { time, cpu };
}

const ROUND = { messages: 100, pauseMs: 5 };

async function readSlowly(stage: Stage): Promise<Record<"memory", number>> {
  const { query } = await stage.load();
  const hooks = { PreToolUse: [{ hooks: [async () => ({})] }] };
  const before = (await settledMemory()).resident;
  const session = query({ prompt: "go", options: stage.options({ hooks }) });
  const count = new Count();
  await begin(session, count);
  while (count.body < stage.size) {
    for (let index = 0; index < ROUND.messages; index += 1) {
      const { value, done } = await session.next();
      if (done === true) throw new Error(`it ended after ${count.body} messages`);
      count.take(value);
    }
    await sleep(ROUND.pauseMs);
  }
  return { memory: peakMemory() - before };
}

/** The CLI writes so many times more than a slow reader reads. */
const AHEAD = 10;

const readers: readonly Workload[] = [
  workload({
    id: "reader-stalls",
    group,
    title: (size) => `a reader that stops, ${thousands(size)} messages to come`,
    about:
      "The first message is read and no other; measured when the CLI stands still or has written everything.",
    adapters: ["ours", "official"],
    rows: {
      memory: { title: "RSS growth", unit: "MB", better: "lower" },
      read: { title: "read from the CLI until it stops", unit: "MB", better: "lower" },
    },
    size: { full: 1_000_000, quick: 200_000 },
    prepare: (folder, size) => writePlay(folder, deltas(size)),
    run: stall,
  }),
  workload({
    id: "backlog",
    group,
    title: (size) => `reading a backlog of ${thousands(size)} messages`,
    about: "The reader stops as above, and goes on to the end of the iteration; that is measured.",
    adapters: ["ours", "official"],
    rows: {
      time: { title: "time", unit: "ms", better: "lower" },
      cpu: { title: "CPU", unit: "ms", better: "lower" },
    },
    size: { full: 100_000, quick: 50_000 },
    prepare: (folder, size) => writePlay(folder, deltas(size)),
    run: drain,
  }),
  workload({
    id: "reader-slow",
    group,
    title: (size) => `a steady slow reader of ${thousands(size)} messages, with a hook`,
    about:
      `It reads ${ROUND.messages} messages and waits ${ROUND.pauseMs} ms, in turn, while the CLI writes ${AHEAD} times as ` +
      "many; with a hook the library has to look for questions among what is unread.",
    adapters: ["ours", "official"],
    rows: { memory: { title: "peak RSS growth", unit: "MB", better: "lower" } },
    size: { full: 50_000, quick: 10_000 },
    prepare: (folder, size) => writePlay(folder, deltas(size * AHEAD)),
    run: readSlowly,
  }),
];

export default readers;
