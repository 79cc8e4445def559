// Measures a workload: each run in a fresh process, adapters in turn, A B then B A.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { cleanEnv } from "../../lib/testing/clean-env.ts";
import type { Order } from "../measured/main.ts";
import { ADAPTERS, type AdapterName } from "./adapters.ts";
import type { Listed } from "./catalogue.ts";
import type { RowResult, WorkloadResult } from "./results.ts";
import { ratios, summary } from "./statistics.ts";
import type { Workload } from "./workload.ts";

const execute = promisify(execFile);
/** One measurement takes seconds; what takes longer hangs. */
const TIMEOUT_MS = 180_000;

/** Where measured processes find what they need. */
export interface Ground {
  /** A temporary folder. */
  readonly folder: string;
  /** The folder of the workloads as JavaScript. */
  readonly measured: string;
  readonly standIn: string;
  /** What pins a process to one core, where that is possible. */
  readonly oneCore: readonly string[] | undefined;
}

export interface Plan {
  readonly runs: number;
  readonly quick: boolean;
}

type Figures = Readonly<Record<string, number>>;
type Round = ReadonlyMap<AdapterName, Figures>;

export async function measure(listed: Listed, ground: Ground, plan: Plan): Promise<WorkloadResult> {
  const { workload } = listed;
  const size = plan.quick ? workload.size.quick : workload.size.full;
  const { id, group, about, adapters, oneCore = false } = workload;
  const date = new Date().toISOString().slice(0, 10);
  const common = { id, group, title: workload.title(size), about, adapters, oneCore, date, runs: plan.runs };
  if (oneCore && ground.oneCore === undefined) {
    return {
      ...common,
      rows: [],
      failures: [],
      leftOut: "taskset is missing: both ends cannot be pinned to one core",
    };
  }
  const folder = path.join(ground.folder, id);
  try {
    mkdirSync(folder, { recursive: true });
    workload.prepare?.(folder, size);
    const rounds = await measureRounds(listed, { ...ground, folder }, size, plan.runs);
    return { ...common, rows: rowsOf(workload, rounds), failures: [] };
  } catch (error) {
    return { ...common, rows: [], failures: [(error as Error).message] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureRounds(listed: Listed, ground: Ground, size: number, runs: number): Promise<Round[]> {
  const rounds: Round[] = [];
  const { adapters } = listed.workload;
  for (let run = 0; run < runs; run += 1) {
    const figures = new Map<AdapterName, Figures>();
    for (const adapter of run % 2 === 0 ? adapters : adapters.toReversed())
      figures.set(adapter, await measureOnce(listed, adapter, ground, size));
    rounds.push(figures);
  }
  return rounds;
}

/** @throws {Error} With what the process says, when it fails. */
async function measureOnce(
  { file, workload }: Listed,
  adapter: AdapterName,
  ground: Ground,
  size: number,
): Promise<Figures> {
  const { folder, standIn, measured } = ground;
  const order: Order = {
    file,
    id: workload.id,
    adapter,
    package: ADAPTERS[adapter].package,
    size,
    folder,
    standIn,
  };
  const home = mkdtempSync(path.join(ground.folder, "home-"));
  const pinned = workload.oneCore === true ? (ground.oneCore ?? []) : [];
  const node = [process.execPath, "--expose-gc", path.join(measured, "main.mjs"), JSON.stringify(order)];
  const [command = "", ...args] = [...pinned, ...node];
  try {
    const { stdout } = await execute(command, args, {
      cwd: home,
      env: cleanEnv(home),
      timeout: TIMEOUT_MS,
      killSignal: "SIGKILL",
    });
    return figuresIn(stdout, Object.keys(workload.rows));
  } catch (error) {
    throw new Error(`${adapter}: ${reasonOf(error)}`, { cause: error });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function figuresIn(stdout: string, rows: readonly string[]): Figures {
  const figures = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Figures;
  for (const row of rows) {
    if (!Number.isFinite(figures[row])) throw new Error(`"${row}" was not measured`);
  }
  return figures;
}

function reasonOf(error: unknown): string {
  const { stderr = "", killed, message } = error as { stderr?: string; killed?: boolean; message: string };
  if (killed === true) return `it was not done after ${TIMEOUT_MS / 1_000} s`;
  return /^\w*Error.*$/m.exec(stderr)?.[0] ?? message;
}

function rowsOf({ adapters, rows }: Workload, rounds: readonly Round[]): RowResult[] {
  return Object.entries(rows).map(([id, { title, unit, better }]) => {
    const runsOf = (adapter: AdapterName): number[] =>
      rounds.map((figures) => figures.get(adapter)?.[id] ?? Number.NaN);
    const ours = runsOf("ours");
    const values = adapters.map((adapter) => [adapter, summary(runsOf(adapter))]);
    const others = adapters.slice(1).map((adapter) => [adapter, ratios(ours, runsOf(adapter))]);
    return {
      id,
      title,
      unit,
      better,
      values: Object.fromEntries(values),
      ratios: Object.fromEntries(others),
    };
  });
}
