// Hosts in programs of their own, which are killed together with their guardians.
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { readStat } from "../../lib/process/process-id.ts";
import { marked } from "./leaks.ts";
import { scriptCommand } from "./server.ts";
import { LONG_MS, until } from "./until.ts";

export interface KilledHost {
  readonly pid: number;
  /** Resolves with its exit code when it has ended. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first line that begins with a word, without it. */
  line(word: string): Promise<string>;
  /** Kill it and its guardian, so that neither can do anything about the other's death. */
  killWithGuardian(): Promise<void>;
}

/** Start scripts of `tests/support` as hosts; what is left of them at the end of the file is killed. */
export function withHosts(): (script: string, env: Record<string, string>, ...args: string[]) => KilledHost {
  const hosts: ChildProcess[] = [];
  after(() => hosts.forEach((host) => host.kill("SIGKILL")));
  return (script, env, ...args) => {
    const [file, ...before] = scriptCommand(path.join(import.meta.dirname, script));
    const child = spawn(file, [...before, ...args], {
      env: marked(env),
      stdio: ["ignore", "pipe", "inherit"],
    });
    hosts.push(child);
    const { pid = 0 } = child;
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on("line", (line) => void lines.push(line));
    const line = async (word: string): Promise<string> => {
      const found = (): string | undefined => lines.find((each) => each.startsWith(`${word} `));
      await until(() => found() !== undefined, `the host never printed "${word}"`, 2 * LONG_MS);
      return found()?.slice(word.length + 1) ?? "";
    };
    const killWithGuardian = async (): Promise<void> => {
      process.kill(pid, "SIGSTOP");
      for (const guardian of guardiansOf(pid)) process.kill(guardian, "SIGKILL");
      process.kill(pid, "SIGKILL");
      await ended;
    };
    return { pid, ended, line, killWithGuardian };
  };
}

/** Shells that watch over a host. */
function guardiansOf(host: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && readStat(pid)?.parent === host)
    .filter((pid) => commandOf(pid).startsWith("/bin/sh\0-c\0"));
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "latin1");
  } catch {
    // It ended between the listing and the look.
    return "";
  }
}
