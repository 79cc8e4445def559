// Finds the processes of a session: descendants by parent, and strays by the cookie in their environment.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { SESSION_COOKIE } from "./env.ts";

/** A process by pid and start time; a pid alone may since belong to somebody else. */
export interface ProcessId {
  readonly pid: number;
  readonly started: string;
}

/** Where to look from; without a start time the pid is taken on trust. */
export interface TreeRoot {
  readonly pid: number;
  readonly started?: string;
}

interface Row extends ProcessId {
  readonly parent: number;
  readonly marked: boolean;
}

/**
 * Every living process that descends from one of `roots` or carries the cookie.
 *
 * Tools of the CLI run in process groups of their own and may detach, so neither the group nor the parent is enough.
 */
export async function findTree(roots: readonly TreeRoot[], cookie: string): Promise<ProcessId[]> {
  const rows = await processTable(`${SESSION_COOKIE}=${cookie}`);
  const startOf = new Map(rows.map((row) => [row.pid, row.started]));
  const found = new Set<number>();
  for (const { pid, started } of roots) {
    if (started === undefined || startOf.get(pid) === undefined || startOf.get(pid) === started)
      found.add(pid);
  }
  // Parents may stand after their children in the table, so look until nothing new turns up.
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const row of rows) if (row.marked || found.has(row.parent)) found.add(row.pid);
  }
  return rows.filter((row) => found.has(row.pid) && row.pid !== process.pid);
}

/** Send a signal, unless the process is gone or its pid has been given to another. */
export async function signalProcess(target: ProcessId, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (process.platform === "linux" && readStat(target.pid)?.started !== target.started) return;
  try {
    process.kill(target.pid, signal);
  } catch (error) {
    // ESRCH: it ended in the meantime, which is what was wanted.
    if ((error as { code?: string }).code !== "ESRCH") throw error;
  }
}

function processTable(mark: string): Promise<Row[]> {
  if (process.platform === "linux") return Promise.resolve(linuxTable(mark));
  if (process.platform === "win32") return Promise.resolve([]);
  return psTable(mark);
}

function linuxTable(mark: string): Row[] {
  const rows: Row[] = [];
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = readStat(pid);
    if (stat !== undefined && !stat.zombie) rows.push({ ...stat, pid, marked: hasMark(pid, mark) });
  }
  return rows;
}

interface Stat {
  readonly parent: number;
  readonly started: string;
  readonly zombie: boolean;
}

function readStat(pid: number): Stat | undefined {
  const text = readProc(pid, "stat");
  if (text === undefined) return undefined;
  // The second field is the name in parentheses, which may itself hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    parent: Number(fields[1]),
    started: fields[19] ?? "",
    zombie: fields[0] === "Z" || fields[0] === "X",
  };
}

function hasMark(pid: number, mark: string): boolean {
  return readProc(pid, "environ")?.split("\0").includes(mark) ?? false;
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    // Gone since the listing, or another user's: either way not ours.
    return undefined;
  }
}

function psTable(mark: string): Promise<Row[]> {
  return new Promise((resolve) => {
    const args = ["-Eww", "-A", "-o", "pid=,ppid=,lstart=,command="];
    execFile("/bin/ps", args, { maxBuffer: 64 * 1024 * 1024 }, (_error, stdout) => {
      const rows: Row[] = [];
      for (const line of stdout.split("\n")) {
        const match = /^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s(.*)$/.exec(line);
        if (match === null) continue;
        const [, pid, parent, started = "", command = ""] = match;
        rows.push({ pid: Number(pid), parent: Number(parent), started, marked: command.includes(mark) });
      }
      resolve(rows);
    });
  });
}
