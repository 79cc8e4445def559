// Kills hosts, CLIs and guardians at random while agents work, and judges what is left.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import type { Readable } from "node:stream";
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

/** So many hosts are killed before they have their agents. */
const EARLY = 0.1;
/** Long enough that some prompts are answered between two kills. */
const KILL_EVERY_MS = 4_000;

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
  const start = (last: boolean): ChildProcessByStdio<null, Readable, null> => {
    const orders = JSON.stringify({ options: { env, cwd: model.home }, agents: 6, last });
    const host = path.join(import.meta.dirname, "host.ts");
    return spawn(process.execPath, ["--import", "tsx", host, path.join(folder, "journal"), log, orders], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, [COOKIE]: cookie },
    });
  };
  const killed = { host: 0, cli: 0, guardian: 0 };
  let hosts = 0;
  const ignoreSignals = stopOnSignals(cookie, [folder, model.home]);
  try {
    const end = performance.now() + seconds * 1_000;
    while (performance.now() < end) {
      const host = start(false);
      hosts += 1;
      const closed = once(host, "close");
      // Most live for a while from when they have their agents; some do not come so far.
      const opened = once(host.stdout, "data");
      host.stdout.resume();
      if (Math.random() < EARLY) await Promise.race([opened, pause(Math.random() * 2_000)]);
      else await Promise.race([opened, closed]);
      const life = performance.now() + 2_000 + Math.random() * 10_000;
      while (performance.now() < Math.min(life, end) && host.exitCode === null) {
        await pause(300 + Math.random() * KILL_EVERY_MS);
        const victim = choose(carriers(cookie), host.pid);
        if (victim !== undefined && kill(victim.pid)) killed[victim.kind] += 1;
      }
      if (host.exitCode !== null) throw new Error(`A host has ended by itself, with code ${host.exitCode}`);
      // Every other time its guardian with it, so that only the next host can end what it has left.
      host.kill("SIGSTOP");
      if (hosts % 2 === 0) for (const pid of guardiansOf(host.pid)) if (kill(pid)) killed.guardian += 1;
      host.kill("SIGKILL");
      killed.host += 1;
      await closed;
      say(
        `${hosts} hosts, ${heard.size} prompts, ${killed.cli} CLIs and ${killed.guardian} guardians killed`,
      );
    }
    const finale = start(true);
    finale.stdout.resume();
    const [code] = (await once(finale, "close")) as [number | null];
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
    ignoreSignals();
    killAll(cookie);
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Victim = { readonly pid: number; readonly kind: "cli" | "guardian" };

/** A CLI or the host's guardian, a shell which is no carrier of the cookie; one time in four the latter. */
function choose(carriersNow: readonly number[], host: number | undefined): Victim | undefined {
  const isGuardian = Math.random() < 0.25;
  const victims = isGuardian
    ? guardiansOf(host)
    : carriersNow.filter(
        (pid) => /claude/.test(commandOf(pid)) && !/tests\/chaos|esbuild/.test(commandOf(pid)),
      );
  const pid = victims[Math.trunc(Math.random() * victims.length)];
  return pid === undefined ? undefined : { pid, kind: isGuardian ? "guardian" : "cli" };
}

function guardiansOf(host: number | undefined): number[] {
  return childrenOf(host).filter((pid) => commandOf(pid).startsWith("/bin/sh"));
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

/** Hosts that are being killed may start others. */
function killAll(cookie: string): void {
  const deadline = performance.now() + 20_000;
  for (let left = carriers(cookie); left.length > 0 && performance.now() < deadline; left = carriers(cookie))
    for (const pid of left) kill(pid);
}

/** Ctrl-C leaves nothing either; at once, so that no other host is started meanwhile. @returns To be called at the end. */
function stopOnSignals(cookie: string, folders: readonly string[]): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    killAll(cookie);
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit(128 + os.constants.signals[signal]);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, stop);
  return () => signals.forEach((signal) => process.off(signal, stop));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
