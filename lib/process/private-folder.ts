// A folder that only this user can read, for what a session needs as files; it goes when the session or the host does.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { configFolder } from "../config-folder.ts";
import { SpawnError } from "../errors/start.ts";
import type { Env } from "./env.ts";
import { guardFolder } from "./guardian.ts";

export interface PrivateFolder {
  readonly path: string;
  /** @returns The file's path. */
  write(name: string, text: string): Promise<string>;
  /** Remove it with all that is in it. */
  remove(): Promise<void>;
  /** Let it stay when this program dies. */
  keep(): void;
}

/** Made in the system's folder for temporary files. */
export function createPrivateFolder(prefix = "kodegen-session-"): Promise<PrivateFolder> {
  return createIn(os.tmpdir(), prefix);
}

/** For a spare process, which does not know yet where it will work: beside the CLI's own files. */
export function createSpareFolder(env?: Env): Promise<PrivateFolder> {
  return createIn(path.join(configFolder(env).folder, "spares"), "spare-");
}

/** @throws {SpawnError} If there can be none. */
async function createIn(parent: string, prefix: string): Promise<PrivateFolder> {
  const folder = await mkdir(parent, { recursive: true, mode: 0o700 })
    .then(() => mkdtemp(path.join(parent, prefix)))
    .catch((error: NodeJS.ErrnoException) => {
      const text = `Cannot make a private folder in "${parent}": ${error.message}; make it a directory that this user can write`;
      throw new SpawnError(error.code, text, error);
    });
  const release = guardFolder(folder);
  return {
    path: folder,
    write: async (name, text) => {
      const file = path.join(folder, name);
      await writeFile(file, text, { mode: 0o600 });
      return file;
    },
    remove: async () => {
      // Something may hold a file open for a moment after the process has ended.
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      release();
    },
    keep: release,
  };
}
