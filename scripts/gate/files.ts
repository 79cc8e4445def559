// The test files: which there are, which runtimes run them, and which comes first.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./command.ts";
import { DEALT, EVERY_NODE, LATER, LONG, ONCE } from "./schedule.ts";

/** All that waits for `npm run test:all`. */
const WAITING: readonly string[] = [
  ...Object.keys(LATER),
  ...Object.entries(LONG).flatMap(([folder, names]) => names.map((name) => `${folder}/${name}.test.ts`)),
];

/** `now` is what `npm test` runs, `later` what it leaves out, `everywhere` what other runtimes run. */
export type Selection = "now" | "later" | "everywhere";

export function select(files: readonly string[], selection: Selection): string[] {
  if (selection === "everywhere") return files.filter((file) => !within(Object.keys(ONCE), file));
  return files.filter((file) => within(WAITING, file) === (selection === "later"));
}

function within(places: readonly string[], file: string): boolean {
  return places.some((each) => file === each || file.startsWith(`${each}/`));
}

/**
 * Which files each of the other runtimes runs. Deno and Bun run all but the comparisons; of the Nodes, which are much
 * alike, one runs each file, and all of them those on which they differ.
 *
 * @param names Of the runtimes.
 * @param seed Another one deals them out differently, so that in time every runtime runs every file.
 */
export function sharesOf(
  files: readonly string[],
  names: readonly string[],
  seed: string,
): ReadonlyMap<string, readonly string[]> {
  const place = (file: string): string => createHash("sha256").update(`${seed} ${file}`).digest("hex");
  const dealt = files.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
  const nodes = names.filter((name) => name.startsWith("node"));
  const isFor = (name: string, file: string, index: number): boolean => {
    if (within(DEALT, file)) return names[index % names.length] === name;
    return !nodes.includes(name) || within(EVERY_NODE, file) || nodes[index % nodes.length] === name;
  };
  return new Map(names.map((name) => [name, dealt.filter((file, index) => isFor(name, file, index))]));
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
