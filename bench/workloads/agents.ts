// Many agents of a manager: at work all at once, asked for, read, listed, parked and ended.
import path from "node:path";
import type { AgentManager } from "../../lib/index.ts";
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { peakMemory, residentMemory, type Settled, settledMemory, startMeter } from "../measured/meter.ts";
import { readAll } from "../measured/reading.ts";
import { mixed } from "../stand-in/messages.ts";
import { writePlay } from "../stand-in/play.ts";

const group = "Agents";
const MESSAGES = 2_000;
const PARKED_MESSAGES = 500;
const RECORDS = 10_000;
const PAGE = 50;

async function manager(stage: Stage, more: object = {}): Promise<AgentManager> {
  const { AgentManager: Manager } = await stage.load();
  return new Manager({ maxAgents: stage.size, maxQueued: RECORDS, options: stage.options(), ...more });
}

async function allDone(agents: AgentManager, ids: readonly string[]): Promise<void> {
  const { done } = await agents.wait(ids, { timeoutMs: 300_000 });
  if (!done) throw new Error("Not all agents have answered");
}

/** As many queries do the same with the official SDK. */
async function atWork(stage: Stage): Promise<Record<"time" | "cpu" | "memory", number>> {
  const { query } = await stage.load();
  const agents = stage.adapter === "ours" ? await manager(stage) : undefined;
  const before = residentMemory();
  const meter = startMeter();
  let ids: readonly string[] = [];
  if (agents === undefined) {
    const sessions = Array.from({ length: stage.size }, () =>
      readAll(query({ prompt: "go", options: stage.options() }), MESSAGES),
    );
    await Promise.all(sessions);
  } else {
    ids = (await agents.spawnSession({ prompt: "go", workerCount: stage.size })).sessionIds;
    await allDone(agents, ids);
  }
  const [time, cpu, peak] = [meter.milliseconds() / 1_000, meter.cpu() / 1_000_000, peakMemory()];
  let kept = 0;
  for (const id of ids)
    for (const { message } of agents?.getSessionOutput(id, { length: MESSAGES }).messages ?? [])
      kept += JSON.stringify(message).length;
  await agents?.shutdown();
  return { time, cpu, memory: ((peak - before) * 1_024 - kept / 1_024) / stage.size };
}

async function calls(stage: Stage): Promise<Record<"spawn" | "read" | "page" | "end", number>> {
  const agents = await manager(stage);
  const spawning = startMeter();
  const { sessionIds } = await agents.spawnSession({ prompt: "go", workerCount: stage.size });
  const spawn = spawning.milliseconds();
  await allDone(agents, sessionIds);
  const read = best(() => agents.getSessionOutput(sessionIds[0] ?? "", { offset: -PAGE }));
  await agents.spawnSession({ prompt: "go", workerCount: RECORDS - stage.size });
  const page = best(() => agents.listSessions({ offset: RECORDS / 2, limit: PAGE }));
  return { spawn, read, page, end: await longestBlock(() => agents.shutdown()) };
}

/** The best of a few, in milliseconds. */
function best(work: () => unknown): number {
  return Math.min(
    ...Array.from({ length: 9 }, () => {
      const meter = startMeter();
      work();
      return meter.milliseconds();
    }),
  );
}

/** For how long nothing else ran meanwhile, in milliseconds of a processor. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let meter = startMeter();
  const timer = setInterval(() => {
    longest = Math.max(longest, meter.cpu() / 1_000);
    meter = startMeter();
  });
  await work();
  clearInterval(timer);
  return longest;
}

async function rest(stage: Stage): Promise<Record<"idle" | "parked", number>> {
  const ask = async (agents: AgentManager, workerCount: number): Promise<void> =>
    allDone(agents, (await agents.spawnSession({ prompt: "go", workerCount })).sessionIds);
  // The first ones load what all of them share.
  const idle = await manager(stage, { ringMessages: 1, maxAgents: 2 * stage.size });
  await ask(idle, stage.size);
  const before = await settledMemory();
  await ask(idle, stage.size);
  const withProcess = await settledMemory();
  await idle.shutdown();
  const parked = await manager(stage, { maxAgents: 4 });
  await ask(parked, stage.size);
  const fewParked = await parkedMemory();
  await ask(parked, stage.size);
  const manyParked = await parkedMemory();
  const { agents } = parked.listSessions({ states: ["parked"] });
  for (const { sessionId } of agents)
    if (parked.getSessionOutput(sessionId, { offset: -PAGE }).messages.length !== PAGE)
      throw new Error("What a parked agent has said is not all there");
  await parked.shutdown();
  return {
    idle: ((withProcess.heap - before.heap) * 1_024) / stage.size,
    parked: ((manyParked.heap - fewParked.heap) * 1_024) / stage.size,
  };
}

/** Memory once the files are written that the last ones to be parked have their messages in. */
async function parkedMemory(): Promise<Settled> {
  let [before, now] = [await settledMemory(), await settledMemory()];
  while (before.heap - now.heap > 0.05) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    [before, now] = [now, await settledMemory()];
  }
  return now;
}

/** The same agents without a journal and with one, and a journal of many that is opened. */
async function journaled(stage: Stage): Promise<Record<"cpu" | "open" | "memory", number>> {
  const { AgentManager: Manager, openJournal } = await stage.load();
  const cpuOf = async (agents: AgentManager): Promise<number> => {
    const meter = startMeter();
    await allDone(agents, (await agents.spawnSession({ prompt: "go", workerCount: stage.size })).sessionIds);
    const cpu = meter.cpu();
    await agents.shutdown();
    return cpu;
  };
  const options = { maxAgents: stage.size, options: stage.options() };
  const open = (): Promise<AgentManager> =>
    Manager.open({ ...options, journal: path.join(stage.folder, `${(folders += 1)}`) });
  let folders = 0;
  // The first ones load and compile what all of them share.
  await cpuOf(new Manager(options));
  await cpuOf(await open());
  const pairs: number[] = [];
  for (let pair = 0; pair < 5; pair += 1) {
    const without = await cpuOf(new Manager(options));
    pairs.push((await cpuOf(await open())) / without);
  }
  const folder = path.join(stage.folder, "many");
  const journal = await openJournal(folder);
  const filled = await Manager.open({ journal, maxAgents: 1, maxQueued: RECORDS, options: stage.options() });
  await filled.spawnSession({ prompt: "go", workerCount: RECORDS });
  await filled.shutdown();
  await journal.close();
  const before = await settledMemory();
  const meter = startMeter();
  const many = await Manager.open({ ...options, journal: folder });
  const time = meter.milliseconds() / 1_000;
  const { resident } = await settledMemory();
  await many.shutdown();
  return { cpu: pairs.toSorted((a, b) => a - b)[2] ?? 0, open: time, memory: resident - before.resident };
}

const agents: readonly Workload[] = [
  workload({
    id: "agents-at-work",
    group,
    title: (size) => `${size} agents of ${MESSAGES.toLocaleString("en")} messages at once`,
    about:
      "From the spawn to the end of the last turn, against as many queries. The bytes of the kept lines are not counted.",
    adapters: ["ours", "official"],
    rows: {
      time: { title: "time", unit: "s", better: "lower" },
      cpu: { title: "CPU", unit: "s", better: "lower" },
      memory: { title: "peak RSS growth per agent", unit: "KB", better: "lower" },
    },
    size: { full: 200, quick: 30 },
    prepare: (folder) => writePlay(folder, mixed(MESSAGES)),
    run: atWork,
  }),
  workload({
    id: "agents-calls",
    group,
    title: (size) => `${size} agents, and a list of ${RECORDS.toLocaleString("en")}`,
    about: `A spawn of all of them, a page of ${PAGE} messages, a page of ${PAGE} records, and how long their end keeps others from running.`,
    adapters: ["ours"],
    rows: {
      spawn: { title: "spawn", unit: "ms", better: "lower" },
      read: { title: "page of messages", unit: "ms", better: "lower" },
      page: { title: "page of the list", unit: "ms", better: "lower" },
      end: { title: "longest block while they end", unit: "ms", better: "lower" },
    },
    size: { full: 200, quick: 30 },
    prepare: (folder) => writePlay(folder, mixed(100)),
    run: calls,
  }),
  workload({
    id: "agents-at-rest",
    group,
    title: (size) => `${size} agents that wait for a prompt`,
    about: `What each adds to the heap: with a process, and without one, when its ${PARKED_MESSAGES} messages can still be read.`,
    adapters: ["ours"],
    rows: {
      idle: { title: "idle, per agent", unit: "KB", better: "lower" },
      parked: { title: "parked, per agent", unit: "KB", better: "lower" },
    },
    size: { full: 200, quick: 30 },
    prepare: (folder) => writePlay(folder, mixed(PARKED_MESSAGES)),
    run: rest,
  }),
  workload({
    id: "agents-journal",
    group,
    title: (size) => `${size} agents with a journal, and a journal of ${RECORDS.toLocaleString("en")}`,
    about:
      "CPU of agents that are kept in a folder, against the same without; how long it takes to open many, and the memory that they need.",
    adapters: ["ours"],
    rows: {
      cpu: { title: "CPU with and without, ratio", unit: "×", better: "lower" },
      open: { title: "open", unit: "s", better: "lower" },
      memory: { title: "memory of those opened", unit: "MB", better: "lower" },
    },
    size: { full: 16, quick: 8 },
    prepare: (folder) => writePlay(folder, mixed(MESSAGES)),
    run: journaled,
  }),
];

export default agents;
