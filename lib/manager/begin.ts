// The process of an agent, from before it starts until it has been given what has waited for it.
import { Run, type RunListener } from "./claude.ts";
import { SpareRun } from "./claude-spare.ts";
import type { Fleet } from "./fleet.ts";
import type { Journaling } from "./journaling.ts";
import type { AgentRecord } from "./record.ts";

/** The spare that is the agent's, or one of its own. @throws {InvalidOptionsError} */
export function runFor(record: AgentRecord, { tracing, budgets }: Fleet, listener: RunListener): Run {
  if (record.run !== undefined) return record.run;
  const { nextOptions, prompts, request } = record;
  const traced = tracing?.options(record, nextOptions) ?? nextOptions;
  return new Run(budgets.limited(record, traced), prompts, request.asks, listener);
}

/** Resolves when it has its prompts, or has ended: its end says why. */
export async function begin(
  record: AgentRecord,
  run: Run,
  { processes, journaling }: Fleet,
  listener: RunListener,
): Promise<void> {
  run.within = record.asCaller;
  try {
    if (run instanceof SpareRun) {
      await run.claim(record.request.options, listener);
      processes.spares.claimed(run, true);
    } else await run.start();
    await givePending(record, run, journaling);
  } catch {
    // Whoever listens to the run hears of it.
  }
}

/** Give a process all of them, in order; what is to be written of them is written first. */
async function givePending(record: AgentRecord, run: Run, journaling: Journaling | undefined): Promise<void> {
  const sending: Promise<void>[] = [];
  while (record.run === run && record.pending.length > 0) {
    const prompts = [...record.pending];
    if (journaling !== undefined && !(await journaling.sent(record, prompts))) return;
    // Those that were accepted meanwhile come next.
    record.pending = record.pending.filter((prompt) => !prompts.includes(prompt));
    // A run that takes one no more has ended, and its end says why.
    for (const prompt of prompts) sending.push(run.send(prompt).catch(() => undefined));
  }
  record.live = record.run === run;
  await Promise.all(sending);
}
