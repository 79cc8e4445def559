// The test suite as a step: each file in a process of its own, which ends with all that it has started.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { command, type Ended, isStopped, NOT_BEGUN, ROOT } from "./command.ts";
import { keepDurations, lastDurations, longestFirst } from "./files.ts";
import type { Place } from "./places.ts";
import { advance, expect, print } from "./progress.ts";
import type { Runtime } from "./runtimes.ts";
import { type Counts, type Failure, failed, NOTHING, type Outcome, type Step, sum } from "./step.ts";

const LOGS = path.join(ROOT, ".gate/logs");
/** What a failure may fill of the screen; the log has the rest. */
const LINES = 60;

export function suite(name: string, runtime: Runtime, files: readonly string[]): Step {
  return { name, run: (place) => runFiles(name, runtime, files, place) };
}

async function runFiles(
  name: string,
  runtime: Runtime,
  files: readonly string[],
  place: Place,
): Promise<Outcome> {
  const { file: executable } = runtime;
  if (executable === undefined) return { ...NOTHING, skipped: "there is none for this platform" };
  const durations: Record<string, number> = {};
  const runFile = async (file: string): Promise<Outcome> => {
    const ended = await command(executable, runtime.args(file));
    if (ended.cutOff === undefined) durations[`${runtime.name} ${file}`] = ended.seconds;
    const outcome = judge(file, runtime.name, ended);
    for (const failure of outcome.failures) print(`FAIL  ${failure.name}`);
    advance();
    return outcome;
  };
  expect(files.length);
  const ordered = longestFirst(files, runtime.name, lastDurations());
  const outcomes = await Promise.all(ordered.map((file) => place(() => runFile(file))));
  keepDurations(durations);
  const counts = sum(outcomes.map((outcome) => outcome.counts));
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  if (counts.passed + counts.failed === 0 && !isStopped()) return failed({ name, text: "No test was run" });
  return { counts, failures };
}

/** What the end of a test file's process means. */
export function judge(file: string, runtime: string, ended: Ended): Outcome {
  const { ok, output, cutOff } = ended;
  if (ended === NOT_BEGUN) return NOTHING;
  const counts = countsOf(output);
  const log = path.join(LOGS, runtime, `${file.replaceAll("/", "-")}.log`);
  rmSync(log, { force: true });
  const reason =
    cutOff ?? (counts.passed + counts.failed + counts.skipped === 0 ? "No test was run" : undefined);
  if (ok && counts.failed === 0 && reason === undefined) return { counts, failures: [] };
  mkdirSync(path.dirname(log), { recursive: true });
  writeFileSync(log, output);
  const text = [essence(output), reason, `(all it printed: ${path.relative(ROOT, log)})`]
    .filter(Boolean)
    .join("\n");
  const failure: Failure = { name: `${file} on ${runtime}`, text };
  return { counts: { ...counts, failed: Math.max(counts.failed, 1) }, failures: [failure] };
}

/** The failing tests and their errors: runners repeat them at the end, or print them between those that passed. */
export function essence(output: string): string {
  const repeated = /^(?:✖ failing tests:| ERRORS )$/gm;
  const starts = [...output.matchAll(repeated)].map(({ index }) => index);
  const lines = output
    .slice(starts.at(-1) ?? 0)
    .split("\n")
    .filter((line) => !/^\s*(?:✔|ℹ|test at |\((?:pass|skip)\)|at .*\(?(?:node:|ext:))/.test(line));
  const text = lines
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()
    .split("\n");
  if (text.length <= LINES) return text.join("\n");
  // Errors stand first where they are repeated, and last where they are not.
  return (starts.length > 0 ? [...text.slice(0, LINES), "…"] : ["…", ...text.slice(-LINES)]).join("\n");
}

/** The numbers in the closing lines of node's, Deno's and Bun's test runners. */
export function countsOf(output: string): Counts {
  const last = (pattern: RegExp): number =>
    [...output.matchAll(pattern)]
      .at(-1)
      ?.slice(1)
      .reduce((total, count) => total + Number(count ?? 0), 0) ?? 0;
  return {
    // Deno calls the tests within a test steps, and counts what holds them as well.
    passed:
      last(/^(?:#|ℹ) pass (\d+)/gm) +
      last(/\| (\d+) passed(?: \((\d+) steps?\))?/g) +
      last(/^\s*(\d+) pass$/gm),
    failed:
      last(/^(?:#|ℹ) fail (\d+)/gm) +
      // Those that ran out of time, or whose parent did.
      last(/^(?:#|ℹ) cancelled (\d+)/gm) +
      last(/\| (\d+) failed/g) +
      last(/^\s*(\d+) fail$/gm),
    skipped:
      last(/^(?:#|ℹ) skipped (\d+)/gm) +
      last(/\| (\d+) ignored(?: \((\d+) steps?\))?/g) +
      last(/^\s*(\d+) skip$/gm),
  };
}
