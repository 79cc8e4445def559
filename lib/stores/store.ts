// A store of one's own for conversations: what it has to do, and what it is given.

/** The key of a conversation or, with `subpath`, of one of its subagents (`subagents/agent-…`). */
export type SessionKey = {
  /** The folder name that stands for a working directory. */
  projectKey: string;
  sessionId: string;
  subpath?: string;
};

/** One line of a transcript. */
export type SessionStoreEntry = {
  type: string;
  uuid?: string;
  timestamp?: string;
  [field: string]: unknown;
};

/** The summary of a conversation for lists, updated with each entry; `data` is opaque. */
export type SessionSummaryEntry = {
  sessionId: string;
  /** When it last changed, in milliseconds since 1970. */
  mtime: number;
  data: Record<string, unknown>;
};

/**
 * When a store gets entries: `batched` at the end of a turn, when a batch is full, or after 1 s; `eager` as
 * soon as they are written.
 */
export type SessionStoreFlush = "batched" | "eager";

/** Keeps conversations elsewhere than on this machine's disk. */
export type SessionStore = {
  /** Add entries, in this order, after all that came before. An entry whose `uuid` is there already is left out. */
  append(key: SessionKey, entries: SessionStoreEntry[]): Promise<void>;
  /** All entries in order, or null when there is no such conversation. */
  load(key: SessionKey): Promise<SessionStoreEntry[] | null>;
  listSessions?(projectKey: string): Promise<Array<{ sessionId: string; mtime: number }>>;
  listSessionSummaries?(projectKey: string): Promise<SessionSummaryEntry[]>;
  delete?(key: SessionKey): Promise<void>;
  /** The `subpath`s of a conversation. */
  listSubkeys?(key: { projectKey: string; sessionId: string }): Promise<string[]>;
  /**
   * Lock a conversation for one session. Resolves to a function that releases the lock, or to null if another session
   * holds it.
   *
   * Not in the official SDK. A program that crashes never releases its lease, so leases must expire on their own.
   */
  lease?(key: { projectKey: string; sessionId: string }): Promise<(() => Promise<void>) | null>;
};
