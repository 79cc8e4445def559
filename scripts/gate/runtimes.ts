// The runtimes that the suite runs on, installed from tests/runtimes when they are missing; so are older Claude Codes, and the protocol's own suites.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { ROOT } from "./command.ts";
import { NOTHING, type Outcome, outcomeOf } from "./step.ts";

const FOLDER = path.join(ROOT, "tests/runtimes");
const CLAUDES = path.join(ROOT, "tests/versions");
/** Of the older revisions, and of 2026-07-28. */
const CONFORMANCE = ["tests/conformance", "tests/conformance/2026"].map((folder) => path.join(ROOT, folder));
/** The oldest Node that we support, and the newest of each line. */
export const NODES: readonly string[] = ["20.19", "22", "24", "26"];
/** Bun's own limit of 5 s for a test is meant for tests that start no process. */
const BUN_TIMEOUT_MS = 600_000;

export interface Runtime {
  readonly name: string;
  /** Where it is; undefined when it is not installed, or this platform has none. */
  readonly file: string | undefined;
  /** The command line that runs one test file. */
  args(file: string): string[];
}

/** All runtimes; the first is the one that runs this script. */
export function runtimes(): [Runtime, ...Runtime[]] {
  const own = process.versions.node;
  const others = NODES.filter((version) => !`${own}.`.startsWith(`${version}.`));
  return [
    nodeRuntime(own, () => process.execPath),
    ...others.map((version) =>
      nodeRuntime(version, () => installed(`node${version}-${process.platform}-${process.arch}/bin/node`)),
    ),
    {
      name: "deno",
      get file() {
        return installed(".bin/deno");
      },
      args: (file) => ["test", "--allow-all", "--no-check", "--quiet", file],
    },
    {
      name: "bun",
      get file() {
        return installed(".bin/bun");
      },
      // Without the dot it is a pattern, which other files may match as well.
      args: (file) => ["test", "--timeout", String(BUN_TIMEOUT_MS), `./${file}`],
    },
  ];
}

function nodeRuntime(version: string, find: () => string | undefined): Runtime {
  // From 22 on Node runs TypeScript as it is: the tree holds only syntax that can be erased.
  const loader = Number.parseInt(version, 10) < 22 ? ["--import", "tsx"] : ["--no-warnings"];
  return {
    name: `node${version}`,
    get file() {
      return find();
    },
    // Without --test, which would only start a second process for the file.
    args: (test) => [...loader, "--test-reporter=spec", test],
  };
}

/** Looked up when it is needed, because installing comes first. */
function installed(file: string): string | undefined {
  const whole = path.join(FOLDER, "node_modules", file);
  return existsSync(whole) ? whole : undefined;
}

/** Install them, the older releases of Claude Code and the conformance suites, unless that has been done for these very lock files. */
export async function installRuntimes(): Promise<Outcome> {
  for (const folder of [FOLDER, CLAUDES, ...CONFORMANCE]) {
    const outcome = await install(folder);
    if (outcome.failures.length > 0) return outcome;
  }
  return NOTHING;
}

async function install(folder: string): Promise<Outcome> {
  const lock = await readFile(path.join(folder, "package-lock.json"), "utf8");
  const stamp = path.join(folder, "node_modules/.installed-lock");
  if ((await readFile(stamp, "utf8").catch(() => "")) === lock) return NOTHING;
  // Claude Code needs no install script: it would unpack the same program a second time.
  const args = ["ci", "--no-audit", "--no-fund", ...(folder === CLAUDES ? ["--ignore-scripts"] : [])];
  const outcome = await outcomeOf("runtimes", "npm", args, folder);
  if (outcome.failures.length === 0) await writeFile(stamp, lock);
  return outcome.failures.length > 0 ? outcome : NOTHING;
}
