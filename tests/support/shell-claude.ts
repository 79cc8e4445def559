// A CLI of a few words of shell: it starts in a moment on a busy machine, too, where Node may take seconds.
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** What a case needs to know of a CLI that stands in for the real one. */
export interface StandIn {
  readonly path: string;
  runs(): Promise<readonly { readonly pid: number }[]>;
  children(): Promise<readonly number[]>;
  close(): Promise<void>;
}

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
