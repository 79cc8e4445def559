// Repeats a piece of work and reports the median, CPU time first: wall time on a shared machine is mostly noise.
import process from "node:process";

export interface Work {
  readonly name: string;
  /** What one run handles, in `unit`; rates are given per CPU second. */
  readonly amount: number;
  readonly unit: string;
  run(): void | Promise<void>;
}

const RUNS = 11;
const WARM_UP = 2;

/** Runs the works in turn, so that a slow moment of the machine hits all of them, and prints a line for each. */
export async function measure(works: readonly Work[]): Promise<void> {
  const cpu = works.map((): number[] => []);
  const wall = works.map((): number[] => []);
  for (let round = -WARM_UP; round < RUNS; round += 1) {
    for (const [index, work] of works.entries()) {
      const begun = performance.now();
      const usage = process.cpuUsage();
      await work.run();
      const { user, system } = process.cpuUsage(usage);
      if (round < 0) continue;
      cpu[index]?.push((user + system) / 1_000);
      wall[index]?.push(performance.now() - begun);
    }
  }
  for (const [index, work] of works.entries()) print(work, median(cpu[index]), median(wall[index]));
}

function print({ name, amount, unit }: Work, cpuMs: number, wallMs: number): void {
  const rate = Math.round((amount / cpuMs) * 1_000).toLocaleString("en");
  console.log(
    `${name.padEnd(36)} ${cpuMs.toFixed(1).padStart(8)} ms CPU ${wallMs.toFixed(1).padStart(8)} ms  ${rate.padStart(10)} ${unit}/s`,
  );
}

function median(values: readonly number[] = []): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
