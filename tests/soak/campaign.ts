// Agents that work turn after turn on the real CLI, and a judgement of what their host holds meanwhile.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { startOfflineModel } from "../../lib/testing/index.ts";
import { COOKIE, carriers, newCookie } from "../../scripts/gate/cookie.ts";

/** What the host holds after a round; before the first agent it is round -1. */
export interface Sample {
  readonly round: number;
  /** Bytes. */
  readonly rss: number;
  /** What the collector leaves, on the heap and beside it, in bytes. */
  readonly held: number;
  readonly handles: number;
  readonly descriptors: number;
  readonly threads: number;
}

export interface SoakReport {
  readonly samples: readonly Sample[];
  readonly faults: readonly string[];
}

/** @param say Hears of each round. */
export async function runSoak(
  agents: number,
  turns: number,
  say: (sample: Sample) => void,
): Promise<SoakReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "soak-"));
  const model = await startOfflineModel();
  const cookie = newCookie();
  const samples: Sample[] = [];
  const orders = JSON.stringify({
    options: { env: { ...model.env(), [COOKIE]: cookie }, cwd: model.home },
    agents,
    turns,
  });
  try {
    const program = path.join(import.meta.dirname, "host.ts");
    const host = spawn(
      process.execPath,
      ["--expose-gc", "--import", "tsx", program, path.join(folder, "journal"), orders],
      { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, [COOKIE]: cookie } },
    );
    const closed = once(host, "close");
    for await (const line of createInterface({ input: host.stdout })) {
      const sample = JSON.parse(line) as Sample;
      samples.push(sample);
      say(sample);
    }
    const [code] = (await closed) as [number | null];
    const faults = code === 0 ? faultsOf(samples) : [`the host ended with code ${code}`];
    for (const pid of carriers(cookie)) faults.push(`process ${pid} is left`);
    return { samples, faults };
  } finally {
    for (const pid of carriers(cookie)) process.kill(pid, "SIGKILL");
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** How many rounds are looked at together: each kind of turn is among them. */
const PERIOD = 5;
/** Once its buffers are full, a host may hold so much more at the end, and no more: caches of the runtime. */
const GROWTH = 1.05;
/** ... and so many bytes, where what it holds is little. */
const SLACK = 1024 * 1024;
/** Memory that the system has given to the process is not given back at once. */
const RSS_GROWTH = 1.15;

/** What was counted must be as before; what was measured may have grown by a little. */
export function faultsOf(samples: readonly Sample[]): string[] {
  const [before, ...rounds] = samples;
  const after = rounds.pop();
  if (before === undefined || after === undefined || rounds.length < 3 * PERIOD) return ["too few rounds"];
  const early = rounds.slice(-Math.max(2 * PERIOD, Math.trunc(rounds.length * 0.6))).slice(0, PERIOD);
  const late = rounds.slice(-PERIOD);
  const median = (field: keyof Sample, among: readonly Sample[]): number =>
    among.map((sample) => sample[field]).toSorted((a, b) => a - b)[Math.trunc(among.length / 2)] ?? 0;
  const faults: string[] = [];
  const limits = { held: [GROWTH, SLACK], rss: [RSS_GROWTH, SLACK] } as const;
  for (const [field, [growth, slack]] of Object.entries(limits)) {
    const [then, now] = [median(field as keyof Sample, early), median(field as keyof Sample, late)];
    if (now > then * growth + slack) faults.push(`${field} has grown from ${then} to ${now} bytes`);
  }
  for (const field of ["handles", "descriptors", "threads"] as const) {
    const [then, now] = [median(field, early), median(field, late)];
    if (now > then) faults.push(`${now} ${field} in the end, and ${then} before`);
  }
  // The guardian stays as long as the program.
  const left = after.descriptors - before.descriptors;
  if (left > 2) faults.push(`${left} descriptors are left`);
  return faults;
}
