// Runs of the model of a manager: what happens in each is drawn by fast-check, and shrunk to the least that still fails.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import fc from "fast-check";
import { COOKIE, carriers, newCookie } from "../../../scripts/gate/cookie.ts";
import type { Failure } from "../campaign.ts";
import { Broken, requires } from "../finale.ts";
import { Planned } from "../host.ts";
import { commands } from "./commands.ts";
import { writeShellClaude } from "./shell-claude.ts";
import { World, type WorldConfig } from "./world.ts";

const SHRINK_MS = 120_000;
const GONE_MS = 10_000;

export interface Campaign {
  readonly runs: number;
  readonly seed: number;
  readonly path?: string | undefined;
  readonly replay?: string | undefined;
  readonly onRun?: (count: number) => void;
  readonly onFault?: (message: string) => void;
}

const config: fc.Arbitrary<WorldConfig> = fc.record({
  maxAgents: fc.integer({ min: 1, max: 3 }),
  idleMs: fc.constantFrom(1, 20, 60_000),
  ringMessages: fc.constantFrom(3, 1_000),
  acts: fc.constantFrom("none", "none", "terminate", "list", "wait") as fc.Arbitrary<WorldConfig["acts"]>,
  throws: fc.oneof(
    { weight: 2, arbitrary: fc.constant("none" as const) },
    { weight: 1, arbitrary: fc.constantFrom("event", "state", "message", "turnEnded", "ended", "question") },
  ) as fc.Arbitrary<WorldConfig["throws"]>,
});

/** Run it; the first failure ends it, once it has been shrunk. */
export async function runCampaign({
  runs,
  seed,
  path: at,
  replay,
  onRun,
  onFault,
}: Campaign): Promise<Failure | undefined> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "agents-model-"));
  // What is left of its folders is looked for here, and nobody else makes any.
  process.env["TMPDIR"] = folder;
  const claude = writeShellClaude(path.join(folder, "claude"));
  const cookie = newCookie();
  process.env[COOKIE] = cookie;
  const uncaught: unknown[] = [];
  process.on("uncaughtException", (error) => uncaught.push(error));
  process.on("unhandledRejection", (error) => uncaught.push(error));
  let count = 0;
  let shrunkAt = Number.POSITIVE_INFINITY;
  const acts = fc.commands([...commands], {
    maxCommands: 30,
    size: "max",
    ...(replay === undefined ? {} : { replayPath: replay }),
  });
  const property = fc.asyncProperty(config, acts, async (planned, list) => {
    if (Date.now() > shrunkAt) return;
    count += 1;
    onRun?.(count);
    uncaught.length = 0;
    try {
      await play(new World(planned, claude, folder), list);
      for (const error of uncaught) if (!(error instanceof Planned)) throw error;
      requires(carriers(cookie).length === 0 || (await gone(cookie)), () => "a process is left");
    } catch (error) {
      if (shrunkAt === Number.POSITIVE_INFINITY) onFault?.((error as Error).message);
      shrunkAt = Math.min(shrunkAt, Date.now() + SHRINK_MS);
      throw error;
    }
  });
  const details = await fc.check(property, {
    numRuns: runs,
    seed,
    ...(at === undefined ? {} : { path: at }),
  });
  const left = readdirSync(folder).filter((name) => name.startsWith("kodegen-agents-"));
  rmSync(folder, { recursive: true, force: true });
  if (!details.failed)
    return left.length === 0
      ? undefined
      : { message: `folders are left: ${left.join()}`, seed, path: "", replay: "" };
  const [planned, list] = details.counterexample ?? [];
  const error = details.errorInstance as Error | undefined;
  const shown = [...(list ?? [])].map((command) => `  ${String(command)}`);
  return {
    message: `${error?.message ?? "it failed"}\n${JSON.stringify(planned, undefined, 1)}\n${shown.join("\n")}\n${error?.stack ?? ""}`,
    seed: details.seed,
    path: details.counterexamplePath ?? "",
    replay: /replayPath="([^"]*)"/.exec(String(list))?.[1] ?? "",
  };
}

async function play(world: World, list: Iterable<fc.AsyncCommand<World, World>>): Promise<void> {
  try {
    await fc.asyncModelRun(() => ({ model: world, real: world }), list);
    await world.finish();
    world.check();
    for (const known of world.agents) world.checkOutput(known);
  } finally {
    await Promise.race([world.manager.shutdown(), late()]);
  }
  world.check();
  world.checkLog();
}

async function late(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, 30_000).unref());
  throw new Broken("shutdown() does not resolve");
}

async function gone(cookie: string): Promise<boolean> {
  const deadline = performance.now() + GONE_MS;
  while (carriers(cookie).length > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return carriers(cookie).length === 0;
}
