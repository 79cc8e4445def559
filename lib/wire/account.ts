// Whose key is used, how fast its requests are served, and why a session cannot start with it.
import type { STARTUP_FAILURE_REASON_NAMES } from "../generated/names.ts";

/** Where the API key of the session comes from; `none` when there is no key. */
export type ApiKeySource = "ANTHROPIC_API_KEY" | "apiKeyHelper" | "/login managed key" | "none" | OldSource;
/** Only older CLIs say so. */
type OldSource = "user" | "project" | "org" | "temporary" | "oauth";

/** Fast mode: `off`, `on`, or `cooldown` while it waits for a rate limit to pass. */
export type FastModeState = "off" | "cooldown" | "on";

/** Why fast mode is off: not in the plan, switched off somewhere, or not known yet. */
export type FastModeDisabledReason = NotInPlan | SwitchedOff | NotKnown;
type NotInPlan = "free" | "extra_usage_disabled" | "not_first_party";
type SwitchedOff = "preference" | "disabled_by_env" | "model_not_allowed" | "sdk_opt_in_required";
type NotKnown = "network_error" | "unknown" | "pending";

/** Why the CLI could not start a session; in `startup_failure_reason` of an error result. */
export type SDKStartupFailureReason = (typeof STARTUP_FAILURE_REASON_NAMES)[number];
