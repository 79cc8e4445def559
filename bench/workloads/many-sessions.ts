// Many sessions in one process: at work all at once, and idle.
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { peakMemory, residentMemory, settledMemory, startMeter } from "../measured/meter.ts";
import { PROMPT, Prompts, readAll, toResult } from "../measured/reading.ts";
import { mixed } from "../stand-in/messages.ts";
import { writePlay } from "../stand-in/play.ts";

const group = "Many sessions";
const MESSAGES = 2_000;

async function work(stage: Stage): Promise<Record<"time" | "cpu" | "memory", number>> {
  const { query } = await stage.load();
  const before = residentMemory();
  const meter = startMeter();
  const sessions = Array.from({ length: stage.size }, () =>
    readAll(query({ prompt: "go", options: stage.options() }), MESSAGES),
  );
  await Promise.all(sessions);
  return {
    time: meter.milliseconds() / 1_000,
    cpu: meter.cpu() / 1_000_000,
    memory: ((peakMemory() - before) * 1_024) / stage.size,
  };
}

async function idle(stage: Stage): Promise<Record<"resident" | "heap", number>> {
  const { query } = await stage.load();
  // The first one loads what all of them share.
  await warmSession(query, stage);
  const before = await settledMemory();
  const sessions = [];
  // One after the other, because only what stays is of interest.
  for (let index = 0; index < stage.size; index += 1) sessions.push(await warmSession(query, stage));
  const after = await settledMemory();
  if (sessions.length !== stage.size) throw new Error(`${sessions.length} sessions are there`);
  return {
    resident: ((after.resident - before.resident) * 1_024) / stage.size,
    heap: ((after.heap - before.heap) * 1_024) / stage.size,
  };
}

/** A session that has had a turn and waits for the next prompt. */
async function warmSession(
  query: Awaited<ReturnType<Stage["load"]>>["query"],
  stage: Stage,
): Promise<unknown> {
  const prompts = new Prompts();
  const session = query({ prompt: prompts, options: stage.options() });
  prompts.send(PROMPT);
  await toResult(session);
  return [session, prompts];
}

const sessions: readonly Workload[] = [
  workload({
    id: "sessions-at-work",
    group,
    title: (size) => `${size} sessions of ${MESSAGES.toLocaleString("en")} messages at once`,
    about: "From the first query() to the end of the last iteration, all of them started in one go.",
    adapters: ["ours", "official"],
    rows: {
      time: { title: "time", unit: "s", better: "lower" },
      cpu: { title: "CPU", unit: "s", better: "lower" },
      memory: { title: "peak RSS growth per session", unit: "KB", better: "lower" },
    },
    size: { full: 200, quick: 30 },
    prepare: (folder) => writePlay(folder, mixed(MESSAGES)),
    run: work,
  }),
  workload({
    id: "sessions-idle",
    group,
    title: (size) => `${size} idle sessions`,
    about:
      "What each adds to the process once it has had a turn and everything that can be collected is gone.",
    adapters: ["ours", "official"],
    rows: {
      resident: { title: "RSS per session", unit: "KB", better: "lower" },
      heap: { title: "heap per session", unit: "KB", better: "lower" },
    },
    size: { full: 200, quick: 50 },
    prepare: (folder) => writePlay(folder),
    run: idle,
  }),
];

export default sessions;
