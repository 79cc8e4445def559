// Kept sessions: list, read, change, export.
export { SessionNotFoundError } from "../errors/transcripts.ts";
export { type ExportSessionOptions, exportSession } from "../transcripts/export-session.ts";
export { forkSession } from "../transcripts/fork.ts";
export type { SDKSessionInfo } from "../transcripts/info.ts";
export {
  archiveSession,
  deleteSession,
  renameSession,
  tagSession,
  unarchiveSession,
} from "../transcripts/session-edits.ts";
export type { SessionMessage } from "../transcripts/session-message.ts";
export type {
  ForkSessionOptions,
  ForkSessionResult,
  GetSessionInfoOptions,
  GetSessionMessagesOptions,
  GetSubagentMessagesOptions,
  ListSessionsOptions,
  ListSubagentsOptions,
  SessionMutationOptions,
} from "../transcripts/session-options.ts";
export {
  getSessionInfo,
  getSessionMessages,
  getSubagentMessages,
  listSessions,
  listSubagents,
} from "../transcripts/sessions.ts";
