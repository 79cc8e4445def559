// Tells when the files of a folder have changed: it looks, since systems do not tell of all changes, nor on every disk.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { logFailure } from "../log.ts";

const LOOK_MS = 1_000;
/** Of a larger folder the names alone. */
const MOST_FILES = 1_000;

export class FolderWatch {
  readonly #folder: string;
  readonly #suffix: string;
  readonly #listeners = new Set<() => void>();
  #seen: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** @param suffix Of the files that matter. */
  constructor(folder: string, suffix: string) {
    this.#folder = folder;
    this.#suffix = suffix;
  }

  /** What changes from here on is told. */
  async start(): Promise<void> {
    this.#seen = await this.#look();
    this.#next();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  /** @returns Stops telling this one. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #next(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#check(), LOOK_MS);
    this.#timer.unref();
  }

  async #check(): Promise<void> {
    const now = await this.#look();
    const isNews = now !== this.#seen;
    this.#seen = now;
    this.#next();
    if (!isNews) return;
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        logFailure(`a client is not told that "${this.#folder}" has changed`, error);
      }
    }
  }

  /** Differs once the folder does; whatever it is that cannot be read is a state as well. */
  async #look(): Promise<string> {
    const failure = (error: unknown): string => String((error as NodeJS.ErrnoException).code);
    const names = await readdir(this.#folder).catch(failure);
    if (typeof names === "string") return names;
    const own = names.filter((name) => name.endsWith(this.#suffix)).toSorted();
    const stamps = own.slice(0, MOST_FILES).map(async (name) => {
      const found = await stat(path.join(this.#folder, name)).catch(failure);
      if (typeof found === "string") return found;
      return [found.ino, found.size, found.mtimeMs, found.ctimeMs, found.mode].join();
    });
    return JSON.stringify([own, await Promise.all(stamps)]);
  }
}
