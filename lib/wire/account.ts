// Whose key is used, how fast its requests are served, and why a session cannot start with it.
import type { STARTUP_FAILURE_REASON_NAMES } from "../generated/names.ts";

/** Where the credential of API requests comes from. */
export type ApiKeySource = "ANTHROPIC_API_KEY" | "apiKeyHelper" | "/login managed key" | "none" | OldSource;
/** Only older CLIs say so. */
type OldSource = "user" | "project" | "org" | "temporary" | "oauth";

/** Fast mode: off, on, or waiting until a rate limit is over. */
export type FastModeState = "off" | "cooldown" | "on";

/** Why there is no fast mode. */
export type FastModeDisabledReason = NotInPlan | SwitchedOff | NotKnown;
type NotInPlan = "free" | "extra_usage_disabled" | "not_first_party";
type SwitchedOff = "preference" | "disabled_by_env" | "model_not_allowed" | "sdk_opt_in_required";
type NotKnown = "network_error" | "unknown" | "pending";

/** Why a session could not start: in a result, `startup_failure_reason`. */
export type SDKStartupFailureReason = (typeof STARTUP_FAILURE_REASON_NAMES)[number];
