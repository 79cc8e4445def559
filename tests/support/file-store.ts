// The smallest store that two programs can share: a file of appends.
import { appendFile, readFile } from "node:fs/promises";
import { InMemorySessionStore, type SessionKey, type SessionStoreEntry } from "../../lib/index.ts";

export class FileStore {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    await appendFile(this.#file, `${JSON.stringify({ key, entries })}\n`);
  }

  async load(key: SessionKey): Promise<SessionStoreEntry[] | null> {
    const store = new InMemorySessionStore();
    for (const line of (await readFile(this.#file, "utf8")).split("\n").slice(0, -1)) {
      const added = JSON.parse(line) as { key: SessionKey; entries: SessionStoreEntry[] };
      await store.append(added.key, added.entries);
    }
    return store.load(key);
  }
}
