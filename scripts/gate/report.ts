// What people read: a line when a step is done, the failures when all are, and the sum.
import { type Outcome, sum } from "./step.ts";

export interface Finished extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

export function lineOf({ name, seconds, counts, failures, skipped }: Finished): string {
  const mark = skipped === undefined ? (failures.length === 0 ? "ok  " : "FAIL") : "skip";
  const { passed, failed, skipped: left } = counts;
  const detail =
    skipped ?? (passed + failed + left <= 1 ? "" : `${passed} passed, ${failed} failed, ${left} skipped`);
  return `${mark}  ${name.padEnd(26)} ${seconds.toFixed(1).padStart(6)} s  ${detail}`.trimEnd();
}

export function failuresOf(finished: readonly Finished[]): string {
  const failures = finished.flatMap((step) => step.failures);
  return failures.map(({ name, text }) => `\n${"─".repeat(80)}\n${name}\n\n${text}\n`).join("");
}

/** The last line. A check counts as one, so that a check that failed is a failure even when every test passed. */
export function summaryOf(finished: readonly Finished[]): string {
  const { passed, failed, skipped } = sum(finished.map(({ counts }) => counts));
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
