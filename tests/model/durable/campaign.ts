// Runs of the model of durable agents; drawn by fast-check, and shrunk to the least that still fails.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import fc from "fast-check";
import type { Campaign } from "../agents/campaign.ts";
import type { Failure } from "../campaign.ts";
import { type Deed, DurableWorld } from "./world.ts";

const SHRINK_MS = 60_000;
const agent = fc.nat({ max: 9 });
const kind = fc.constantFrom("say" as const, "say" as const, "hang" as const);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("spawn" as const), kind }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("send" as const), agent, kind, waits: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("settle" as const, "settle" as const, "interrupt" as const),
      agent,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("terminate" as const), agent }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pause" as const), ms: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: "full" as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("resume" as const), rerun: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: "shutdown" as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("crash" as const), torn: fc.nat({ max: 28 }) }) },
);
const config = fc.record({
  delayMs: fc.constantFrom(0, 0, 3, 15),
  idleMs: fc.constantFrom(1, 60_000),
  maxAgents: fc.integer({ min: 1, max: 3 }),
});

/** Run it; the first failure ends it, once it has been shrunk. */
export async function runCampaign(campaign: Campaign): Promise<Failure | undefined> {
  const { runs, seed, path: at, onRun, onFault } = campaign;
  const folder = mkdtempSync(path.join(os.tmpdir(), "durable-model-"));
  const uncaught: unknown[] = [];
  const note = (error: unknown): void => void uncaught.push(error);
  process.on("unhandledRejection", note);
  let count = 0;
  let shrunkAt = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(
    config,
    fc.array(deed, { maxLength: 20, size: "max" }),
    async (planned, deeds) => {
      if (Date.now() > shrunkAt) return;
      count += 1;
      onRun?.(count);
      uncaught.length = 0;
      const world = new DurableWorld(planned, path.join(folder, `${count}`));
      try {
        await world.open();
        for (const each of deeds) await world.play(each);
        await world.finish();
        for (const error of uncaught) throw error;
      } catch (error) {
        if (shrunkAt === Number.POSITIVE_INFINITY) onFault?.((error as Error).message);
        shrunkAt = Math.min(shrunkAt, Date.now() + SHRINK_MS);
        await world.close();
        throw error;
      }
    },
  );
  const details = await fc.check(property, { numRuns: runs, seed, ...(at !== undefined && { path: at }) });
  process.off("unhandledRejection", note);
  rmSync(folder, { recursive: true, force: true });
  if (!details.failed) return undefined;
  const error = details.errorInstance as Error | undefined;
  return {
    message: `${error?.stack ?? "it failed"}\n${JSON.stringify(details.counterexample)}`,
    seed: details.seed,
    path: details.counterexamplePath ?? "",
    replay: "",
  };
}
