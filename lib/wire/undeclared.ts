// Kinds of messages that the CLI sends although the official SDK does not declare them.

import type { MessageFields, UUID } from "./fields.ts";
import type { SystemFields } from "./system.ts";

/** The state of a prompt to which you gave a `uuid`; sent at each change. */
export interface SDKCommandLifecycleMessage extends MessageFields {
  type: "command_lifecycle";
  command_uuid: string;
  state: "queued" | "started" | "completed" | "cancelled";
}

/** The session's title has changed; `title` is absent if it was removed. */
export interface SDKSessionTitleChangedMessage extends SystemFields<"session_title_changed"> {
  title?: string;
}

/** Entries that the CLI has written to a transcript, for the `sessionStore`; sent only with that option. */
export interface SDKTranscriptMirrorMessage {
  type: "transcript_mirror";
  filePath: string;
  entries: unknown[];
  uuid?: UUID;
  session_id?: string;
}

/** The goal that the session works towards has changed, or there is none any more (`value` is null). */
export interface SDKActiveGoalMessage extends MessageFields {
  type: "active_goal";
  /** Null when there is no goal; `set_at` is in milliseconds since 1970. */
  value: {
    condition: string;
    iterations: number;
    set_at: number;
    tokens_at_start: number;
    last_reason?: string;
  } | null;
}
