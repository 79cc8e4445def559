// Small programs to run in tests: shell scripts in a folder of their own, started as Claude Code is.
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { after, before } from "node:test";
import { childEnv } from "../../lib/process/env.ts";
import type { Process } from "../../lib/process/process.ts";
import { spawnProcess } from "../../lib/process/spawn.ts";
import type { SessionMark } from "../../lib/process/tree.ts";
import { marked } from "./leaks.ts";

export interface Run {
  readonly child: Process;
  readonly mark: SessionMark;
  output(): string;
  /** Resolves when the program has printed a text. */
  printed(text: string): Promise<void>;
}

export interface Programs {
  /** An empty folder, removed at the end. */
  readonly folder: string;
  /** Write an executable shell script. @returns Its path. */
  script(name: string, text: string): Promise<string>;
  /** Start an executable with a mark of its own. */
  run(executable: string): Promise<Run>;
}

/** A folder of programs for one test file. */
export function withPrograms(): Programs {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "kodegen-programs-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    script: async (name, text) => {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, `#!/bin/sh\n${text}\n`);
      await chmod(file, 0o755);
      return file;
    },
    run: (executable) => start(executable, folder),
  };
}

async function start(executable: string, cwd: string): Promise<Run> {
  const cookie = crypto.randomUUID();
  let text = "";
  let notify: () => void = () => undefined;
  const { env } = childEnv(marked({ PATH: process.env["PATH"] ?? "/usr/bin:/bin" }), [], cookie, cwd);
  const push = (chunk: { toString(encoding: "utf8"): string }): void => {
    text += chunk.toString("utf8");
    notify();
  };
  const child = await spawnProcess(
    { executable, args: [], cwd, env },
    { stdout: { push }, onStderr: () => undefined },
  );
  const printed = (wanted: string): Promise<void> =>
    new Promise((resolve) => {
      notify = () => text.includes(wanted) && resolve();
      notify();
    });
  return { child, mark: child.mark, output: () => text, printed };
}
