// What a process has used of time, processor and memory.
import { readFileSync } from "node:fs";
import process from "node:process";

export interface Meter {
  /** Milliseconds since it was started. */
  milliseconds(): number;
  /** Microseconds of processor that this process alone has used since. */
  cpu(): number;
}

export function startMeter(): Meter {
  const begun = performance.now();
  const usage = process.cpuUsage();
  return {
    milliseconds: () => performance.now() - begun,
    cpu: () => {
      const { user, system } = process.cpuUsage(usage);
      return user + system;
    },
  };
}

const MEGABYTE = 1024 * 1024;

/** Megabytes in memory now. */
export function residentMemory(): number {
  return process.memoryUsage.rss() / MEGABYTE;
}

/** The most megabytes that have been in memory. */
export function peakMemory(): number {
  // A new process inherits the peak of the one that started it in its resource usage, but not here.
  const kilobytes = /^VmHWM:\s*(\d+)/m.exec(statusText())?.[1];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}

function statusText(): string {
  return process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "";
}

export interface Settled {
  readonly resident: number;
  readonly heap: number;
}

/** Megabytes in memory and on the heap when nothing is left to collect. */
export async function settledMemory(): Promise<Settled> {
  for (let time = 0; time < 4; time += 1) {
    gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { resident: residentMemory(), heap: process.memoryUsage().heapUsed / MEGABYTE };
}
