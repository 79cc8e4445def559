// Messages about the session that are neither conversation nor `system`.
import type { MessageFields, UUID } from "./fields.ts";

/** Why usage beyond the plan is off. */
type OverageDisabledReason = OrgDisabled | LevelDisabled | NotSetUp | NoCredits | "fetch_error" | "unknown";
type OrgDisabled = "org_level_disabled" | "org_level_disabled_until" | "org_service_level_disabled";
type LevelDisabled = "seat_tier_level_disabled" | "member_level_disabled";
type NotSetUp = "overage_not_provisioned" | "no_limits_configured";
type NoCredits = "out_of_credits" | ZeroLimit;
type ZeroLimit = "seat_tier_zero_credit_limit" | "group_zero_credit_limit" | "member_zero_credit_limit";

/** A usage window of a subscription, as the API's response headers report it. */
export interface SDKRateLimitInfo {
  status: "allowed" | "allowed_warning" | "rejected";
  /** When the window resets, in seconds since 1970. */ resetsAt?: number;
  rateLimitType?:
    | "five_hour"
    | "seven_day"
    | "seven_day_opus"
    | "seven_day_sonnet"
    | "seven_day_overage_included"
    | "overage";
  /** How much of the window is used, from 0 to 1. */ utilization?: number;
  /** The same for usage beyond the plan. */ overageStatus?: "allowed" | "allowed_warning" | "rejected";
  /** When that resets, in seconds since 1970. */ overageResetsAt?: number;
  overageDisabledReason?: OverageDisabledReason;
  isUsingOverage?: boolean;
  overageInUse?: boolean;
  overageEnabled?: boolean;
  /** The share that has been exceeded, from 0 to 1. */ surpassedThreshold?: number;
  limitScope?: "service" | "channel" | "group_pool";
  errorCode?: "credits_required";
  canUserPurchaseCredits?: boolean;
  hasChargeableSavedPaymentMethod?: boolean;
}

/** A usage window of a subscription has changed. Never sent with an API key. */
export interface SDKRateLimitEvent extends MessageFields {
  type: "rate_limit_event";
  rate_limit_info: SDKRateLimitInfo;
}

/** Progress of a login: whether it is still running, what it has printed so far, and its error if any. */
export interface SDKAuthStatusMessage extends MessageFields {
  type: "auth_status";
  isAuthenticating: boolean;
  output: string[];
  error?: string;
}

/** A prompt that the user may want to send next; sent after a turn, only with `promptSuggestions`. */
export interface SDKPromptSuggestionMessage extends MessageFields {
  type: "prompt_suggestion";
  suggestion: string;
}

/** The conversation starts over under a new id, for instance after `/clear`; the session continues. */
export interface SDKConversationResetMessage extends MessageFields {
  type: "conversation_reset";
  new_conversation_id: UUID;
  trigger?: "clear" | "plan_mode_exit" | "fresh_session" | "onboarding";
  user_message_uuid?: string;
  /** When, ISO 8601. */ timestamp?: string;
}
