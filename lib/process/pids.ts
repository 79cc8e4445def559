// Which pids the processes of a session can have: Linux gives pids in a cycle, and says how far it is.
import { readFileSync } from "node:fs";
import process from "node:process";

/** How far the system was at some moment. */
export interface Pids {
  /** The pid that was given last. */
  readonly last: number;
  /** How many processes and threads there have been since the machine started. Each has taken a pid. */
  readonly started: number;
  /** How many of them there still are. Their pids are passed over. */
  readonly living: number;
  /** Where the cycle ends. */
  readonly max: number;
}

/** After the first cycle the kernel leaves out these. */
const RESERVED = 300;

/** Undefined where the system does not say. */
export function readPids(): Pids | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const [, living, last] = /(\d+) (\d+)\s*$/.exec(readFileSync("/proc/loadavg", "utf8")) ?? [];
    const [, started] = /^processes (\d+)$/m.exec(readFileSync("/proc/stat", "utf8")) ?? [];
    const max = Number(readFileSync("/proc/sys/kernel/pid_max", "utf8"));
    return { last: Number(last), started: Number(started), living: Number(living), max };
  } catch {
    // A sandbox without these files: then all processes are looked at.
    return undefined;
  }
}

/**
 * Tells the pids that were given between two moments.
 *
 * @returns Undefined when it is not certain: the cycle may have come round, or what the system says does not fit
 * together, as in sandboxes that only pretend to have these files.
 */
export function givenBetween(
  from: Pids | undefined,
  to: Pids | undefined,
): ((pid: number) => boolean) | undefined {
  if (from === undefined || to === undefined || from.max !== to.max) return undefined;
  if (!isPid(from.last, to.max) || !isPid(to.last, to.max)) return undefined;
  const started = to.started - from.started;
  const distance = (to.last - from.last + to.max) % to.max;
  // A session has started at least its own process. Half a cycle, because not every pid that is passed over is counted.
  if (!(started > 0 && distance > 0 && started + to.living < to.max / 2)) return undefined;
  if (distance > started + to.living + RESERVED) return undefined;
  return from.last < to.last
    ? (pid) => pid > from.last && pid <= to.last
    : (pid) => pid > from.last || pid <= to.last;
}

function isPid(value: number, max: number): boolean {
  return value > 0 && value <= max;
}
