// Spare processes of a manager, with Claude Code itself and a model on this machine: the stand-in takes no time to start.
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { AgentManager, Options } from "../../lib/index.ts";
import { startOfflineModel } from "../../lib/testing/index.ts";
import { ROOT } from "../harness/machine.ts";
import { median } from "../harness/statistics.ts";
import { type Stage, type Workload, workload } from "../harness/workload.ts";
import { startMeter } from "../measured/meter.ts";

const LOOK_MS = 20;
/** The measured process is not in the repository. */
const EXECUTABLE = "claude-path";

async function run(stage: Stage): Promise<Record<"hit" | "cold" | "share", number>> {
  const { AgentManager: Manager, query } = await stage.load();
  const model = await startOfflineModel();
  const executable = readFileSync(path.join(stage.folder, EXECUTABLE), "utf8");
  const options: Options = { env: model.env(), cwd: model.home, pathToClaudeCodeExecutable: executable };
  const cold: number[] = [];
  const hit: number[] = [];
  for (let index = 0; index < stage.size; index += 1) {
    const meter = startMeter();
    const messages = query({ prompt: "Say hello", options });
    for await (const { type } of messages) if (type === "assistant") cold.push(meter.milliseconds());
    const manager = new Manager({ spares: 1, options });
    hit.push(await firstAnswer(manager).finally(() => manager.shutdown()));
  }
  await model.close();
  return { hit: median(hit), cold: median(cold), share: (100 * median(hit)) / median(cold) };
}

/** Of an agent that takes a spare, in milliseconds from the call. */
async function firstAnswer(manager: AgentManager): Promise<number> {
  while (manager.metrics().spares?.ready !== 1) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const meter = startMeter();
  const { sessionIds } = await manager.spawnSession({ prompt: "Say hello" });
  for await (const { message } of manager.messages(sessionIds[0] ?? ""))
    if (message.type === "assistant") break;
  const time = meter.milliseconds();
  if (manager.metrics().spares?.hits !== 1) throw new Error("The agent has not taken the spare");
  return time;
}

const spares: Workload = workload({
  id: "spare-processes",
  group: "Spare processes",
  title: () => "an agent that takes a spare process, with Claude Code itself",
  about: "From spawnSession() to the first words of the model, beside a query() that starts its own process.",
  adapters: ["ours"],
  rows: {
    hit: { title: "with a spare", unit: "ms", better: "lower" },
    cold: { title: "query() without", unit: "ms", better: "lower" },
    share: { title: "of that", unit: "%", better: "lower" },
  },
  size: { full: 10, quick: 3 },
  prepare: (folder) =>
    writeFileSync(path.join(folder, EXECUTABLE), realpathSync(path.join(ROOT, "node_modules/.bin/claude"))),
  run,
});

export default spares;
