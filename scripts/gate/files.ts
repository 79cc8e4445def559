// The test files: which there are, which runtimes run them, and which comes first.
import { createHash } from "node:crypto";
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
  "tests/conformance":
    "runs a suite that wants a Node of its own; what it asks for is tested beside it everywhere",
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
  "tests/manager/untraced.test.ts": "counts calls with the inspector of Node",
  "tests/server/impatient.test.ts":
    "waits for jobs of a minute; clients and servers on each runtime have other tests",
  "tests/server/terminal.test.ts":
    "is about what the real Claude Code shows in a terminal; tasks.test.ts has the same tasks everywhere",
  "tests/server/terminal-many.test.ts":
    "is about what the real Claude Code shows in a terminal; tasks.test.ts has the same tasks everywhere",
  "tests/server/terminal-stdio.test.ts":
    "is about what the real Claude Code shows in a terminal; hasty-client.test.ts and durable.test.ts are for everywhere",
  "tests/server/real-clients.test.ts": "starts servers on each runtime by itself",
  "tests/server/threats-slow.test.ts": "is about limits of Node's own HTTP server; others have their own",
  "tests/session/stack.test.ts": "reads stacks as Node prints them",
};

/** Folders whose files wait for `npm run test:all`, and why `npm test` can do without them. */
const LATER: Readonly<Record<string, string>> = {
  "tests/soak": "takes minutes, and fails only when something is very wrong",
  "tests/package": "builds and packs, and runs what it has built on every runtime",
  "tests/kinds": "compiles the library once more; each part of what it shows has a test of its own",
  "tests/conformance": "needs the protocol's own suites, and Node 22",
  "tests/versions": "needs older releases of Claude Code, which are 400 MB",
  "tests/official/messages":
    "plays 65 programs on the real CLI and compares them with what the official SDK makes of it; calls, requests and launches are compared beside it",
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
  "tests/server/delegating-claude.test.ts":
    "has an agent of fifty calls delegated to twice; clients.test.ts has the real CLI delegate as well",
  "tests/server/impatient.test.ts":
    "waits for jobs of a minute; waits that are given up have other tests as well",
  "tests/server/terminal.test.ts":
    "waits minutes for five delegations in a terminal; tasks.test.ts has the same tasks without one",
  "tests/server/terminal-many.test.ts":
    "waits minutes for three delegations at once in a terminal; tasks.test.ts has the same tasks without one",
  "tests/server/terminal-stdio.test.ts":
    "waits minutes for delegations in a terminal; hasty-client.test.ts and durable.test.ts need none",
  "tests/server/threats-slow.test.ts":
    "waits for limits of half a minute; half-open connections have another test as well",
  "tests/server/threats-principals.test.ts":
    "plays whole conversations of several principals; what they see of each other tokens.test.ts shows as well",
  "tests/server/threats-end.test.ts":
    "starts the executable and ends it in the middle of work, as durable.test.ts does",
  "tests/server/threats-frozen.test.ts":
    "starts a program of its own; names that every object has are tested in threats-agents.test.ts",
  "tests/server/real-clients.test.ts":
    "starts the inspector a dozen times for each kind of server; clients.test.ts and tools.test.ts connect clients as well",
  "tests/examples": "belongs to the documentation: what it runs is made of parts that other tests cover",
};

/** Folders that every line of Node runs each time: what differs between them are streams, processes and files. */
const EVERY_NODE = ["tests/wire", "tests/process", "tests/events", "tests/control", "tests/journal"];

/** `now` is what `npm test` runs, `later` what it leaves out, `everywhere` what other runtimes run. */
export type Selection = "now" | "later" | "everywhere";

export function select(files: readonly string[], selection: Selection): string[] {
  if (selection === "everywhere") return files.filter((file) => !within(Object.keys(ONCE), file));
  return files.filter((file) => within(Object.keys(LATER), file) === (selection === "later"));
}

function within(places: readonly string[], file: string): boolean {
  return places.some((each) => file === each || file.startsWith(`${each}/`));
}

/**
 * Comparisons with the official SDK, with what the real CLI makes of a damage, and whole conversations of clients and agents
 * that take long: each runs on one other runtime. What they are made of runs on all.
 */
export const DEALT: readonly string[] = [
  "tests/official",
  ...["rate-limits", "rate-limit-faults", "delegate", "agent-worktrees"].map(
    (name) => `tests/manager/${name}.test.ts`,
  ),
  ...[
    "agent-surroundings",
    "claude-check",
    "confined-folders",
    "delegating-unified",
    "durable",
    "elicitation",
    "greedy",
    "nesting",
    "nesting-places",
    "other-owner",
    "own-children",
    "signals",
    "tasks",
    "threats-agents",
    "threats-arguments",
    "threats-calls",
    "unified",
    "waiting",
    "worktree",
  ].map((name) => `tests/server/${name}.test.ts`),
  "tests/transcripts/damage-real.test.ts",
  "tests/transcripts/repair-real.test.ts",
];

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
