// Messages about the session that are neither conversation nor `system`.
import type { MessageFields, UUID } from "./fields.ts";

/** Why nothing goes on beyond the plan. */
type OverageDisabledReason = OrgDisabled | LevelDisabled | NotSetUp | NoCredits | "fetch_error" | "unknown";
type OrgDisabled = "org_level_disabled" | "org_level_disabled_until" | "org_service_level_disabled";
type LevelDisabled = "seat_tier_level_disabled" | "member_level_disabled";
type NotSetUp = "overage_not_provisioned" | "no_limits_configured";
type NoCredits = "out_of_credits" | ZeroLimit;
type ZeroLimit = "seat_tier_zero_credit_limit" | "group_zero_credit_limit" | "member_zero_credit_limit";

type PartOfSevenDays = "seven_day_opus" | "seven_day_sonnet" | "seven_day_overage_included";

/** A usage window of a subscription, read from response headers. */
export interface SDKRateLimitInfo {
  status: "allowed" | "allowed_warning" | "rejected";
  /** When the window starts anew, in seconds since 1970. */
  resetsAt?: number;
  rateLimitType?: "five_hour" | "seven_day" | PartOfSevenDays | "overage";
  /** Share of the window that is used, from 0 to 1. */
  utilization?: number;
  /** What goes on with usage beyond the plan. */
  overageStatus?: "allowed" | "allowed_warning" | "rejected";
  overageResetsAt?: number;
  overageDisabledReason?: OverageDisabledReason;
  isUsingOverage?: boolean;
  overageInUse?: boolean;
  overageEnabled?: boolean;
  surpassedThreshold?: number;
  limitScope?: "service" | "channel" | "group_pool";
  errorCode?: "credits_required";
  canUserPurchaseCredits?: boolean;
  hasChargeableSavedPaymentMethod?: boolean;
}

/** A usage window of a subscription has changed; only with a subscription login. */
export interface SDKRateLimitEvent extends MessageFields {
  type: "rate_limit_event";
  rate_limit_info: SDKRateLimitInfo;
}

/** Progress of a login. */
export interface SDKAuthStatusMessage extends MessageFields {
  type: "auth_status";
  isAuthenticating: boolean;
  output: string[];
  error?: string;
}

/** What the user might ask next; with `promptSuggestions`. */
export interface SDKPromptSuggestionMessage extends MessageFields {
  type: "prompt_suggestion";
  suggestion: string;
}

/** The conversation starts anew under another id, for instance after `/clear`. */
export interface SDKConversationResetMessage extends MessageFields {
  type: "conversation_reset";
  new_conversation_id: UUID;
  trigger?: "clear" | "plan_mode_exit" | "fresh_session" | "onboarding";
  user_message_uuid?: string;
  timestamp?: string;
}
