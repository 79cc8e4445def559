// One step of the gate: what it runs, what it counted, what to show when it fails.
import path from "node:path";
import { command, NOT_BEGUN, ROOT } from "./command.ts";
import type { Place } from "./places.ts";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What went wrong, under the name of the check or test file that found it. */
export interface Failure {
  readonly name: string;
  readonly text: string;
}

export interface Outcome {
  /** A check counts as one. */
  readonly counts: Counts;
  readonly failures: readonly Failure[];
  /** Why the step was not run. */
  readonly skipped?: string;
}

export interface Step {
  readonly name: string;
  /** It needs what tests/runtimes installs. */
  readonly needsRuntimes?: boolean;
  run(place: Place): Promise<Outcome>;
}

/** What is neither a check nor a test, or was not begun. */
export const NOTHING: Outcome = { counts: { passed: 0, failed: 0, skipped: 0 }, failures: [] };

/** A check that is one command. */
export function check(name: string, file: string, ...args: string[]): Step {
  return { name, run: (place) => place(() => outcomeOf(name, file, args)) };
}

/** Run one command, and judge it by its exit code. */
export async function outcomeOf(
  name: string,
  file: string,
  args: readonly string[],
  cwd: string = ROOT,
): Promise<Outcome> {
  const ended = await command(file, args, { cwd });
  const { ok, output, cutOff } = ended;
  if (ended === NOT_BEGUN) return NOTHING;
  if (ok) return { counts: { passed: 1, failed: 0, skipped: 0 }, failures: [] };
  return failed({ name, text: [output.trim(), cutOff].filter(Boolean).join("\n") });
}

export function failed(failure: Failure): Outcome {
  return { counts: { passed: 0, failed: 1, skipped: 0 }, failures: [failure] };
}

export function sum(all: readonly Counts[]): Counts {
  const of = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: of("passed"), failed: of("failed"), skipped: of("skipped") };
}

/** The file behind a command of an installed package. */
export function binary(name: string): string {
  return path.join(ROOT, "node_modules/.bin", name);
}
