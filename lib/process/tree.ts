// The processes of one session: descendants by parent, and others by the cookie in their environment.
import process from "node:process";
import { type Env, SESSION_COOKIE } from "./env.ts";
import { type Pids, readPids } from "./pids.ts";
import type { ProcessId } from "./process-id.ts";
import { type ProcessRow, processTable } from "./table.ts";

/** How the processes of a session are recognised. */
export interface SessionMark {
  /** The value of `KODEGEN_SESSION` in their environment. */
  readonly cookie: string;
  /** How far the system was in giving pids when the session began. Undefined where that is not known. */
  readonly pids: Pids | undefined;
}

/**
 * The mark of a process that has just been started in this environment.
 *
 * @param pid None for a process that the caller hands over, which may be older.
 */
export function createMark(env: Env, pid?: number): SessionMark {
  const pids = pid === undefined ? undefined : readPids();
  const before = pids && pid && { ...pids, last: pid - 1, started: pids.started - 1 };
  return { cookie: env[SESSION_COOKIE] ?? "", pids: before || undefined };
}

/**
 * Every living process that descends from one of `roots` or carries the cookie, the roots included.
 *
 * Tools of the CLI run in process groups of their own and may detach, so neither the group nor the parent is enough.
 *
 * @param roots By pid and start time; without the time the pid is taken on trust.
 */
export async function findTree(
  roots: readonly Partial<ProcessId>[],
  { pids, cookie }: SessionMark,
): Promise<ProcessId[]> {
  return treeOf(await processTable(pids), roots, cookie);
}

/** The same, in a table that has been read. */
export function treeOf(
  table: readonly ProcessRow[],
  roots: readonly Partial<ProcessId>[],
  cookie: string,
): ProcessId[] {
  const isRoot = (row: ProcessRow): boolean =>
    roots.some(({ pid, started = row.started }) => row.pid === pid && row.started === started);
  const found = new Set(table.filter((row) => row.cookie === cookie || isRoot(row)));
  // A set also visits what is added while it is walked.
  for (const { pid } of found) for (const row of table) if (row.parent === pid) found.add(row);
  return [...found].filter(({ pid }) => pid !== process.pid);
}
