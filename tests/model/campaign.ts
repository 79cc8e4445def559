// Runs of the model: what happens in each is drawn by fast-check, and shrunk to the least that still fails.
import process from "node:process";
import fc from "fast-check";
import { COOKIE, carriers, newCookie } from "../../scripts/gate/cookie.ts";
import { commands } from "./commands.ts";
import { ANSWERS } from "./control-answers.ts";
import { Broken, comes, FINALES, type Finale, finish, requires, shrinking } from "./finale.ts";
import { EVENTS, Planned } from "./host.ts";
import { requireTruth } from "./invariants.ts";
import { speedUp, turns } from "./speed.ts";
import { type SessionConfig, World } from "./world.ts";

/** The library's time runs so many times as fast where no real process is waited for. */
const FASTER = 20;
/** One run in so many has real processes. */
const REAL_ONE_IN = 10;
const SHRINK_MS = 120_000;
/** So much of a report tells one fault from another. */
const LABEL = 16;

export interface Campaign {
  readonly runs: number;
  readonly seed: number;
  /** Of a failure: what to run again, alone. */
  readonly path?: string | undefined;
  readonly replay?: string | undefined;
  /** Listeners do not throw. */
  readonly calm?: boolean | undefined;
  /** Faults that are known: what the message of such a one begins with. */
  readonly except?: readonly string[] | undefined;
  readonly onRun?: (count: number, real: boolean) => void;
  /** A fault has been found, and is being shrunk. */
  readonly onFault?: (message: string) => void;
}

interface Plan {
  readonly sessions: readonly SessionConfig[];
  readonly finale: Finale;
  readonly real: boolean;
}

/** What came out of a campaign: undefined if all went well. */
export interface Failure {
  readonly message: string;
  readonly seed: number;
  readonly path: string;
  readonly replay: string;
}

/** How often each fault that is known was met. */
export const known: Map<string, number> = new Map();

const cookie = newCookie();
process.env[COOKIE] = cookie;
const uncaught: unknown[] = [];
const unhandled: unknown[] = [];
process.on("uncaughtException", (error) => uncaught.push(error));
process.on("unhandledRejection", (error) => unhandled.push(error));

function sessions(calm: boolean): fc.Arbitrary<SessionConfig[]> {
  const config = fc.record({
    face: fc.constantFrom("query", "stream", "client"),
    callbacks: fc.boolean(),
    listens: fc.boolean(),
    throws: calm ? fc.constant("none") : fc.oneof(fc.constant("none"), fc.constantFrom(...EVENTS)),
    hasty: fc.oneof(
      { weight: 3, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    states: fc.boolean(),
    lifecycle: fc.boolean(),
    initialize: fc.oneof(
      { weight: 9, arbitrary: fc.constant("answered") },
      { weight: 1, arbitrary: fc.constantFrom(...ANSWERS) },
    ),
    stubborn: fc.oneof(
      { weight: 5, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  });
  return fc.array(config as fc.Arbitrary<SessionConfig>, { minLength: 1, maxLength: 4 });
}

/** Run it; the first failure ends it, once it has been shrunk. */
export async function runCampaign({
  runs,
  seed,
  path,
  replay,
  calm = false,
  except = [],
  onRun,
  onFault,
}: Campaign): Promise<Failure | undefined> {
  let count = 0;
  let label: string | undefined;
  let shrunkAt = Number.POSITIVE_INFINITY;
  const plan: fc.Arbitrary<Plan> = fc.record({
    sessions: sessions(calm),
    finale: fc.constantFrom(...FINALES),
    real: fc.nat({ max: REAL_ONE_IN - 1 }).map((dice) => dice === REAL_ONE_IN - 1),
  });
  const acts = fc.commands([...commands], {
    maxCommands: 30,
    size: "max",
    ...(replay === undefined ? {} : { replayPath: replay }),
  });
  const property = fc.asyncProperty(plan, acts, async (planned, list) => {
    // It is shrunk for so long; then what has been found is the answer.
    if (Date.now() > shrunkAt) return;
    onRun?.(++count, planned.real);
    await play(planned, list).catch((error: unknown) => {
      const { message } = error as Error;
      if (!(error instanceof Broken) || !except.some((start) => message.startsWith(start))) {
        if (shrunkAt === Number.POSITIVE_INFINITY) onFault?.(message);
        shrinking(planned.real);
        // Another fault on the way down is another story.
        if (!message.startsWith((label ??= message.slice(0, LABEL)))) return;
        shrunkAt = Math.min(shrunkAt, Date.now() + SHRINK_MS);
        throw error;
      }
      known.set(message.split(":")[0] ?? "", (known.get(message.split(":")[0] ?? "") ?? 0) + 1);
    });
  });
  const details = await fc.check(property, { numRuns: runs, seed, ...(path === undefined ? {} : { path }) });
  if (!details.failed) return undefined;
  const [planned, list] = details.counterexample ?? [];
  const shown = [...(list ?? [])].map((command) => `  ${String(command)}`);
  const error = details.errorInstance as Error | undefined;
  return {
    message: `${error?.message ?? "it failed"}\n${JSON.stringify(planned, undefined, 1)}\n${shown.join("\n")}\n${error?.stack ?? ""}`,
    seed: details.seed,
    path: details.counterexamplePath ?? "",
    replay: /replayPath="([^"]*)"/.exec(String(list))?.[1] ?? "",
  };
}

async function play(
  { sessions: configs, finale, real }: Plan,
  list: Iterable<fc.AsyncCommand<World, World>>,
): Promise<void> {
  uncaught.length = unhandled.length = 0;
  speedUp(real ? 1 : FASTER);
  const before = resources();
  const world = new World(configs, real);
  try {
    await fc.asyncModelRun(() => ({ model: world, real: world }), list);
    await Promise.all(world.pairs.map((pair) => finish(pair, finale)));
    await turns();
    for (const pair of world.pairs) await requireTruth(pair);
  } finally {
    await world.close();
  }
  await requireNothingLeft(world, before);
}

async function requireNothingLeft(world: World, before: number): Promise<void> {
  const thrown = new Set<unknown>(world.pairs.flatMap(({ host }) => host.thrown));
  for (const error of uncaught)
    requires(error instanceof Planned, () => `thrown into the host: ${(error as Error).stack}`);
  requires(
    unhandled.length === 0,
    () => `unhandled: ${unhandled.map((error) => (error as Error)?.stack ?? error).join("; ")}`,
  );
  requires(
    uncaught.length === thrown.size && new Set(uncaught).size === thrown.size,
    () => `listeners threw ${thrown.size} times, and uncaughtException saw ${uncaught.length}`,
  );
  if (world.real) await comes("a process is left", () => carriers(cookie).length === 0);
  await comes(`left: ${process.getActiveResourcesInfo().join()}`, () => resources() <= before);
}

/** Timers and handles of this program; those that pass by themselves do not count. */
function resources(): number {
  const passing = /^(?:Immediate|CloseReq|TickObject|FSReq|Pipe|TTYWrap)/;
  return process.getActiveResourcesInfo().filter((name) => !passing.test(name)).length;
}
