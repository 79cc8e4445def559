// A store in this program's memory: for tests, and as a pattern for stores of one's own.
import type { SessionKey, SessionStore, SessionStoreEntry, SessionSummaryEntry } from "./store.ts";
import { foldSessionSummary } from "./summary.ts";

interface Transcript {
  readonly key: SessionKey;
  readonly entries: SessionStoreEntry[];
  readonly uuids: Set<string>;
  mtime: number;
  /** Subagents have none. */
  summary?: SessionSummaryEntry;
}

/** The subpath of a conversation itself. */
const MAIN = "";

/**
 * Keeps conversations in memory, until the program ends.
 *
 * It stores and returns copies.
 *
 * @example Mirror a conversation
 * ```ts
 * import { InMemorySessionStore, query } from "kodegen-claude-agent";
 *
 * const sessionStore = new InMemorySessionStore();
 * await query("Say hello", { sessionStore }).result();
 * console.log(sessionStore.size);
 * ```
 */
export class InMemorySessionStore implements SessionStore {
  /** By {@link nameOf} their keys, then by subpath. */
  readonly #conversations = new Map<string, Map<string, Transcript>>();
  #lastMtime = 0;

  async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const { subpath = MAIN } = key;
    const conversation = this.#conversations.get(nameOf(key)) ?? new Map<string, Transcript>();
    this.#conversations.set(nameOf(key), conversation);
    const fresh = { key: { ...key }, entries: [], uuids: new Set<string>(), mtime: 0 };
    const transcript: Transcript = conversation.get(subpath) ?? fresh;
    conversation.set(subpath, transcript);
    const added = entries.filter(({ uuid }) => uuid === undefined || isNew(transcript.uuids, uuid));
    for (const entry of structuredClone(added)) transcript.entries.push(entry);
    transcript.mtime = this.#now();
    if (subpath === MAIN)
      transcript.summary = foldSessionSummary(transcript.summary, key, added, { mtime: transcript.mtime });
  }

  async load(key: SessionKey): Promise<SessionStoreEntry[] | null> {
    return structuredClone(this.#transcript(key)?.entries ?? null);
  }

  /** Conversations of a project, in no order. */
  async listSessions(projectKey: string): Promise<Array<{ sessionId: string; mtime: number }>> {
    return this.#of(projectKey).map(({ key: { sessionId }, mtime }) => ({ sessionId, mtime }));
  }

  async listSessionSummaries(projectKey: string): Promise<SessionSummaryEntry[]> {
    return this.#of(projectKey).flatMap(({ summary }) => structuredClone(summary) ?? []);
  }

  /** Without `subpath`, the conversation goes with all its subagents. */
  async delete(key: SessionKey): Promise<void> {
    if (key.subpath === undefined) this.#conversations.delete(nameOf(key));
    else this.#conversations.get(nameOf(key))?.delete(key.subpath);
  }

  async listSubkeys(key: { projectKey: string; sessionId: string }): Promise<string[]> {
    const subpaths = this.#conversations.get(nameOf(key))?.keys() ?? [];
    return [...subpaths].filter((subpath) => subpath !== MAIN);
  }

  /** For tests: the entries of a key, none when there is no such conversation. */
  getEntries(key: SessionKey): SessionStoreEntry[] {
    return structuredClone(this.#transcript(key)?.entries ?? []);
  }

  /** For tests: how many conversations there are, without their subagents. */
  get size(): number {
    return [...this.#conversations.values()].filter((transcripts) => transcripts.has(MAIN)).length;
  }

  /** For tests: forget everything. */
  clear(): void {
    this.#conversations.clear();
  }

  /** The conversations of a project, without their subagents. */
  #of(projectKey: string): Transcript[] {
    const all = [...this.#conversations.values()].flatMap((transcripts) => transcripts.get(MAIN) ?? []);
    return all.filter(({ key }) => key.projectKey === projectKey);
  }

  #transcript(key: SessionKey): Transcript | undefined {
    return this.#conversations.get(nameOf(key))?.get(key.subpath ?? MAIN);
  }

  /** Never the same twice, so that the order of changes can be told. */
  #now(): number {
    this.#lastMtime = Math.max(Date.now(), this.#lastMtime + 1);
    return this.#lastMtime;
  }
}

function nameOf({ projectKey, sessionId }: SessionKey): string {
  return JSON.stringify([projectKey, sessionId]);
}

function isNew(uuids: Set<string>, uuid: string): boolean {
  if (uuids.has(uuid)) return false;
  uuids.add(uuid);
  return true;
}
