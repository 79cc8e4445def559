// One process of this machine: which it is, whether it lives, and how it gets a signal.
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";

/** A process by pid and start time; a pid alone may since belong to somebody else. */
export interface ProcessId {
  readonly pid: number;
  readonly started: string;
}

/** What Linux says of a process; a zombie has ended, and its parent has not collected it. */
export interface Stat extends Omit<ProcessId, "pid"> {
  readonly parent: number;
  readonly zombie: boolean;
}

/** Absent when it has ended. */
export function readStat(pid: number): Stat | undefined {
  const text = readProc(pid, "stat");
  if (text === undefined) return undefined;
  // The second field is the name in parentheses, which may itself hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ", 20);
  return {
    parent: Number(fields[1]),
    started: fields[19] ?? "",
    zombie: fields[0] === "Z" || fields[0] === "X",
  };
}

/** A file of a process; absent when it has ended, or is another user's. */
export function readProc(pid: number, file: "stat" | "environ"): string | undefined {
  try {
    // UTF-8 is read in one call; what is looked for is ASCII.
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // Gone since the listing, or another user's: either way not ours.
    return undefined;
  }
}

/**
 * What a living process has started, and so on; found by parent alone, without a look at the other processes.
 *
 * @returns Empty where the system keeps no list of children.
 */
export function descendantsOf(pid: number): ProcessId[] {
  const found: ProcessId[] = [];
  for (const child of childrenOf(pid)) {
    const stat = readStat(child);
    if (stat !== undefined && !stat.zombie)
      found.push({ pid: child, started: stat.started }, ...descendantsOf(child));
  }
  return found;
}

/** Every thread has children of its own. */
function childrenOf(pid: number): number[] {
  try {
    const threads = process.platform === "linux" ? readdirSync(`/proc/${pid}/task`) : [];
    return threads.flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    // It has ended, or this kernel keeps no such list: the process table finds them as well.
    return [];
  }
}

/** True while it runs; a process that has ended and waits to be collected does not. */
export function isAlive({ pid, started }: ProcessId): boolean {
  if (process.platform === "linux") {
    const stat = readStat(pid);
    return stat !== undefined && !stat.zombie && stat.started === started;
  }
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** Send a signal, unless the process is gone or its pid has been given to another. */
export function signalProcess(target: ProcessId, signal: "SIGTERM" | "SIGKILL"): void {
  if (!isAlive(target)) return;
  try {
    process.kill(target.pid, signal);
  } catch (error) {
    // It has ended meanwhile, or it is another user's: then it stays among those that could not be ended.
    const { code } = error as { code?: string };
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
