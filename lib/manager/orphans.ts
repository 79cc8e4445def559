// Ends what hosts have left that were killed together with their guardians, or never had one.
import process from "node:process";
import { hostPlace } from "../process/cookie.ts";
import { isAlive, type ProcessId, readStat, signalProcess } from "../process/process-id.ts";
import { STOP_TIMES, untilGone } from "../process/stop.ts";
import { type ProcessRow, processTable } from "../process/table.ts";
import { treeOf } from "../process/tree.ts";

/** The processes that `endOrphans()` has found, by pid. */
export interface EndedOrphans {
  /** These are gone. */
  readonly ended: readonly number[];
  /** The operating system refused to end these, or has not within two seconds of SIGKILL. */
  readonly survivors: readonly number[];
}

const HOST = /@(\d+)\.(\d*)@(.*)$/;

let ending: Promise<EndedOrphans> | undefined;
let begun = false;

/**
 * End session processes that outlived the program that started them, because it was killed together with its
 * guardian, or had no guardian for want of `/bin/sh`. They get SIGTERM, and SIGKILL three seconds later.
 *
 * Only processes of this user, in this container, whose program is known to be dead are ended. A manager does
 * this on its own: `AgentManager.open()` before it resumes its agents, any other manager while it starts its
 * first process. It scans the process table once, about 0.1 ms per process on the machine; when there is something
 * to end, it takes some 5 seconds more at most. Concurrent calls share one sweep. On Windows there is no such table,
 * and nothing is found.
 *
 * @returns Resolves when what was found is gone, or cannot be ended.
 *
 * @example A program of queries alone, at its start
 * ```ts
 * import { endOrphans } from "kodegen-claude-agent";
 *
 * const { ended } = await endOrphans();
 * console.log(ended.length, "processes had been left");
 * ```
 */
export function endOrphans(): Promise<EndedOrphans> {
  begun = true;
  ending ??= endAll().finally(() => (ending = undefined));
  return ending;
}

/** The same for the first manager that starts a process, which does not wait for it. */
export function endOrphansOnce(): void {
  // Where the table cannot be read, the next program may have more luck.
  if (!begun) endOrphans().catch(() => undefined);
}

async function endAll(): Promise<EndedOrphans> {
  const seen = new Map<number, ProcessId>();
  const look = async (): Promise<ProcessId[]> => {
    for (const each of orphansIn(await processTable(undefined))) seen.set(each.pid, each);
    return [...seen.values()].filter(isAlive);
  };
  let left = await look();
  for (const each of left) signalProcess(each, "SIGTERM");
  await untilGone(left, STOP_TIMES.termMs);
  let deadline = Number.POSITIVE_INFINITY;
  // They may have started others meanwhile. A look takes its time on a busy machine, and is no reason not to kill.
  while (seen.size > 0 && (left = await look()).length > 0 && performance.now() < deadline) {
    deadline = Math.min(deadline, performance.now() + STOP_TIMES.killMs);
    for (const each of left) signalProcess(each, "SIGKILL");
    await untilGone(left, deadline - performance.now());
  }
  const survivors = left.filter(isAlive).map(({ pid }) => pid);
  return { ended: [...seen.keys()].filter((pid) => !survivors.includes(pid)), survivors };
}

/** Those of a table whose hosts are dead, with what they have started. */
export function orphansIn(table: readonly ProcessRow[]): ProcessId[] {
  const cookies = new Set(table.flatMap(({ cookie = "" }) => (isOrphaned(cookie) ? cookie : [])));
  const own = table.find(({ pid }) => pid === process.pid)?.cookie;
  return [...cookies].flatMap((cookie) => {
    const tree = treeOf(table, [], cookie);
    // This program may itself have been started by an agent whose host is dead.
    return cookie === own || tree.some(({ pid }) => pid === process.ppid) ? [] : tree;
  });
}

/** What cannot be told is taken for alive. */
function isOrphaned(cookie: string): boolean {
  const [, pid, started, place] = HOST.exec(cookie) ?? [];
  if (pid === undefined || place === "" || place !== hostPlace()) return false;
  const stat = readStat(Number(pid));
  if (stat !== undefined) return stat.zombie || stat.started !== started;
  try {
    // It answers also for processes that are not shown.
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === "ESRCH";
  }
}
