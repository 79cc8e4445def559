// The processes of this machine: read once for all sessions that ask, in slices, so that many may end at once.
import { readdirSync } from "node:fs";
import process from "node:process";
import { setImmediate as nextRound } from "node:timers/promises";
import { childProcesses } from "./child-process.ts";
import { SESSION_COOKIE } from "./env.ts";
import { areGone, givenBetween, isGiven, type Pids, readPids } from "./pids.ts";
import { type ProcessId, readProc, readStat } from "./process-id.ts";

/** One process of the table. */
export interface ProcessRow extends ProcessId {
  readonly parent: number;
  /** Of the session that it belongs to; absent when its environment may not be read, or was wiped. */
  readonly cookie: string | undefined;
}

/** How long the table is read before timers and connections of the host get their turn. */
const SLICE_MS = 4;
/** A process may start others while the table is read; they are looked for again, this many times at most. */
const ROUNDS = 4;
/** `ps` answers within some 50 ms; nobody waits for one that hangs. */
const PS_TIMEOUT_MS = 5_000;
const COOKIE = new RegExp(`(?:^|[\\0 ])${SESSION_COOKIE}=([0-9a-f-]{36}(?:@[\\w.@-]+)?)(?=[\\0 ]|$)`);

/** The read that has not begun yet: whoever asks before it does shares it. */
let waiting: { since: Pids | undefined; readonly table: Promise<readonly ProcessRow[]> } | undefined;
let previous: Promise<unknown> = Promise.resolve();

/**
 * The processes that live at some moment after the call.
 *
 * @param since Only those that were started after this moment are sure to be there; undefined for all.
 */
export function processTable(since: Pids | undefined): Promise<readonly ProcessRow[]> {
  if (waiting === undefined) {
    const table = previous.then(() => {
      const asked = waiting?.since;
      waiting = undefined;
      return readTable(asked);
    });
    previous = table.catch(() => undefined);
    waiting = { since, table };
  } else if (since === undefined || (waiting.since && since.started < waiting.since.started)) {
    // What one asks for who began earlier holds what the others ask for.
    waiting.since = since;
  }
  return waiting.table;
}

async function readTable(since: Pids | undefined): Promise<readonly ProcessRow[]> {
  if (process.platform === "linux") return linuxTable(since);
  return process.platform === "win32" ? [] : parsePs(await ps());
}

async function linuxTable(since: Pids | undefined): Promise<readonly ProcessRow[]> {
  const rows: ProcessRow[] = [];
  const seen = new Set<string>();
  let begun = performance.now();
  for (let round = 0, before: Pids | undefined; round < ROUNDS; round += 1) {
    const now = readPids();
    // Nothing has been started since the round before.
    if (before !== undefined && before.started === now?.started) break;
    before = now;
    const given = givenBetween(since, now);
    if (given !== undefined && areGone(given)) break;
    const isAsked = (name: string): boolean => given === undefined || isGiven(given, Number(name));
    const fresh = readdirSync("/proc").filter((name) => /^\d/.test(name) && !seen.has(name) && isAsked(name));
    if (fresh.length === 0) break;
    for (const name of fresh) {
      seen.add(name);
      const pid = Number(name);
      const stat = readStat(pid);
      if (stat !== undefined && !stat.zombie)
        rows.push({ pid, started: stat.started, parent: stat.parent, cookie: cookieOf(pid) });
      if (performance.now() - begun < SLICE_MS) continue;
      await nextRound();
      begun = performance.now();
    }
  }
  return rows;
}

function cookieOf(pid: number): string | undefined {
  const environment = readProc(pid, "environ");
  // Most processes have none, and a plain search is faster than a pattern.
  if (environment === undefined || !environment.includes(SESSION_COOKIE)) return undefined;
  return COOKIE.exec(environment)?.[1];
}

function ps(): Promise<string> {
  const args = ["-Eww", "-A", "-o", "pid=,ppid=,lstart=,command="];
  // In another locale the date of `lstart` has other words, in another order.
  const options = { maxBuffer: 64 * 1024 * 1024, env: { LC_ALL: "C" }, cwd: "/", timeout: PS_TIMEOUT_MS };
  return new Promise((resolve) => {
    // What it printed before it failed is still true.
    childProcesses().execFile("/bin/ps", args, options, (_error, stdout) => resolve(stdout));
  });
}

/** The rows of `ps -E -o pid=,ppid=,lstart=,command=`, where the environment follows the command. */
export function parsePs(text: string): ProcessRow[] {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s(.*)$/.exec(line);
    if (match === null) return [];
    const [, pid, parent, started = "", command = ""] = match;
    return [{ pid: Number(pid), parent: Number(parent), started, cookie: COOKIE.exec(command)?.[1] }];
  });
}
