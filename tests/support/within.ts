// A CLI within the test's own program, which does what the test says when it says so.
import process from "node:process";
import type { Options } from "../../lib/index.ts";
import { WithinPlace } from "../model/child.ts";
import { Cli, type Habits } from "../model/cli.ts";
import { until } from "./until.ts";

/** Options for a session with a CLI that the test plays. */
export function within(habits: Partial<Habits> = {}): { readonly cli: Cli; readonly options: Options } {
  const usual: Habits = { states: true, lifecycle: true, initialize: "answered", stubborn: false };
  const cli = new Cli({ ...usual, ...habits });
  return { cli, options: new WithinPlace().options(cli) };
}

/** The CLI has heard so many prompts. */
export function heard(cli: Cli, prompts = 1): Promise<void> {
  return until(
    () => cli.prompts.length >= prompts,
    `${cli.prompts.length} of ${prompts} prompts reached the CLI`,
  );
}

/** How a promise ends within some time: its value, its error, or not at all. */
export async function outcomeOf<T>(
  promise: Promise<T>,
  ms = 20_000,
): Promise<{ value?: T; error?: Error & { code?: string }; pending?: true }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<{ pending: true }>((resolve) => {
    timer = setTimeout(() => resolve({ pending: true }), ms);
  });
  const settled = promise.then(
    (value) => ({ value }),
    (error: Error) => ({ error }),
  );
  const outcome = await Promise.race([settled, late]);
  clearTimeout(timer);
  return outcome;
}

/**
 * What is thrown into this program while something runs: the runner's own listeners, which would fail the test, do not
 * hear of it.
 */
export async function thrownDuring(run: () => Promise<unknown>): Promise<unknown[]> {
  const thrown: unknown[] = [];
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => [event, process.rawListeners(event)] as const);
  const note = (error: unknown): void => void thrown.push(error);
  for (const event of events) process.removeAllListeners(event).on(event, note);
  try {
    await run();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    for (const [event, listeners] of before) {
      process.removeAllListeners(event);
      for (const listener of listeners) process.on(event, listener as (...args: unknown[]) => void);
    }
  }
  return thrown;
}

const { deno, bun } = process.versions as Record<string, string | undefined>;
/** Why {@link thrownDuring} is of no use here. */
export const SKIP_THROWN: string | false =
  deno === undefined && bun === undefined ? false : "this runner takes whatever nobody catches for its own";
