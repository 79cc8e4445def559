// Fields that several messages have.
import type { FastModeDisabledReason, FastModeState } from "./account.ts";

/** A UUID as a text of five groups, such as `crypto.randomUUID()` returns. */
export type UUID = `${string}-${string}-${string}-${string}-${string}`;

/** Fields of every message: its own id, and the session's. */
export interface MessageFields {
  uuid: UUID;
  session_id: string;
}

/** The prompts that a message belongs to, by their uuids. */
export interface PromptFields {
  user_message_uuid?: string;
  user_message_uuids?: string[];
  resume_reason?: string;
}

/** A call of the API that has failed and is tried again. */
export interface RetryFields {
  /** From 1. */ attempt: number;
  max_retries: number;
  retry_delay_ms: number;
  /** HTTP status; null when there was no response. */ error_status: number | null;
}

/** Whether requests are served faster, and if not, why. */
export interface FastModeFields {
  fast_mode_state?: FastModeState;
  fast_mode_disabled_reason?: FastModeDisabledReason;
}
