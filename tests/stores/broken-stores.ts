// Stores with one thing wrong each: the cases have to find it.
import {
  foldSessionSummary,
  InMemorySessionStore,
  type SessionKey,
  type SessionStore,
  type SessionStoreEntry,
  type SessionSummaryEntry,
} from "../../lib/index.ts";

function entryOf(fields: object): SessionStoreEntry {
  return fields as SessionStoreEntry;
}

/** A store that changes what it loads. */
function loading(change: (entries: SessionStoreEntry[] | null) => SessionStoreEntry[] | null): SessionStore {
  const store = new InMemorySessionStore();
  const load = store.load.bind(store);
  return Object.assign(store, { load: async (key: SessionKey) => change(await load(key)) });
}

/** No checks at all. */
class Plain extends InMemorySessionStore {
  readonly kept = new Map<string, SessionStoreEntry[]>();
  name({ projectKey, sessionId, subpath }: SessionKey): string {
    return JSON.stringify([projectKey, sessionId, subpath]);
  }
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    this.kept.set(this.name(key), [...(this.kept.get(this.name(key)) ?? []), ...entries]);
  }
  override async load(key: SessionKey): Promise<SessionStoreEntry[] | null> {
    return this.kept.get(this.name(key)) ?? null;
  }
}

class Newest extends Plain {
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    this.kept.set(this.name(key), [...entries, ...(this.kept.get(this.name(key)) ?? [])]);
  }
}

class Dashed extends Plain {
  override name({ projectKey, sessionId, subpath }: SessionKey): string {
    return [projectKey, sessionId, subpath].join("-");
  }
}

class Racing extends Plain {
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    const before = (await this.load(key)) ?? [];
    const known = new Set(before.map(({ uuid }) => uuid));
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.kept.set(this.name(key), [...before, ...entries.filter(({ uuid }) => !uuid || !known.has(uuid))]);
  }
}

/** Looks for known uuids, waits, and then adds what it had not found. */
class Late extends Plain {
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    const known = new Set((await this.load(key))?.map(({ uuid }) => uuid));
    await new Promise((resolve) => setTimeout(resolve, 1));
    const added = entries.filter(({ uuid }) => uuid === undefined || !known.has(uuid));
    await super.append(key, added);
  }
}

class Global extends InMemorySessionStore {
  readonly #known = new Set<string>();
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    const added = entries.filter(({ uuid }) => uuid === undefined || !this.#known.has(uuid));
    for (const { uuid } of added) if (uuid !== undefined) this.#known.add(uuid);
    await super.append(key, added);
  }
}

class Unequal extends Plain {
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    const before = (await this.load(key)) ?? [];
    const lines = new Set([...before, ...entries].map((entry) => JSON.stringify(entry)));
    this.kept.set(
      this.name(key),
      [...lines].map((line) => JSON.parse(line) as SessionStoreEntry),
    );
  }
}

class Emptying extends InMemorySessionStore {
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    if (entries.length === 0) await this.delete(key);
    await super.append(key, entries);
  }
}

class Small extends InMemorySessionStore {
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    if (JSON.stringify(entries).length > 400_000) throw new Error("an item must not have more than 400 kB");
    await super.append(key, entries);
  }
}

class Flat extends InMemorySessionStore {
  override append(
    { projectKey, sessionId, subpath }: SessionKey,
    entries: SessionStoreEntry[],
  ): Promise<void> {
    return super.append({ projectKey, sessionId: sessionId + (subpath ?? "") }, entries);
  }
}

class Seconds extends InMemorySessionStore {
  override async listSessions(projectKey: string): Promise<{ sessionId: string; mtime: number }[]> {
    const listed = await super.listSessions(projectKey);
    return listed.map(({ sessionId, mtime }) => ({ sessionId, mtime: Math.floor(mtime / 1000) }));
  }
}

class Still extends InMemorySessionStore {
  readonly #first = new Map<string, number>();
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    if (!this.#first.has(key.sessionId)) this.#first.set(key.sessionId, Date.now());
    await super.append(key, entries);
  }
  override async listSessions(projectKey: string): Promise<{ sessionId: string; mtime: number }[]> {
    const listed = await super.listSessions(projectKey);
    return listed.map(({ sessionId }) => ({ sessionId, mtime: this.#first.get(sessionId) ?? 0 }));
  }
}

class Mixed extends InMemorySessionStore {
  readonly #subpaths = new Set<string>();
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    if (key.subpath !== undefined) this.#subpaths.add(key.subpath);
    await super.append(key, entries);
  }
  override async listSubkeys(): Promise<string[]> {
    return [...this.#subpaths];
  }
}

class Summing extends InMemorySessionStore {
  readonly #summaries = new Map<string, SessionSummaryEntry>();
  override async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    await super.append(key, entries);
    const mtime = Date.now() + 1;
    const id = `${key.projectKey} ${key.sessionId}`;
    this.#summaries.set(id, foldSessionSummary(this.#summaries.get(id), key, entries, { mtime }));
  }
  override async listSessionSummaries(projectKey: string): Promise<SessionSummaryEntry[]> {
    return [...this.#summaries].flatMap(([id, summary]) =>
      id.startsWith(`${projectKey} `) ? [summary] : [],
    );
  }
}

class Early extends InMemorySessionStore {
  override async listSessionSummaries(projectKey: string): Promise<SessionSummaryEntry[]> {
    const summaries = await super.listSessionSummaries(projectKey);
    return summaries.map(({ sessionId, data }) => ({ sessionId, data, mtime: Date.parse("2020-01-01") }));
  }
}

class Orphaning extends InMemorySessionStore {
  readonly #subagents = new InMemorySessionStore();
  override append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    return key.subpath === undefined ? super.append(key, entries) : this.#subagents.append(key, entries);
  }
  override load(key: SessionKey): Promise<SessionStoreEntry[] | null> {
    return key.subpath === undefined ? super.load(key) : this.#subagents.load(key);
  }
}

class Overeager extends InMemorySessionStore {
  override async delete(key: SessionKey): Promise<void> {
    if (key.subpath === undefined) return super.delete(key);
    for (const subpath of await this.listSubkeys(key)) await super.delete({ ...key, subpath });
  }
}

/** A store, and the name of a case that finds what is wrong with it. */
export interface BrokenStore {
  readonly found: RegExp;
  readonly store: () => SessionStore;
}

export const BROKEN: Readonly<Record<string, BrokenStore>> = {
  "that sorts by uuid": {
    found: /in that order/,
    store: () =>
      loading((entries) => entries?.toSorted((a, b) => String(a.uuid).localeCompare(String(b.uuid))) ?? null),
  },
  "that puts the newest batch first": {
    found: /after everything that came before/,
    store: () => new Newest(),
  },
  "that keeps duplicates": { found: /whose uuid the transcript has/, store: () => new Plain() },
  "that knows uuids across transcripts": { found: /that another transcript has/, store: () => new Global() },
  "that drops equal entries": { found: /without a uuid/, store: () => new Unequal() },
  "that empties a conversation when nothing is appended": {
    found: /of nothing/,
    store: () => new Emptying(),
  },
  "that has a list for unknown conversations": {
    found: /never written/,
    store: () => loading((entries) => entries ?? []),
  },
  "that drops what is null": {
    found: /whatever is in them/,
    store: () =>
      loading((entries) => entries && entries.map(({ nothing: _nothing, ...rest }) => entryOf(rest))),
  },
  "that cuts texts at a NUL": {
    found: /NUL/,
    store: () =>
      loading(
        (entries) =>
          JSON.parse(JSON.stringify(entries).replaceAll(/\\u0000[^"]*/g, "")) as SessionStoreEntry[],
      ),
  },
  "that refuses big entries": { found: /2 MB/, store: () => new Small() },
  "that gives out its own objects": { found: /without changing the store/, store: () => new Plain() },
  "that knows no subpaths": { found: /transcripts of their own/, store: () => new Flat() },
  "that joins keys with a dash": { found: /look alike/, store: () => new Dashed() },
  "that loses concurrent appends": { found: /while others run/, store: () => new Racing() },
  "that checks for uuids before it waits": { found: /still runs/, store: () => new Late() },
  "that lists subagents as sessions": { found: /conversations of one project/, store: () => new Flat() },
  "that lists seconds": { found: /whole milliseconds/, store: () => new Seconds() },
  "that never renews the time": { found: /whole milliseconds/, store: () => new Still() },
  "that lists subpaths of all conversations": {
    found: /subpaths of one conversation/,
    store: () => new Mixed(),
  },
  "that sums up subagents": { found: /of every append/, store: () => new Summing() },
  "that puts the entries' times into summaries": { found: /has the times/, store: () => new Early() },
  "that does not delete subagents": { found: /with its subagents/, store: () => new Orphaning() },
  "that deletes all subagents for one": { found: /that one only/, store: () => new Overeager() },
  "that remembers uuids of what was deleted": { found: /would meet/, store: () => new Global() },
  "that keeps summaries of what was deleted": { found: /summary away/, store: () => new Summing() },
};
