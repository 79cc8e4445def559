// Waits until agents have nothing left to do, have a question, or until anything has happened to them.
import { InvalidOptionsError } from "../errors/input.ts";
import { within } from "../errors/within.ts";
import { LONGEST_TIMER_MS } from "../events/timer.ts";
import type { AgentEvent } from "./log.ts";
import type { LogView } from "./log-view.ts";
import { time, wholeNumber } from "./options.ts";
import type { AgentRecord } from "./record.ts";
import { isComplete } from "./states.ts";

/** What `wait()` waits for, and for how long; the agents keep running in any case. */
export interface WaitOptions {
  /** How many of the agents to wait for: `all`, the first (`any`), or a number. Default: `all`. */
  mode?: "all" | "any" | number | undefined;
  /**
   * What has to be true of an agent: it has `settled` (nothing more comes without a prompt), it has settled or has a
   * `question` for `answerPermission()`, or it has `changed` (an event after `after`). Default: `settled`.
   */
  until?: "settled" | "question" | "changed" | undefined;
  /**
   * The number of the last event that you have: `lastSeq` of the previous wait, to miss none. Default: now.
   */
  after?: number | undefined;
  /** The time-out in milliseconds; when it runs out, `done` is false. Default: no limit. */
  timeoutMs?: number | undefined;
  /** Aborting it ends the wait, not the agents. */
  signal?: AbortSignal | undefined;
}

/** The result of `wait()`. */
export interface Waited {
  /** False if the time-out came first, or the signal was aborted. */
  readonly done: boolean;
  /** What happened to these agents after `after`, oldest first. */
  readonly changes: readonly AgentEvent[];
  /** How many events after `after` are no longer kept. */
  readonly dropped: number;
  /** Pass it as `after` to the next wait. */
  readonly lastSeq: number;
}

const UNTIL: ReadonlySet<unknown> = new Set(["settled", "question", "changed"]);

/** A journal that takes longer keeps nobody waiting. */
const WRITTEN_MS = 5_000;

/**
 * Wait for agents, and then until the journal, if there is one, has what is said of them: who hears that an agent is done
 * may count on it, whatever happens to this program.
 *
 * @throws {InvalidOptionsError}
 */
export async function waitFor(
  records: readonly AgentRecord[],
  log: LogView,
  options: WaitOptions,
  written?: (records: readonly AgentRecord[]) => Promise<void>,
): Promise<Waited> {
  const { until = "settled", signal, after = log.next - 1 } = options;
  const begun = performance.now();
  const timeoutMs = time("timeoutMs", options.timeoutMs ?? Number.POSITIVE_INFINITY);
  wholeNumber("after", after, -1);
  if (!UNTIL.has(until))
    throw new InvalidOptionsError([
      `"until" must be one of ${[...UNTIL].join(", ")}, not ${JSON.stringify(until)}`,
    ]);
  const needed = quorum(options.mode ?? "all", new Set(records).size);
  const byId = new Map(records.map((record) => [record.id, record]));
  const isDone = (record: AgentRecord): boolean => {
    if (until === "changed") return log.lastOf(record) > after;
    return isComplete(record.state) || (until === "question" && record.questions.size > 0);
  };
  const fulfilled = new Set(records.filter(isDone));
  const done = (): boolean => fulfilled.size >= needed;
  if (!done() && signal?.aborted !== true)
    await new Promise<void>((resolve) => {
      const known = log.next;
      const timer = Number.isFinite(timeoutMs)
        ? setTimeout(() => finish(), Math.min(timeoutMs, LONGEST_TIMER_MS))
        : undefined;
      const stop = log.subscribe(({ seq, sessionId }) => {
        const record = byId.get(sessionId);
        // A reader that is added while an event is read hears of that one as well.
        if (record === undefined || seq < known) return;
        if (isDone(record)) fulfilled.add(record);
        else fulfilled.delete(record);
        if (done()) finish();
      });
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", finish);
        stop();
        for (const record of records) record.waiters -= 1;
        resolve();
      };
      for (const record of records) record.waiters += 1;
      signal?.addEventListener("abort", finish, { once: true });
    });
  const restMs = Math.min(WRITTEN_MS, timeoutMs - (performance.now() - begun));
  const settled = records.filter(({ state }) => isComplete(state));
  if (written !== undefined && done() && restMs > 0) await within(written(settled), restMs);
  const changes = log.after(after, ({ sessionId }) => byId.has(sessionId));
  return { done: done(), changes, lastSeq: log.next - 1, dropped: log.droppedAfter(after) };
}

function quorum(mode: "all" | "any" | number, count: number): number {
  if (mode === "all") return count;
  if (mode === "any") return Math.min(1, count);
  if (Number.isSafeInteger(mode) && mode >= 0 && mode <= count) return mode;
  throw new InvalidOptionsError([
    `"mode" must be "all", "any", or a number of the ${count} agents, not ${JSON.stringify(mode)}`,
  ]);
}
