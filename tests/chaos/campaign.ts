// Kills hosts, CLIs and guardians at random while agents work, and judges what is left.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { startOfflineModel } from "../../lib/testing/index.ts";
import { COOKIE, carriers, newCookie } from "../../scripts/gate/cookie.ts";
import type { SaidLine } from "./lines.ts";
import { faultsOf } from "./verdict.ts";

export interface ChaosReport {
  readonly faults: readonly string[];
  readonly hosts: number;
  readonly killed: Readonly<Record<"host" | "cli" | "guardian", number>>;
  readonly prompts: number;
  readonly agents: number;
}

/** @param seconds How long something is killed; then all that is left has to come to rest. */
export async function runChaos(seconds: number, say: (text: string) => void): Promise<ChaosReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "chaos-"));
  const heard = new Map<string, number>();
  const model = await startOfflineModel({
    reply: (turns) => {
      const newest = JSON.stringify(turns.findLast(({ role }) => role === "user") ?? "");
      for (const [token] of newest.matchAll(/token-[0-9a-f-]{36}/g))
        heard.set(token, (heard.get(token) ?? 0) + 1);
      return { text: "one two three four", chunk_delay_ms: Math.trunc(Math.random() * 300) };
    },
  });
  const cookie = newCookie();
  const env = { ...model.env(), [COOKIE]: cookie };
  const log = path.join(folder, "log");
  const start = (last: boolean): ChildProcess => {
    const orders = JSON.stringify({ options: { env, cwd: model.home }, agents: 6, last });
    const host = path.join(import.meta.dirname, "host.ts");
    return spawn(process.execPath, ["--import", "tsx", host, path.join(folder, "journal"), log, orders], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, [COOKIE]: cookie },
    });
  };
  const killed = { host: 0, cli: 0, guardian: 0 };
  let hosts = 0;
  try {
    const end = performance.now() + seconds * 1_000;
    while (performance.now() < end) {
      const host = start(false);
      hosts += 1;
      const closed = once(host, "close");
      const life = performance.now() + 3_000 + Math.random() * 7_000;
      while (performance.now() < Math.min(life, end) && host.exitCode === null) {
        await pause(300 + Math.random() * 1_500);
        const victim = choose(carriers(cookie), host.pid);
        if (victim !== undefined && kill(victim.pid)) killed[victim.kind] += 1;
      }
      if (host.exitCode !== null) throw new Error(`A host has ended by itself, with code ${host.exitCode}`);
      host.kill("SIGKILL");
      killed.host += 1;
      await closed;
      say(
        `${hosts} hosts, ${heard.size} prompts, ${killed.cli} CLIs and ${killed.guardian} guardians killed`,
      );
    }
    const [code] = (await once(start(true), "close")) as [number | null];
    const lines = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as SaidLine);
    const faults = faultsOf(lines, heard);
    if (code !== 0) faults.push(`the last host ended with code ${code}`);
    const deadline = performance.now() + 20_000;
    while (carriers(cookie).length > 0 && performance.now() < deadline) await pause(50);
    for (const pid of carriers(cookie)) faults.push(`process ${pid} is left: ${commandOf(pid)}`);
    const agents = new Set(lines.flatMap((line) => (line.what === "accepted" ? [line.agent] : []))).size;
    return { faults, hosts: hosts + 1, killed, prompts: heard.size, agents };
  } finally {
    for (const pid of carriers(cookie)) kill(pid);
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Victim = { readonly pid: number; readonly kind: "cli" | "guardian" };

/** A CLI or the host's guardian, a shell which is no carrier of the cookie; one time in four the latter. */
function choose(carriersNow: readonly number[], host: number | undefined): Victim | undefined {
  const isGuardian = Math.random() < 0.25;
  const victims = isGuardian
    ? childrenOf(host).filter((pid) => commandOf(pid).startsWith("/bin/sh"))
    : carriersNow.filter(
        (pid) => /claude/.test(commandOf(pid)) && !/tests\/chaos|esbuild/.test(commandOf(pid)),
      );
  const pid = victims[Math.trunc(Math.random() * victims.length)];
  return pid === undefined ? undefined : { pid, kind: isGuardian ? "guardian" : "cli" };
}

function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // It has ended meanwhile.
    return "";
  }
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
