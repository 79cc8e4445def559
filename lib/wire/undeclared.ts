// Kinds of messages that the CLI sends although the official SDK does not declare them.

import type { MessageFields, UUID } from "./fields.ts";
import type { SystemFields } from "./system.ts";

/** What has become of a prompt with a uuid of yours. */
export interface SDKCommandLifecycleMessage extends MessageFields {
  type: "command_lifecycle";
  command_uuid: string;
  state: "queued" | "started" | "completed" | "cancelled";
}

/** The session has another title. */
export type SDKSessionTitleChangedMessage = SystemFields<"session_title_changed"> & { title?: string };

/** Lines that the CLI has written to its session file; with `sessionStore`. */
export interface SDKTranscriptMirrorMessage {
  type: "transcript_mirror";
  filePath: string;
  entries: unknown[];
  uuid?: UUID;
  session_id?: string;
}

/** The goal that the session works on, as the CLI understands it. */
export interface SDKActiveGoalMessage extends MessageFields {
  type: "active_goal";
  /** Null when there is no goal any more. */
  value: {
    condition: string;
    iterations: number;
    set_at: number;
    tokens_at_start: number;
    last_reason?: string;
  } | null;
}
