// Whose key is used, how fast its requests are served, and why a session cannot start with it.

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
export type SDKStartupFailureReason =
  | "org_pin_api_key_conflict"
  | "provider_not_allowed"
  | "org_verify_failed"
  | "org_pin_mismatch"
  | "managed_settings_invalid"
  | "remote_settings_required_unavailable"
  | "gateway_signin_required"
  | "gateway_access_denied"
  | "proxy_invalid"
  | "temp_dir_unusable"
  | "cwd_unavailable"
  | "shell_tool_missing"
  | "session_held_by_background"
  | "worktree_resume_refused"
  | "worktree_unverified"
  | "cli_version_too_old"
  | "bypass_root"
  | "org_config_required_unavailable"
  | "org_config_refused"
  | "sandbox_required_unavailable"
  | "initialize_not_first"
  | "config_file_invalid"
  | "managed_settings_not_delivered"
  | "initialize_fields_not_delivered";
