// Whose key is used, how fast its requests are served, and why a session cannot start with it.

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
export type SDKStartupFailureReason = Organisation | ManagedSettings | Service | Machine | Elsewhere | Setup;
type Organisation = "org_verify_failed" | OrgPin | OrgConfig;
type OrgPin = "org_pin_api_key_conflict" | "org_pin_mismatch";
type OrgConfig = "org_config_required_unavailable" | "org_config_refused";
type ManagedSettings = "managed_settings_invalid" | "managed_settings_not_delivered" | RemoteSettings;
type RemoteSettings = "remote_settings_required_unavailable";
type Service = "gateway_signin_required" | "gateway_access_denied" | "provider_not_allowed" | "proxy_invalid";
type Machine = "temp_dir_unusable" | "cwd_unavailable" | "shell_tool_missing" | "bypass_root";
type Elsewhere = "session_held_by_background" | "worktree_resume_refused" | "worktree_unverified";
type Setup = "cli_version_too_old" | "config_file_invalid" | "sandbox_required_unavailable" | Initialize;
type Initialize = "initialize_not_first" | "initialize_fields_not_delivered";
