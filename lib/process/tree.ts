// The processes of one session: descendants by parent, and others by the cookie in their environment.
import process from "node:process";
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

/** Where to look from; without a start time the pid is taken on trust. */
export interface TreeRoot {
  readonly pid: number;
  readonly started?: string;
}

/**
 * The mark of a session whose process has just been started.
 *
 * @param first The pid of that process; none for one that the caller hands over, which may be older.
 */
export function createMark(cookie: string, first?: number): SessionMark {
  const pids = first === undefined ? undefined : readPids();
  return { cookie, pids: pids && { ...pids, last: (first ?? 0) - 1, started: pids.started - 1 } };
}

/**
 * Every living process that descends from one of `roots` or carries the cookie, the roots included.
 *
 * Tools of the CLI run in process groups of their own and may detach, so neither the group nor the parent is enough.
 */
export async function findTree(roots: readonly TreeRoot[], mark: SessionMark): Promise<ProcessId[]> {
  return treeOf(await processTable(mark.pids), roots, mark.cookie);
}

/** The same, in a table that has been read. */
export function treeOf(
  table: readonly ProcessRow[],
  roots: readonly TreeRoot[],
  cookie: string,
): ProcessId[] {
  const isRoot = (row: ProcessRow): boolean =>
    roots.some(({ pid, started }) => row.pid === pid && (started === undefined || row.started === started));
  const found = new Set(table.filter((row) => row.cookie === cookie || isRoot(row)));
  // A set also visits what is added while it is walked.
  for (const { pid } of found) for (const row of table) if (row.parent === pid) found.add(row);
  return [...found].filter(({ pid }) => pid !== process.pid);
}
