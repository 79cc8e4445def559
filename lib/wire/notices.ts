// Messages about the session that are neither conversation nor `system`.

/** A usage window of a subscription, read from response headers. */
export interface SDKRateLimitInfo {
  status: "allowed" | "allowed_warning" | "rejected";
  /** When the window starts anew, in seconds since 1970. */
  resetsAt?: number;
  rateLimitType?: string;
  /** Share of the window that is used, from 0 to 1. */
  utilization?: number;
  [field: string]: unknown;
}

/** The state of a usage window changed; only with a subscription login. */
export interface SDKRateLimitEvent {
  type: "rate_limit_event";
  rate_limit_info: SDKRateLimitInfo;
  uuid: string;
  session_id: string;
}

/** Progress of a login. */
export interface SDKAuthStatusMessage {
  type: "auth_status";
  isAuthenticating: boolean;
  output: string[];
  error?: string;
  uuid: string;
  session_id: string;
}

/** What the user might want to ask next. */
export interface SDKPromptSuggestionMessage {
  type: "prompt_suggestion";
  suggestion: string;
  uuid: string;
  session_id: string;
}

/** The conversation starts anew under another id, for instance after `/clear`. */
export interface SDKConversationResetMessage {
  type: "conversation_reset";
  new_conversation_id: string;
  trigger?: "clear" | "plan_mode_exit" | "fresh_session" | "onboarding";
  user_message_uuid?: string;
  timestamp?: string;
  uuid: string;
  session_id: string;
}

/** Lines that the CLI has written to its session file; only with a session store. */
export interface SDKTranscriptMirrorMessage {
  type: "transcript_mirror";
  filePath: string;
  entries: unknown[];
  uuid?: string;
  session_id?: string;
}

/** The goal that the session works on, as the CLI understands it. */
export interface SDKActiveGoalMessage {
  type: "active_goal";
  goal?: unknown;
  uuid?: string;
  session_id?: string;
}

/** A kind of message that this library does not know, or a known kind of another shape, as it came. */
export interface UnknownMessage {
  type: string;
  [field: string]: unknown;
}
