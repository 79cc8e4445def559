// What each command of the gate runs.
import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { type Wish, WishError } from "./arguments.ts";
import { ROOT } from "./command.ts";
import { select, sharesOf, testFiles } from "./files.ts";
import { type Runtime, runtimes } from "./runtimes.ts";
import { binary, check, type Step } from "./step.ts";
import { suite } from "./suite.ts";

const NODE = process.execPath;
const TSX = ["--import", "tsx"];
const DENO = path.join(ROOT, "tests/runtimes/node_modules/.bin/deno");

/** Cheap checks, which say within seconds what is wrong. */
const CHECKS: readonly Step[] = [
  check("types", NODE, "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"),
  check("lint", binary("oxlint")),
  check("format", binary("biome"), "check", "."),
  check("layers", NODE, ...TSX, "scripts/check-layers.ts"),
  check("generated files", NODE, ...TSX, "scripts/generate.ts", "--check"),
];

const MODELS = [["model"], ["model of agents", "--agents"], ["model of durable agents", "--durable"]];

/** For each target five seconds. */
const FUZZ_MINUTES = String(20 / 60);

/** What a reader and a user of the package see. */
const laterChecks = (seed: string): Step[] => [
  check("documentation", NODE, ...TSX, "scripts/check-docs.ts"),
  check("package", NODE, ...TSX, "scripts/check-package.ts"),
  ...MODELS.map(([name, ...flags]) =>
    check(
      `${name}, seed ${seed}`,
      NODE,
      ...TSX,
      "scripts/model.ts",
      ...flags,
      "--runs",
      "50",
      "--seed",
      seed,
    ),
  ),
  check("chaos", NODE, ...TSX, "scripts/chaos.ts"),
  check(`fuzz, seed ${seed}`, NODE, ...TSX, "scripts/fuzz.ts", "--minutes", FUZZ_MINUTES, "--seed", seed),
  ...[
    check("deno check", DENO, "check", "lib", "server", "spec", "examples"),
    check("deno publish", DENO, "publish", "--dry-run", "--allow-dirty", "--no-check"),
  ].map(afterInstalling),
];

/** @throws {WishError} If there is nothing of what is asked for. */
export function plan(wish: Wish): Step[] {
  const steps = wish.files.length > 0 || wish.runtime !== undefined ? chosenFiles(wish) : tier(wish);
  const { only } = wish;
  const chosen = only === undefined ? steps : steps.filter(({ name }) => name.includes(only));
  if (chosen.length > 0) return chosen;
  throw new WishError(
    `No step has "${only}" in its name; there are: ${steps.map(({ name }) => name).join(", ")}`,
  );
}

/** Both tiers, and nothing dealt out, when steps are chosen by name. */
function tier({ all, only, whole = only !== undefined, seed = seedOfCommit() }: Wish): Step[] {
  const files = testFiles();
  const [own, ...others] = runtimes();
  const now = [...CHECKS, suite(`tests on ${own.name}`, own, select(files, "now"))];
  const later = [
    ...laterChecks(seed),
    afterInstalling(suite(`more tests on ${own.name}`, own, select(files, "later"))),
    ...onOthers(others, select(files, "everywhere"), whole ? undefined : seed).map(afterInstalling),
  ];
  if (only !== undefined) return [...now, ...later];
  return all === true ? later : now;
}

/**
 * Each commit has its own, which stands in the step's name: what fails once fails again, and each change tries other
 * runs of the models and other shares. Sources without a repository get any.
 */
function seedOfCommit(): string {
  try {
    const asked = ["rev-parse", "HEAD^{tree}"];
    const tree = execFileSync("git", asked, { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
    return String(Number.parseInt(tree.slice(0, 7), 16));
  } catch {
    return String(randomInt(2 ** 28));
  }
}

/** Each runs its share, or without a seed everything. */
function onOthers(others: readonly Runtime[], files: string[], seed: string | undefined): Step[] {
  const names = others.map(({ name }) => name);
  const shares = seed === undefined ? undefined : sharesOf(files, names, seed);
  const share = seed === undefined ? "" : `, share of seed ${seed}`;
  return others.map((other) =>
    suite(`tests on ${other.name}${share}`, other, shares?.get(other.name) ?? files),
  );
}

function chosenFiles({ files, runtime: name }: Wish): Step[] {
  const all = runtimes();
  const runtime = name === undefined ? all[0] : all.find((one) => one.name === name);
  if (runtime === undefined)
    throw new WishError(
      `No runtime is called "${name}"; there are: ${all.map((one) => one.name).join(", ")}`,
    );
  const chosen = files.length > 0 ? files.flatMap(filesAt) : select(testFiles(), "everywhere");
  const step = suite(`tests on ${runtime.name}`, runtime, chosen);
  const others = runtime !== all[0] || select(chosen, "later").length > 0;
  return [others ? afterInstalling(step) : step];
}

function afterInstalling(step: Step): Step {
  return { ...step, needsRuntimes: true };
}

function filesAt(file: string): string[] {
  const whole = path.join(ROOT, file);
  if (!existsSync(whole)) throw new WishError(`There is no ${file}`);
  if (!statSync(whole).isDirectory()) return [file];
  const found = testFiles(file);
  if (found.length === 0) throw new WishError(`There is no test file in ${file}`);
  return found;
}
