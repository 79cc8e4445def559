// The variable in the environment of a test's processes by which they are found and ended.
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

export const COOKIE = "KODEGEN_TEST_RUN";
/** How long to look for survivors; the system needs a moment to end what has been killed. */
const KILL_MS = 30_000;
const RESCAN_MS = 20;

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly carries: boolean;
}

/** A new cookie. It begins with that of this process, so that whoever ends an outer run ends the inner ones too. */
export function newCookie(): string {
  const outer = process.env[COOKIE];
  return outer === undefined ? randomUUID() : `${outer}.${randomUUID()}`;
}

/** Living processes that carry this cookie or one that begins with it, this one excepted; none but on Linux. */
export function carriers(cookie: string): number[] {
  return processTable(cookie)
    .filter(({ carries }) => carries)
    .map(({ pid }) => pid);
}

/**
 * End every process that carries the cookie, and what descends from one in an environment of its own.
 *
 * @returns The processes that could not be ended.
 */
export async function endCarriers(cookie: string): Promise<number[]> {
  const deadline = performance.now() + KILL_MS;
  for (;;) {
    const found = withDescendants(processTable(cookie));
    if (found.length === 0 || performance.now() > deadline) return found;
    for (const pid of found) kill(pid);
    await sleep(RESCAN_MS);
  }
}

/** What a process was started as, for people. */
export function commandOf(pid: number): string {
  return readProc(pid, "cmdline")?.replaceAll("\0", " ").trim() ?? "gone by now";
}

function withDescendants(rows: readonly Row[]): number[] {
  const found = new Set(rows.filter(({ carries }) => carries).map(({ pid }) => pid));
  // Parents may stand after their children in the table, so look until nothing new turns up.
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const { pid, parent } of rows) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

function processTable(cookie: string): Row[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .flatMap((pid) => {
      const parent = parentOf(pid);
      if (parent === undefined) return [];
      const carries = readProc(pid, "environ")?.includes(`${COOKIE}=${cookie}`) ?? false;
      return [{ pid, parent, carries }];
    });
}

/** Undefined for a process that has ended, whether or not somebody has asked for its exit code. */
export function parentOf(pid: number): number | undefined {
  const stat = readProc(pid, "stat");
  // The second field is the name in parentheses, which may itself hold spaces and parentheses.
  const [state, parent] = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? ["X"];
  return state === "Z" || state === "X" ? undefined : Number(parent);
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    // Ended since the listing, or another user's: either way not ours.
    return undefined;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // ESRCH: it ended in the meantime, which is what was wanted.
    if ((error as { code?: string }).code !== "ESRCH") throw error;
  }
}
