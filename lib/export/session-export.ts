// What an export has in it, as data: the shape of a JSON export, from which documents are written as well.
import type { SessionMessage } from "../transcripts/session-message.ts";
import type { SessionUsage } from "../transcripts/usage.ts";

/**
 * What `exportSession()` writes with `format: "json"`.
 *
 * @example
 * const exported: SessionExport = JSON.parse(await exportSession(sessionId, { format: "json" }));
 */
export type SessionExport = {
  /** Changes when a field changes its meaning; new fields do not change it. */
  version: 1;
  sessionId: string;
  title: string;
  cwd?: string | undefined;
  gitBranch?: string | undefined;
  tag?: string | undefined;
  /** The conversation, the oldest first, also what a compaction has replaced since. */
  messages: SessionMessage[];
  branches: SessionBranch[];
  /** Subagents, and those that they started. */
  subagents: SessionSubagent[];
  /** Tokens by model, and the cost. */
  usage: Omit<SessionUsage, "sessionId">;
  leftOut: {
    /** How many messages the CLI wrote for the model; nobody said them. */
    messagesForTheModel: number;
  };
};

/** Messages of a branch that the conversation left: after a rewind, or from a second process. */
export type SessionBranch = {
  /** The uuid of the message that it continues, in the conversation or in another branch; null if there is none. */
  from: string | null;
  /** The uuid of the message of the conversation that documents show it behind; null at the very beginning. */
  after: string | null;
  /** The oldest first. */
  messages: SessionMessage[];
};

/** A subagent's conversation. */
export type SessionSubagent = {
  /** Null where an older version of the CLI wrote it into the session's own transcript. */
  agentId: string | null;
  /** Such as `Explore`. */
  agentType?: string | undefined;
  /** The call that started it; null if that is not known. */
  toolUseId: string | null;
  /** The oldest first. They may begin with those of the conversation that it was started in, with the same uuids. */
  messages: SessionMessage[];
  branches: SessionBranch[];
};
