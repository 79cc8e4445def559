// Where isolated agents have their configuration folders: each its own, which its next process finds again.
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { plainKey } from "../config-folder.ts";
import { InvalidOptionsError } from "../errors/input.ts";
import { SpawnError } from "../errors/start.ts";
import { isolationOf } from "../options/isolation.ts";
import { guardFolder } from "../process/guardian.ts";
import type { AgentOptions } from "./claude.ts";
import type { AgentRecord } from "./record.ts";

/** The same options, with the agent's own folder within the one that they name. */
export function inOwnFolder(options: AgentOptions, id: string): AgentOptions {
  const isolation = isolationOf(options);
  if (isolation?.configDir === undefined) return options;
  // What takes up a conversation works where that was kept. A title may be no name of a folder.
  const configDir = path.join(isolation.configDir, plainKey(options.resume ?? id));
  return { ...options, isolation: { ...isolation, configDir } };
}

/** Those of a manager: made when the first one is asked for, gone when the program is. */
export class AgentFolders {
  #root: string | undefined;
  #release: () => void = () => undefined;

  /**
   * The same options, with a folder for the agents where they are to have one and none is given.
   *
   * @param lasting The agents outlive this program.
   * @throws {InvalidOptionsError} @throws {SpawnError}
   */
  withFolder(options: AgentOptions, lasting: boolean): AgentOptions {
    const isolation = isolationOf(options);
    if (isolation === undefined || isolation.configDir !== undefined) return options;
    if (lasting)
      throw new InvalidOptionsError([
        '"isolation" of agents that outlive this program needs a "configDir", which does so too',
      ]);
    return { ...options, isolation: { ...isolation, configDir: this.#made() } };
  }

  /** It is forgotten; whoever takes its conversation up has its place by the time that this is done. */
  forget(record: AgentRecord, records: ReadonlyMap<string, AgentRecord>): void {
    const folder = folderOf(record);
    if (folder === undefined || this.#root === undefined || path.dirname(folder) !== this.#root) return;
    queueMicrotask(() => {
      for (const other of records.values()) if (folderOf(other) === folder) return;
      // What cannot be removed goes with the root.
      rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    });
  }

  async remove(): Promise<void> {
    if (this.#root !== undefined) await rm(this.#root, { recursive: true, force: true, maxRetries: 5 });
    this.#root = undefined;
    this.#release();
  }

  /** @throws {SpawnError} If there can be none. */
  #made(): string {
    if (this.#root !== undefined) return this.#root;
    try {
      this.#root = mkdtempSync(path.join(os.tmpdir(), "kodegen-isolated-"));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const text = `Cannot make folders for isolated agents in "${os.tmpdir()}": ${message}; give "isolation" a "configDir" that this user can write`;
      throw new SpawnError(code, text, error);
    }
    this.#release = guardFolder(this.#root);
    return this.#root;
  }
}

function folderOf({ request }: AgentRecord): string | undefined {
  return isolationOf(request.options)?.configDir ?? undefined;
}
