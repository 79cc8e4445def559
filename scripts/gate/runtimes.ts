// The runtimes that the suite runs on, installed from tests/runtimes when they are missing.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { command, type Outcome, ROOT } from "./step.ts";

const FOLDER = path.join(ROOT, "tests/runtimes");

export interface Runtime {
  readonly name: string;
  /** The executable, or undefined when this platform has none. */
  readonly file: string | undefined;
  /** The command line that runs these test files. */
  args(files: readonly string[]): string[];
}

const NODE_TEST = ["--test", "--test-concurrency=2", "--test-timeout=300000"];

/** All runtimes; the first is the one that runs this script. */
export function runtimes(): Runtime[] {
  const own = `node${process.versions.node.split(".")[0]}`;
  const native = Number(process.versions.node.split(".")[0]) >= 22;
  const loader = native ? [] : ["--import", "tsx"];
  return [
    { name: own, file: process.execPath, args: (files) => [...loader, ...NODE_TEST, ...files] },
    ...["node22", "node24"].filter((name) => name !== own).map(nodeRuntime),
    {
      name: "deno",
      file: installed(".bin/deno"),
      args: (files) => ["test", "--allow-all", "--no-check", "--quiet", ...files],
    },
    { name: "bun", file: installed(".bin/bun"), args: (files) => ["test", "--timeout", "60000", ...files] },
  ];
}

function nodeRuntime(name: string): Runtime {
  const file = installed(`${name}-${process.platform}-${process.arch}/bin/node`);
  // These run TypeScript as it is: the tree holds only syntax that can be erased.
  return { name, file, args: (files) => ["--no-warnings", ...NODE_TEST, ...files] };
}

function installed(file: string): string | undefined {
  const whole = path.join(FOLDER, "node_modules", file);
  return existsSync(whole) ? whole : undefined;
}

/** Install them, unless that has been done for this very lock file. */
export async function installRuntimes(): Promise<Outcome> {
  const lock = await readFile(path.join(FOLDER, "package-lock.json"), "utf8");
  const stamp = path.join(FOLDER, "node_modules/.installed-lock");
  if ((await readFile(stamp, "utf8").catch(() => "")) === lock) return { ok: true, output: "" };
  const outcome = await command("npm", ["ci", "--no-audit", "--no-fund"], FOLDER);
  if (outcome.ok) await writeFile(stamp, lock);
  return outcome;
}
