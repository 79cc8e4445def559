// The processes of one session: descendants by parent, and others by the cookie in their environment.
import process from "node:process";
import { type ProcessId, readStat } from "./process-id.ts";
import { type ProcessRow, type ProcessTable, processTable } from "./table.ts";

/** How the processes of a session are recognised. */
export interface SessionMark {
  /** The value of `KODEGEN_SESSION` in their environment. */
  readonly cookie: string;
  /** They started after this moment, in hundredths of a second since the machine started. */
  readonly since: number;
}

/** Where to look from; without a start time the pid is taken on trust. */
export interface TreeRoot {
  readonly pid: number;
  readonly started?: string;
}

/** The mark of a session that begins now. */
export function createMark(): SessionMark {
  return { cookie: crypto.randomUUID(), since: now() };
}

function now(): number {
  if (process.platform !== "linux") return 0;
  const own = Number(readStat(process.pid)?.started);
  // Some sandboxes report no start times: then every process may belong to the session.
  if (!(own > 0)) return 0;
  // Time in which the machine slept is missing, which makes the moment earlier than it was: nothing is overlooked.
  return own + Math.floor(performance.now() / 10) - 1;
}

/**
 * Every living process that descends from one of `roots` or carries the cookie, the roots included.
 *
 * Tools of the CLI run in process groups of their own and may detach, so neither the group nor the parent is enough.
 */
export async function findTree(roots: readonly TreeRoot[], mark: SessionMark): Promise<ProcessId[]> {
  return treeOf(await processTable(mark.since), roots, mark.cookie);
}

/** The same, in a table that has been read. */
export function treeOf(table: ProcessTable, roots: readonly TreeRoot[], cookie: string): ProcessId[] {
  const found = new Set<ProcessRow>(table.byCookie.get(cookie));
  for (const { pid, started } of roots) {
    const row = table.byPid.get(pid);
    if (row !== undefined && (started === undefined || row.started === started)) found.add(row);
  }
  // A set also visits what is added while it is walked.
  for (const row of found) for (const child of table.children.get(row.pid) ?? []) found.add(child);
  return [...found].filter(({ pid }) => pid !== process.pid);
}
