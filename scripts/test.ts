// The gate: everything that must hold before a change lands, in one command.
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { installRuntimes, runtimes } from "./gate/runtimes.ts";
import { binary, check, type Outcome, ROOT, type Step } from "./gate/step.ts";
import { suite, testFiles } from "./gate/suite.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, runtime: { type: "string" }, help: { type: "boolean", short: "h" } },
});

if (values.help) {
  console.log(`npm test                              everything
npm test -- --only types              the steps whose name contains a word
npm test -- --runtime deno            the suite on one runtime
npm test -- tests/query.test.ts       some files, on this Node`);
  process.exit(0);
}

const tsx = (script: string, ...args: string[]): [string, ...string[]] => [
  process.execPath,
  "--import",
  "tsx",
  script,
  ...args,
];
const DENO = path.join(ROOT, "tests/runtimes/node_modules/.bin/deno");
const checks: Step[] = [
  check("types", process.execPath, "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"),
  check("lint", binary("oxlint")),
  check("format", binary("biome"), "check", "."),
  check("layers", ...tsx("scripts/check-layers.ts")),
  check("generated files", ...tsx("scripts/generate.ts", "--check")),
  check("documentation", ...tsx("scripts/check-docs.ts")),
  check("build", ...tsx("scripts/build.ts")),
  check("publint", binary("publint")),
  // npm packs what has just been built; building it again for the check would only take time.
  check("types of the package", binary("attw"), "--pack", ".", "--profile", "esm-only", "--no-color"),
  check("deno check", DENO, "check", "lib", "server", "spec", "examples"),
  check("deno publish", DENO, "publish", "--dry-run", "--allow-dirty", "--no-check"),
];

const lanes = (): Step[][] => {
  const all = runtimes();
  if (positionals.length > 0)
    return [all.slice(0, 1).map((runtime) => suite(runtime, positionals.map(relative)))];
  const suites = all.map((runtime, index) => suite(runtime, testFiles(index === 0)));
  if (values.runtime !== undefined) return [suites.filter(({ name }) => name.endsWith(` ${values.runtime}`))];
  const wanted = (step: Step): boolean => values.only === undefined || step.name.includes(values.only);
  return [checks.filter(wanted), suites.filter(wanted)];
};

const relative = (file: string): string => path.relative(process.cwd(), path.resolve(file));

interface Finished extends Outcome {
  readonly name: string;
  readonly seconds: number;
}

async function runLane(steps: readonly Step[], finished: Finished[]): Promise<void> {
  for (const step of steps) {
    const begun = performance.now();
    const outcome = await step.run();
    const seconds = (performance.now() - begun) / 1000;
    finished.push({ ...outcome, name: step.name, seconds });
    console.log(line(finished.at(-1) as Finished));
    if (!outcome.ok) console.log(`\n${outcome.output.trim()}\n`);
  }
}

function line({ name, ok, seconds, counts, skipped }: Finished): string {
  const mark = skipped === undefined ? (ok ? "ok  " : "FAIL") : "skip";
  const detail = skipped ?? (counts === undefined ? "" : `${counts.passed} passed, ${counts.failed} failed`);
  return `${mark}  ${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s  ${detail}`;
}

const begun = performance.now();
const install: Step = { name: "runtimes", run: installRuntimes };
const finished: Finished[] = [];
if (values.only === undefined && positionals.length === 0) await runLane([install], finished);
// Two lanes for two cores: checks beside suites.
await Promise.all(lanes().map((steps) => runLane(steps, finished)));

const sum = (key: "passed" | "failed" | "skipped"): number =>
  finished.reduce((total, { counts }) => total + (counts?.[key] ?? 0), 0);
const broken = finished.filter(({ ok }) => !ok).map(({ name }) => name);
const ran = finished.length - (finished[0]?.name === install.name ? 1 : 0);
console.log(
  `\n${((performance.now() - begun) / 1000).toFixed(0)} s in all${broken.length > 0 ? `; failed: ${broken.join(", ")}` : ""}`,
);
if (ran === 0) console.log("No step has this name");
if (values.only === undefined || sum("passed") > 0) {
  // A check that failed is a failure even when every test passed.
  const failed =
    sum("failed") + finished.filter(({ ok, counts }) => !ok && (counts?.failed ?? 0) === 0).length;
  console.log(`${sum("passed")} passed, ${failed} failed, ${sum("skipped")} skipped`);
}
process.exitCode = broken.length > 0 || ran === 0 ? 1 : 0;
