// The gate: everything that must hold before a change lands, in two commands.
import os from "node:os";
import process from "node:process";
import { HELP, readWish, WishError } from "./gate/arguments.ts";
import { stopCommands } from "./gate/command.ts";
import { places } from "./gate/places.ts";
import { plan } from "./gate/plan.ts";
import { print } from "./gate/progress.ts";
import { type Finished, failuresOf, lineOf, summaryOf } from "./gate/report.ts";
import { installRuntimes } from "./gate/runtimes.ts";
import type { Step } from "./gate/step.ts";

/** Most tests wait for processes that they have started. */
const AT_ONCE = os.availableParallelism() + 1;
const INSTALLING: Step = { name: "runtimes", run: (at) => at(installRuntimes) };
const PARENT_MS = 500;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const begun = performance.now();
const finished: Finished[] = [];
const place = places(AT_ONCE);
try {
  await main();
} catch (error) {
  if (!(error instanceof WishError)) throw error;
  console.error(`${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const wish = readWish(process.argv.slice(2));
  if (wish.help === true) return console.log(HELP);
  for (const signal of SIGNALS) process.once(signal, () => stop(signal));
  if ("npm_lifecycle_event" in process.env) stopWithParent();
  const steps = plan(wish);
  if (steps.some(({ needsRuntimes }) => needsRuntimes)) await finish(INSTALLING);
  await Promise.all(steps.map(finish));
  console.log(failuresOf(finished));
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`${Math.floor(seconds / 60)} min ${seconds % 60} s, ${AT_ONCE} at once`);
  console.log(summaryOf(finished));
  if (finished.some(({ failures }) => failures.length > 0)) process.exitCode ??= 1;
}

async function finish(step: Step): Promise<void> {
  const from = performance.now();
  const outcome = await step.run(place);
  const done = { ...outcome, name: step.name, seconds: (performance.now() - from) / 1000 };
  finished.push(done);
  print(lineOf(done));
}

/** npm passes SIGTERM on to its shell alone, which dies of it and leaves this process behind. */
function stopWithParent(): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop("SIGTERM");
  }, PARENT_MS);
  watch.unref();
}

function stop(signal: (typeof SIGNALS)[number]): void {
  process.exitCode = 128 + os.constants.signals[signal];
  stopCommands(`cut off: the gate was ended by ${signal}`);
}
