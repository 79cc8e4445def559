// Fuzzes for a while: a fault is made small, and written where a test plays it again.
import type { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inputOf, minimised, randomOf } from "./mutate.ts";
import { front, matchers } from "./server-targets.ts";
import { faultOf, type Target } from "./target.ts";
import { decoder, splitter } from "./wire-targets.ts";

export const TARGETS: Readonly<Record<string, () => Target>> = {
  splitter: () => splitter,
  decoder: () => decoder,
  front,
  matchers,
};
const CRASHES = path.join(import.meta.dirname, "crashes");

export interface Found {
  readonly file: string;
  readonly fault: Error;
}

/**
 * @param name Of the target.
 * @returns How many inputs were played, and the fault that ended it.
 */
export async function fuzz(
  name: string,
  { seed, ms, most = Number.POSITIVE_INFINITY }: { seed: number; ms: number; most?: number },
): Promise<{ cases: number; found?: Found }> {
  const target = TARGETS[name]?.();
  if (target === undefined)
    throw new RangeError(`There is no target "${name}"; there are: ${Object.keys(TARGETS).join(", ")}`);
  const random = randomOf(seed);
  const deadline = performance.now() + ms;
  let cases = 0;
  try {
    for (; cases < most && performance.now() < deadline; cases += 1) {
      const input = inputOf(random, target.corpus);
      if ((await faultOf(target, input)) === undefined) continue;
      const small = await minimised(input, async (part) => (await faultOf(target, part)) !== undefined);
      const fault = await faultOf(target, small);
      // What does not come again by itself depends on what came before it.
      return {
        cases,
        found: { file: keep(name, small), fault: fault ?? new Error("it was seen once only") },
      };
    }
    return { cases };
  } finally {
    await target.close?.();
  }
}

function keep(name: string, input: Buffer): string {
  const hash = createHash("sha256").update(input).digest("hex").slice(0, 8);
  const file = path.join(CRASHES, `${name}-${hash}.bin`);
  mkdirSync(CRASHES, { recursive: true });
  writeFileSync(file, input);
  return file;
}

/** Inputs that a target has failed at some time. */
export function crashesOf(name: string): { readonly file: string; readonly input: Buffer }[] {
  return readdirSync(CRASHES)
    .filter((file) => file.startsWith(`${name}-`))
    .map((file) => ({ file, input: readFileSync(path.join(CRASHES, file)) }));
}
