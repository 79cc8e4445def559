// The processes of one session: descendants by parent, and others by the cookie in their environment.
import process from "node:process";
import { givenBetween, type Pids, readPids } from "./pids.ts";
import type { ProcessId } from "./process-id.ts";
import { type ProcessRow, type ProcessTable, processTable } from "./table.ts";

/** How the processes of a session are recognised. */
export interface SessionMark {
  /** The value of `KODEGEN_SESSION` in their environment. */
  readonly cookie: string;
  /** How far the system was in giving pids: theirs came later. Undefined where that is not known. */
  readonly pids: Pids | undefined;
}

/** Where to look from; without a start time the pid is taken on trust. */
export interface TreeRoot {
  readonly pid: number;
  readonly started?: string;
}

/** The mark of a session that begins now. */
export function createMark(): SessionMark {
  return { cookie: crypto.randomUUID(), pids: readPids() };
}

/**
 * Every living process that descends from one of `roots` or carries the cookie, the roots included.
 *
 * Tools of the CLI run in process groups of their own and may detach, so neither the group nor the parent is enough.
 */
export async function findTree(roots: readonly TreeRoot[], mark: SessionMark): Promise<ProcessId[]> {
  // A process that the caller hands over may be older than the session.
  const isYounger = roots.length === 0 ? () => true : givenBetween(mark.pids, readPids());
  const younger = roots.every(({ pid }) => isYounger?.(pid));
  return treeOf(await processTable(younger ? mark.pids : undefined), roots, mark.cookie);
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
