// The same agents without telemetry and a log, and with both.
import * as api from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import type { AgentManagerOptions, Telemetry, TelemetrySpan } from "../../lib/index.ts";
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { startMeter } from "../measured/meter.ts";
import { mixed } from "../stand-in/messages.ts";
import { writePlay } from "../stand-in/play.ts";

const MESSAGES = 2_000;
const PAIRS = 9;

async function watched(stage: Stage): Promise<Record<"spans" | "own" | "log", number>> {
  const { AgentManager: Manager } = await stage.load();
  const telemetry = withTelemetry();
  let lines = 0;
  const count = (): number => (lines += 1);
  const logger = { debug: count, info: count, warn: count, error: count };
  const cpuOf = async (more: AgentManagerOptions): Promise<number> => {
    const agents = new Manager({ maxAgents: stage.size, options: stage.options(), ...more });
    const meter = startMeter();
    const { sessionIds } = await agents.spawnSession({ prompt: "go", workerCount: stage.size });
    const { done } = await agents.wait(sessionIds, { timeoutMs: 300_000 });
    if (!done) throw new Error("Not all agents have answered");
    const cpu = meter.cpu();
    await agents.shutdown();
    return cpu;
  };
  // The first ones load and compile what all of them share.
  await cpuOf({});
  await cpuOf({ telemetry, logger });
  const spans: number[] = [];
  const own: number[] = [];
  const log: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const without = await cpuOf({});
    spans.push((await cpuOf({ telemetry })) / without);
    own.push((await cpuOf({ telemetry: NOTHING })) / without);
    log.push((await cpuOf({ logger })) / without);
  }
  if (lines === 0 || exported === 0) throw new Error("Nothing was seen of the agents");
  return { spans: median(spans), own: median(own), log: median(log) };
}

let exported = 0;

/** What is left is our own work. */
const SPAN: TelemetrySpan = {
  spanContext: () => ({ traceId: "", spanId: "", traceFlags: 0 }),
  setAttributes: () => undefined,
  addEvent: () => undefined,
  setStatus: () => undefined,
  end: () => undefined,
};
const NOTHING: Telemetry = {
  context: { active: () => SPAN, with: (_, work) => work() },
  trace: { getTracer: () => ({ startSpan: () => SPAN }), getSpan: () => SPAN, setSpan: () => SPAN },
};

/** Spans are made and exported as in a program that sends them somewhere. */
function withTelemetry(): typeof api {
  const exporter: SpanExporter = {
    export: (spans: ReadableSpan[], done) => {
      exported += spans.length;
      done({ code: 0 });
    },
    shutdown: () => Promise.resolve(),
  };
  api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new BasicTracerProvider({
    spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 100_000, scheduledDelayMillis: 100 })],
  });
  api.trace.setGlobalTracerProvider(provider);
  return api;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const telemetryWorkload: Workload = workload({
  id: "agents-telemetry",
  group: "Agents",
  title: (size) => `${size} agents of ${MESSAGES.toLocaleString("en")} messages with telemetry and a log`,
  about: "CPU of agents with spans of OpenTelemetry, and with a log, each against the same without.",
  adapters: ["ours"],
  rows: {
    spans: { title: "CPU with and without spans, ratio", unit: "×", better: "lower" },
    own: { title: "the same with a tracer that does nothing, ratio", unit: "×", better: "lower" },
    log: { title: "CPU with and without a log, ratio", unit: "×", better: "lower" },
  },
  size: { full: 16, quick: 8 },
  prepare: (folder) => writePlay(folder, mixed(MESSAGES)),
  run: watched,
});

export default telemetryWorkload;
