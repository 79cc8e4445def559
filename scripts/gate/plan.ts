// What each command of the gate runs.
import { randomInt } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { type Wish, WishError } from "./arguments.ts";
import { ROOT } from "./command.ts";
import { select, testFiles } from "./files.ts";
import { runtimes } from "./runtimes.ts";
import { binary, check, type Step } from "./step.ts";
import { suite } from "./suite.ts";

const NODE = process.execPath;
const TSX = ["--import", "tsx"];
const DENO = path.join(ROOT, "tests/runtimes/node_modules/.bin/deno");

/** Another one each time; it stands in the step's name, so that any run can be had again. */
const SEED = String(randomInt(2 ** 31));

/** Cheap checks, which say within seconds what is wrong. */
const CHECKS: readonly Step[] = [
  check("types", NODE, "node_modules/typescript/bin/tsc", "-p", "tsconfig.json"),
  check("lint", binary("oxlint")),
  check("format", binary("biome"), "check", "."),
  check("layers", NODE, ...TSX, "scripts/check-layers.ts"),
  check("generated files", NODE, ...TSX, "scripts/generate.ts", "--check"),
];

/** What a reader and a user of the package see. */
const LATER_CHECKS: readonly Step[] = [
  check("documentation", NODE, ...TSX, "scripts/check-docs.ts"),
  check("package", NODE, ...TSX, "scripts/check-package.ts"),
  check(`model, seed ${SEED}`, NODE, ...TSX, "scripts/model.ts", "--runs", "50", "--seed", SEED),
  check(
    `model of agents, seed ${SEED}`,
    NODE,
    ...TSX,
    "scripts/model.ts",
    "--agents",
    "--runs",
    "50",
    "--seed",
    SEED,
  ),
  check("chaos", NODE, ...TSX, "scripts/chaos.ts"),
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

/** Both tiers when steps are chosen by name. */
function tier({ all, only }: Wish): Step[] {
  const files = testFiles();
  const [own, ...others] = runtimes();
  const now = [...CHECKS, suite(`tests on ${own.name}`, own, select(files, "now"))];
  const later = [
    ...LATER_CHECKS,
    afterInstalling(suite(`more tests on ${own.name}`, own, select(files, "later"))),
    ...others.map((other) =>
      afterInstalling(suite(`tests on ${other.name}`, other, select(files, "everywhere"))),
    ),
  ];
  if (only !== undefined) return [...now, ...later];
  return all === true ? later : now;
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
