// The test suite as a step: its files, one runtime, and what the runtime's own summary counted.
import { readdirSync } from "node:fs";
import path from "node:path";
import type { Runtime } from "./runtimes.ts";
import { type Counts, command, ROOT, type Step } from "./step.ts";

/** Files that run on one runtime only, and why that is enough. */
const ONCE: Readonly<Record<string, string>> = {
  "tests/soak":
    "counts processes and descriptors over hundreds of sessions; what it measures is the same everywhere",
  "tests/official/types": "reads the official SDK's declarations with the compiler, which runs on Node",
  "tests/package": "looks at the packed package, which is the same for every runtime",
  "tests/documentation": "compares texts with sources, which are the same for every runtime",
  "tests/scripts": "tests the gate's own scripts, which only Node runs",
};

/** Every test file, sorted; an explicit list, because Node 20 runs none and says nothing when given a folder. */
export function testFiles(first: boolean): string[] {
  const files = readdirSync(path.join(ROOT, "tests"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
    .map((file) => path.posix.join("tests", file.replaceAll(path.sep, "/")))
    .toSorted();
  return first ? files : files.filter((file) => !Object.keys(ONCE).some((folder) => file.startsWith(folder)));
}

export function suite(runtime: Runtime, files: readonly string[]): Step {
  return {
    name: `suite on ${runtime.name}`,
    run: async () => {
      if (runtime.file === undefined) return { ok: true, output: "", skipped: "no build for this platform" };
      if (files.length === 0) return { ok: false, output: "There is no test file" };
      const { ok, output } = await command(runtime.file, runtime.args(files));
      const counts = countsOf(output);
      if (counts.passed === 0) return { ok: false, output: `${output}\nNo test was run`, counts };
      return { ok: ok && counts.failed === 0, output, counts };
    },
  };
}

/** The numbers in the closing lines of node's, Deno's and Bun's test runners. */
export function countsOf(output: string): Counts {
  const last = (pattern: RegExp): number => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
  return {
    passed: last(/^(?:#|ℹ) pass (\d+)/gm) + last(/\| (\d+) passed/g) + last(/^\s*(\d+) pass$/gm),
    failed: last(/^(?:#|ℹ) fail (\d+)/gm) + last(/\| (\d+) failed/g) + last(/^\s*(\d+) fail$/gm),
    skipped: last(/^(?:#|ℹ) skipped (\d+)/gm) + last(/\| (\d+) ignored/g) + last(/^\s*(\d+) skip$/gm),
  };
}
