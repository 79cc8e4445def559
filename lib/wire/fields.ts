// Fields that several messages have.
import type { FastModeDisabledReason, FastModeState } from "./account.ts";

/** A UUID as a text of five groups, such as `crypto.randomUUID()` returns. */
export type UUID = `${string}-${string}-${string}-${string}-${string}`;

/** Fields of every message: its own id, and the id of the session. */
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

/** An API request that has failed and is tried again. */
export interface RetryFields {
  /** Counts the attempts from 1. */ attempt: number;
  max_retries: number;
  retry_delay_ms: number;
  /** The HTTP status; null if there was no response. */ error_status: number | null;
}

/** Whether fast mode is on, and if not, why. */
export interface FastModeFields {
  fast_mode_state?: FastModeState;
  fast_mode_disabled_reason?: FastModeDisabledReason;
}
