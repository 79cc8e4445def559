// Conversations in a store of one's own.
export { type ImportSessionToStoreOptions, importSessionToStore } from "../transcripts/import.ts";
export { InMemorySessionStore } from "../transcripts/memory-store.ts";
export type {
  SessionKey,
  SessionStore,
  SessionStoreEntry,
  SessionStoreFlush,
  SessionSummaryEntry,
} from "../transcripts/store.ts";
export { foldSessionSummary } from "../transcripts/summary.ts";
