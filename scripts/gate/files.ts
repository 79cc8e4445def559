// The test files: which there are, which runtimes run them, and which comes first.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./command.ts";

/** Folders and files that run on one runtime only, and why that is enough. */
const ONCE: Readonly<Record<string, string>> = {
  "tests/soak":
    "counts processes and descriptors over hundreds of sessions; what it measures is the same everywhere",
  "tests/official/types": "compares declarations and the names of exports, with the compiler",
  "tests/bench": "tests the benchmark, which only Node runs",
  "tests/package": "looks at the packed package, which is the same for every runtime",
  "tests/versions": "is about what the CLI does; what the runtimes do with a CLI other tests show",
  "tests/documentation": "compares texts with sources, which are the same for every runtime",
  "tests/scripts": "tests the gate's own scripts, which only Node runs",
  "tests/kinds": "runs the generators, which only Node runs",
  "tests/core/memory.test.ts": "collects and measures memory as Node does it",
  "tests/core/listeners.test.ts":
    "listens for uncaught exceptions, which other test runners take for their own",
  "tests/manager/listeners.test.ts":
    "listens for uncaught exceptions, which other test runners take for their own",
  "tests/manager/hundred.test.ts":
    "shows what the manager does, with numbers; parking.test.ts runs everywhere",
  "tests/session/stack.test.ts": "reads stacks as Node prints them",
};

/** Folders whose files wait for `npm run test:all`, and why `npm test` can do without them. */
const LATER: Readonly<Record<string, string>> = {
  "tests/soak": "takes minutes, and fails only when something is very wrong",
  "tests/package": "builds and packs, and runs what it has built on every runtime",
  "tests/kinds": "compiles the library once more; each part of what it shows has a test of its own",
  "tests/versions": "needs older releases of Claude Code, which are 400 MB",
  "tests/session/own-process-failures.test.ts":
    "waits for limits of seconds, a minute in all; processes of the host's own have other tests as well",
  "tests/transcripts/damage-real.test.ts":
    "starts the real CLI for each of 54 damages; what it made of them stands in a table that damage.test.ts reads",
  "tests/transcripts/repair-real.test.ts":
    "starts the real CLI for the copy of each; that a copy resumes is tested in changed-session.test.ts as well",
  "tests/transcripts/reading-time.test.ts":
    "compares the times of seven shapes and seven texts; what is read of them is tested elsewhere",
  "tests/official/types/programs.test.ts": "compiles whole programs; single types are compared beside it",
  "tests/manager/hundred.test.ts":
    "starts the real CLI two hundred times; parking.test.ts does the same with five jobs",
  "tests/examples": "belongs to the documentation: what it runs is made of parts that other tests cover",
};

/** `now` is what `npm test` runs, `later` what it leaves out, `everywhere` what other runtimes run. */
export type Selection = "now" | "later" | "everywhere";

export function select(files: readonly string[], selection: Selection): string[] {
  const within = (places: object, file: string): boolean =>
    Object.keys(places).some((each) => file === each || file.startsWith(`${each}/`));
  if (selection === "everywhere") return files.filter((file) => !within(ONCE, file));
  return files.filter((file) => within(LATER, file) === (selection === "later"));
}

/** The test files under a folder; an explicit list, because Node 20 runs none and says nothing when given a folder. */
export function testFiles(folder = "tests"): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, "/")))
    .toSorted();
}

const DURATIONS = path.join(ROOT, ".gate/durations.json");

/** How many seconds a file took when it last ran, by `<runtime> <file>`. */
export type Durations = Readonly<Record<string, number>>;

export function lastDurations(): Durations {
  try {
    return JSON.parse(readFileSync(DURATIONS, "utf8")) as Durations;
  } catch {
    // The first run, or one that was killed while it wrote: the sizes of the files serve as well.
    return {};
  }
}

export function keepDurations(durations: Durations): void {
  mkdirSync(path.dirname(DURATIONS), { recursive: true });
  writeFileSync(DURATIONS, JSON.stringify({ ...lastDurations(), ...durations }, undefined, 1));
}

/** The longest first, so that none is left running alone at the end; unknown ones by size, before all others. */
export function longestFirst(files: readonly string[], runtime: string, durations: Durations): string[] {
  const weight = (file: string): number =>
    durations[`${runtime} ${file}`] ?? 1_000 + statSync(path.join(ROOT, file)).size;
  const weights = new Map(files.map((file) => [file, weight(file)]));
  return files.toSorted((one, other) => (weights.get(other) ?? 0) - (weights.get(one) ?? 0));
}
