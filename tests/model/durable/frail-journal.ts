// A journal in a folder that is slow, takes nothing for a while, and dies with its host.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FolderJournal } from "../../../lib/journal/folder-journal.ts";
import type { Journal, JournalAppend, JournalClaim } from "../../../lib/journal/journal.ts";

export class FrailJournal implements Journal {
  /** Nothing can be written. */
  full = false;
  readonly #inner: FolderJournal;
  readonly #folder: string;
  readonly #delayMs: number;
  #dead = false;
  #busy = 0;
  #quiet: (() => void)[] = [];

  private constructor(inner: FolderJournal, folder: string, delayMs: number) {
    this.#inner = inner;
    this.#folder = folder;
    this.#delayMs = delayMs;
  }

  static async open(folder: string, delayMs: number): Promise<FrailJournal> {
    return new FrailJournal(await FolderJournal.open(folder), folder, delayMs);
  }

  /** Its host dies: what is written by now is found in another folder, behind it so much of a line. */
  die(folder: string, torn: number): void {
    this.#dead = true;
    const written = readFileSync(path.join(this.#folder, "journal"));
    mkdirSync(folder, { recursive: true });
    const tail = "0bad0bad e half-a-line 1 7 {".slice(0, torn);
    writeFileSync(path.join(folder, "journal"), Buffer.concat([written, Buffer.from(tail)]));
  }

  /** Resolves when nothing is being read or written. */
  async quiet(): Promise<void> {
    do {
      while (this.#busy > 0) await new Promise<void>((resolve) => this.#quiet.push(resolve));
      // What comes of it may be the next thing to be written.
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#busy > 0);
  }

  agents(): ReturnType<Journal["agents"]> {
    return this.#inner.agents();
  }
  claim(agent: string): Promise<JournalClaim> {
    return this.#do(() => this.#inner.claim(agent));
  }
  append(append: JournalAppend): Promise<void> {
    return this.#do(() => this.#inner.append(append));
  }
  read(agent: string, after: number): ReturnType<Journal["read"]> {
    return this.#do(() => this.#inner.read(agent, after));
  }
  remove(agent: string, epoch: number): Promise<void> {
    return this.#do(() => this.#inner.remove(agent, epoch));
  }
  close(): Promise<void> {
    return this.#inner.close();
  }

  async #do<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      if (this.#delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#delayMs));
      if (this.full || this.#dead) throw new Error("no space left");
      const done = await work();
      // What was still being written when its host died is not in the copy, and told to nobody.
      if (this.#dead) throw new Error("dead");
      return done;
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) for (const resolve of this.#quiet.splice(0)) resolve();
    }
  }
}
