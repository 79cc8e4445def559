// Options: which conversation it is, and what is kept of it.
import * as v from "valibot";
import type { SessionStore, SessionStoreFlush } from "../stores/store.ts";
import { field, one, type Rows, whenTrue } from "./row.ts";
import { flag, milliseconds, oneOf, text, uuid, wholeText } from "./values.ts";

/** Options: which conversation it is, and what is kept of it. */
export interface ConversationOptions {
  /** Continue the conversation with this session id (or title). */
  resume?: string | undefined;
  /** Continue the newest conversation of `cwd`. */
  continue?: boolean | undefined;
  /** With `resume` or `continue`: continue in a copy of the conversation, which has a new id. */
  forkSession?: boolean | undefined;
  /** The id of the new session, a UUID. Default: a random one. */
  sessionId?: string | undefined;
  /** With `resume`: forget everything after the message with this uuid. */
  resumeSessionAt?: string | undefined;
  /** With `resumeSessionAt`: the uuid of the only prompt whose turn may be dropped; refused if others would be too. */
  resumeDropsTurn?: string | undefined;
  /** Keep the conversation on disk. Default: true. */
  persistSession?: boolean | undefined;
  /** A store of your own that gets a copy of the conversation, and from which `resume` loads it. */
  sessionStore?: SessionStore | undefined;
  /** When the store gets entries: in batches, or as soon as they are written. Default: `batched`. */
  sessionStoreFlush?: SessionStoreFlush | undefined;
  /** How long the store may take to load a conversation, in milliseconds. Default: 60 000. */
  loadTimeoutMs?: number | undefined;
  /** How long the store may take for one `append()`, in milliseconds. Default: 60 000. */
  appendTimeoutMs?: number | undefined;
  /** The title of a new conversation. Default: made from the first prompt. */
  title?: string | undefined;
  /** Keep copies of files before they are changed, so that `rewindFiles()` can bring them back. Default: false. */
  enableFileCheckpointing?: boolean | undefined;
  /** Take prompts literally: no `@file` mentions, no slash commands. Default: false. */
  verbatimPrompts?: boolean | undefined;
}

export const CONVERSATION_ROWS: Rows<ConversationOptions, "loadTimeoutMs" | "appendTimeoutMs"> = {
  resume: { emptyIsAbsent: true, check: text, way: one("resume") },
  continue: { check: flag, way: whenTrue("continue") },
  forkSession: { check: flag, way: whenTrue("fork-session") },
  sessionId: { emptyIsAbsent: true, check: uuid, way: one("session-id") },
  resumeSessionAt: { emptyIsAbsent: true, check: text, way: one("resume-session-at") },
  resumeDropsTurn: { check: text, way: one("resume-drops-turn") },
  persistSession: { check: flag, way: (keep) => whenTrue("no-session-persistence")(!keep) },
  sessionStore: {
    check: v.looseObject(
      { append: v.function("must be a function"), load: v.function("must be a function") },
      "must be a store: an object with append() and load()",
    ),
    way: () => ({ args: ["--session-mirror"] }),
  },
  sessionStoreFlush: { check: oneOf("batched", "eager") },
  loadTimeoutMs: { check: milliseconds, byDefault: 60_000 },
  appendTimeoutMs: { check: milliseconds, byDefault: 60_000 },
  title: { check: wholeText, way: field("title") },
  enableFileCheckpointing: {
    check: flag,
    way: (on) => (on ? { env: { CLAUDE_CODE_ENABLE_SDK_FILE_CHECKPOINTING: "true" } } : {}),
  },
  verbatimPrompts: { check: flag },
};
