// Sessions on disk and in stores.
import {
  archiveSession,
  deleteSession,
  foldSessionSummary,
  forkSession,
  getSessionInfo,
  getSessionMessages,
  getSubagentMessages,
  InMemorySessionStore,
  importSessionToStore,
  listSessions,
  listSubagents,
  query,
  renameSession,
  type SDKSessionInfo,
  type SessionKey,
  type SessionMessage,
  type SessionStore,
  type SessionStoreEntry,
  type SessionSummaryEntry,
  tagSession,
  unarchiveSession,
} from "@anthropic-ai/claude-agent-sdk";

declare function use(...values: unknown[]): void;

export async function onDisk(dir: string): Promise<void> {
  const sessions: SDKSessionInfo[] = await listSessions({
    dir,
    limit: 10,
    offset: 0,
    includeWorktrees: false,
  });
  for (const { sessionId, summary, lastModified, customTitle, tag, gitBranch, cwd } of sessions) {
    use(sessionId, summary, lastModified.toFixed(), customTitle, tag, gitBranch, cwd);
    const info = await getSessionInfo(sessionId, { dir });
    use(info?.summary);
    const messages: SessionMessage[] = await getSessionMessages(sessionId, {
      dir,
      limit: 5,
      includeSystemMessages: true,
    });
    use(messages.map(({ type, uuid, message }) => [type, uuid, message]));
    for (const agent of await listSubagents(sessionId, { dir }))
      use(await getSubagentMessages(sessionId, agent, { dir }));
    await renameSession(sessionId, "A title", { dir });
    await tagSession(sessionId, null, { dir });
    const { sessionId: copy } = await forkSession(sessionId, { dir, title: "A copy" });
    await archiveSession(copy);
    await unarchiveSession(copy);
    await deleteSession(copy, { dir });
  }
}

class MapStore implements SessionStore {
  readonly #entries = new Map<string, SessionStoreEntry[]>();
  readonly #summaries = new Map<string, SessionSummaryEntry>();

  async append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void> {
    const name = `${key.projectKey}/${key.sessionId}/${key.subpath ?? ""}`;
    this.#entries.set(name, [...(this.#entries.get(name) ?? []), ...entries]);
    this.#summaries.set(
      name,
      foldSessionSummary(this.#summaries.get(name), key, entries, { mtime: Date.now() }),
    );
  }

  async load(key: SessionKey): Promise<SessionStoreEntry[] | null> {
    return this.#entries.get(`${key.projectKey}/${key.sessionId}/${key.subpath ?? ""}`) ?? null;
  }
}

export async function inStores(): Promise<void> {
  const store: SessionStore = new MapStore();
  await importSessionToStore("id", store, { batchSize: 10 });
  const memory = new InMemorySessionStore();
  use(memory.size, memory.getEntries({ projectKey: "p", sessionId: "s" }));
  use(await listSessions({ sessionStore: memory, dir: "/tmp" }));
  for await (const message of query({
    prompt: "x",
    options: { sessionStore: memory, sessionStoreFlush: "eager" },
  }))
    use(message);
}
