// When tests run and on which runtimes, where that is not always and on all, and why.

/** Folders and files that run on one runtime only, and why that is enough. */
export const ONCE: Readonly<Record<string, string>> = {
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
  "tests/server/inspector-tasks.test.ts":
    "is about the inspector, which wants Node 22; tasks.test.ts has the same tasks everywhere",
  "tests/server/real-clients.test.ts": "starts servers on each runtime by itself",
  "tests/server/threats-slow.test.ts": "is about limits of Node's own HTTP server; others have their own",
  "tests/session/stack.test.ts": "reads stacks as Node prints them",
};

/** Folders whose files wait for `npm run test:all`, and why `npm test` can do without them. */
export const LATER: Readonly<Record<string, string>> = {
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
  "tests/server/inspector-tasks.test.ts":
    "wants Node 22, which test:all installs; tasks.test.ts has the same tasks without the inspector",
  "tests/server/real-clients.test.ts":
    "starts the inspector a dozen times for each kind of server; clients.test.ts and tools.test.ts connect clients as well",
  "tests/examples": "belongs to the documentation: what it runs is made of parts that other tests cover",
};

/** Files that take ten seconds or more, by folder: of each of these there are shorter ones, which `npm test` runs. */
export const LONG: Readonly<Record<string, readonly string[]>> = {
  "tests/bench": ["measure"],
  "tests/export": ["long-sessions"],
  "tests/faults": ["consumer", "real-callbacks"],
  "tests/manager": [
    "acting-listeners",
    "agent-worktrees",
    "budget-faults",
    "budgets",
    "cases",
    "cost",
    "delegate",
    "durable",
    "durable-journal",
    "exhaustion",
    "kept",
    "odd-requests",
    "orphans",
    "parking",
    "prototype",
    "rate-limit-faults",
    "rate-limit-real",
    "rate-limits",
    "resuming",
    "spans",
    "spare-choice",
    "spares",
    "tracing",
    "usage",
  ],
  "tests/official": ["setting-values", "store"],
  "tests/official/types": ["exports", "names"],
  "tests/options": ["isolation", "shadowed-callback"],
  "tests/process": ["guardian", "host-ends"],
  "tests/server": [
    "agent-surroundings",
    "always",
    "asking",
    "cancelling",
    "claude-check",
    "client-log",
    "confined-ends",
    "confined-folders",
    "confinement",
    "deadline",
    "delegating-unified",
    "durable",
    "elicitation",
    "eras",
    "greedy",
    "limits",
    "listening",
    "lost-tasks",
    "nesting",
    "nesting-places",
    "original",
    "other-owner",
    "own-children",
    "round-trip",
    "signals",
    "spawn-keys",
    "tasks-misused",
    "threats-agents",
    "threats-arguments",
    "threats-calls",
    "threats-messages",
    "tidy-arguments",
    "unified",
    "unified-tasks",
    "waiting",
    "worktree",
  ],
  "tests/session": ["own-processes"],
  "tests/stores": ["append", "hosts", "resume"],
  "tests/transcripts": ["changed-session"],
};

/** Folders that every line of Node runs each time: what differs between them are streams, processes and files. */
export const EVERY_NODE: readonly string[] = [
  "tests/wire",
  "tests/process",
  "tests/events",
  "tests/control",
  "tests/journal",
];

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
