// Which pids the processes of a session can have: Linux gives pids in a cycle, and says how far it is.
import { existsSync, readFileSync } from "node:fs";
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
/** To ask for each of so many costs less than the list of all. */
const FEW = 32;

/** Undefined where the system does not say. */
export function readPids(): Pids | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const [, living, last] = /(?<!\d)(\d+) (\d+)\s*$/.exec(readFileSync("/proc/loadavg", "utf8")) ?? [];
    const [, started] = /^processes (\d+)$/m.exec(readFileSync("/proc/stat", "utf8")) ?? [];
    const max = Number(readFileSync("/proc/sys/kernel/pid_max", "utf8"));
    return { last: Number(last), started: Number(started), living: Number(living), max };
  } catch {
    // A sandbox without these files: then all processes are looked at.
    return undefined;
  }
}

/** So many pids of the cycle, after this one. */
export interface Given {
  readonly after: number;
  readonly count: number;
  readonly max: number;
}

/**
 * The pids that were given between two moments.
 *
 * @returns Undefined when it is not certain: the cycle may have come round, or what the system says does not fit
 * together, as in sandboxes that only pretend to have these files.
 */
export function givenBetween(from: Pids | undefined, to: Pids | undefined): Given | undefined {
  if (from === undefined || to === undefined || from.max !== to.max) return undefined;
  const { last: after, max } = from;
  if (![after, to.last].every((pid) => pid > 0 && pid <= max)) return undefined;
  const started = to.started - from.started;
  const count = (to.last - after + max) % max;
  // A session has started at least its own process. Half a cycle, because not every pid that is passed over is counted.
  if (!(started > 0 && count > 0 && started + to.living < max / 2)) return undefined;
  return count > started + to.living + RESERVED ? undefined : { after, count, max };
}

export function isGiven({ after, count, max }: Given, pid: number): boolean {
  const at = (pid - after + max) % max;
  return at > 0 && at <= count;
}

/** True when certainly none of them lives; seen without a look at all processes, when they are few. */
export function areGone({ after, count, max }: Given): boolean {
  if (count > FEW) return false;
  for (let at = 1; at <= count; at += 1) if (existsSync(`/proc/${(after + at) % max}`)) return false;
  return true;
}
