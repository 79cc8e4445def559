// CLIs that stand in for the real one: which of their processes live, and one that is a shell script.
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { livingProcesses } from "./leaks.ts";

/** What the scripted claude and the shell script have in common. */
export interface StandIn {
  readonly path: string;
  runs(): Promise<readonly { readonly pid: number }[]>;
  children(): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** Processes that live now: the CLIs themselves, and what they have started. */
export async function livingOf(...claudes: readonly StandIn[]): Promise<number[]> {
  const living = new Set(livingProcesses());
  const known: number[] = [];
  for (const claude of claudes) {
    known.push(...(await claude.children()));
    for (const { pid } of await claude.runs()) known.push(pid);
  }
  return known.filter((pid) => living.has(pid));
}

/** Make a CLI of a few words of shell: it starts in a moment on a busy machine, too, where Node may take seconds. */
export async function createShellClaude(script: string): Promise<StandIn> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "shell-claude-"));
  const executable = path.join(folder, "claude");
  await writeFile(executable, `#!/bin/sh\necho $$ >>"$0.pids"\n${script}\n`);
  await chmod(executable, 0o755);
  return {
    path: executable,
    runs: async () => {
      const text = await readFile(`${executable}.pids`, "utf8").catch(() => "");
      return text
        .trim()
        .split("\n")
        .map((pid) => ({ pid: Number(pid) }));
    },
    children: () => Promise.resolve([]),
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
