// Whose key is used, how fast its requests are served, and why a session cannot start with it.
import type { STARTUP_FAILURE_REASON_NAMES } from "../generated/names.ts";

/** Where the session's API key comes from; `none` if there is no key, as with a login. */
export type ApiKeySource = "ANTHROPIC_API_KEY" | "apiKeyHelper" | "/login managed key" | "none" | OldSource;
/** Only older CLIs report these. */
type OldSource = "user" | "project" | "org" | "temporary" | "oauth";

/** Fast mode: `off`, `on`, or `cooldown` while it waits for a rate limit to pass. */
export type FastModeState = "off" | "cooldown" | "on";

/** Why fast mode is off: it is not in the plan, is switched off, or is not known yet. */
export type FastModeDisabledReason = NotInPlan | SwitchedOff | NotKnown;
type NotInPlan = "free" | "extra_usage_disabled" | "not_first_party";
type SwitchedOff = "preference" | "disabled_by_env" | "model_not_allowed" | "sdk_opt_in_required";
type NotKnown = "network_error" | "unknown" | "pending";

/** Why the CLI could not start a session; in `startup_failure_reason` of an error result. */
export type SDKStartupFailureReason = (typeof STARTUP_FAILURE_REASON_NAMES)[number];
