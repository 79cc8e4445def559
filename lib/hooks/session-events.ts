// Hooks around sessions and their models: what they are told, and what they may answer.
import type { ExitReason } from "../settings/exit-reasons.ts";
import type { HookContextOf, HookInputOf, HookOutputOf } from "./base.ts";

/**
 * Called when a session begins anew: `clear`, `compact`, a claim of `prewarm()`; not at a plain start,
 * which is before your program is heard.
 */
export interface SessionStartHookInput extends HookInputOf<"SessionStart"> {
  source: "startup" | "resume" | "clear" | "compact" | "fork";
  agent_type?: string;
  model?: string;
  session_title?: string;
  seconds_since_last_response?: number;
  context_tokens?: number;
  prompt_cache_likely_expired?: boolean;
  estimated_cache_write_usd?: number;
}

/** What a `SessionStart` hook may answer with. */
export interface SessionStartHookSpecificOutput extends HookOutputOf<"SessionStart"> {
  additionalContext?: string;
  initialUserMessage?: string;
  sessionTitle?: string;
  watchPaths?: string[];
  reloadSkills?: boolean;
}

/** Called after `/clear`, and when the process is told to end with input still open. */
export interface SessionEndHookInput extends HookInputOf<"SessionEnd"> {
  reason: ExitReason;
}

/** Called when the CLI is set up by its own command; not in a session of yours. */
export interface SetupHookInput extends HookInputOf<"Setup"> {
  trigger: "init" | "maintenance";
}

/** What a `Setup` hook may answer with. */
export interface SetupHookSpecificOutput extends HookContextOf<"Setup"> {}

/** Called before the conversation is summarised to make room. */
export interface PreCompactHookInput extends HookInputOf<"PreCompact"> {
  trigger: "manual" | "auto";
  custom_instructions: string | null;
}

/** Called after the conversation was summarised, with `compact_summary`. */
export interface PostCompactHookInput extends HookInputOf<"PostCompact"> {
  trigger: "manual" | "auto";
  compact_summary: string;
}

/** Called when a CLAUDE.md file is read; not seen by hooks of programs. */
export interface InstructionsLoadedHookInput extends HookInputOf<"InstructionsLoaded"> {
  file_path: string;
  memory_type: "User" | "Project" | "Local" | "Managed";
  load_reason: "session_start" | "nested_traversal" | "path_glob_match" | "include" | "compact";
  globs?: string[];
  trigger_file_path?: string;
  parent_file_path?: string;
}

/** Called when a settings file has changed. */
export interface ConfigChangeHookInput extends HookInputOf<"ConfigChange"> {
  source: "user_settings" | "project_settings" | "local_settings" | "policy_settings" | "skills";
  file_path?: string;
}

/** Prices in US dollars. */
interface ModelSwitch {
  from_model: string;
  to_model: string;
  requested_model: string | null;
  context_tokens: number;
  prompt_cache_warm: boolean;
  cache_ttl: "5m" | "1h";
  estimated_cache_write_usd: number;
  pricing: "configured" | "catalog" | "default";
}

/** Called before another model takes over, with what its cache will cost. */
export interface PreModelSwitchHookInput extends HookInputOf<"PreModelSwitch">, ModelSwitch {
  source: "command" | "picker" | "sdk";
}

/** What a `PreModelSwitch` hook may answer with. */
export interface PreModelSwitchHookSpecificOutput extends HookOutputOf<"PreModelSwitch"> {
  permissionDecision?: "allow" | "deny" | "ask";
  permissionDecisionReason?: string;
}

/** Called after another model has taken over. */
export interface PostModelSwitchHookInput extends HookInputOf<"PostModelSwitch">, ModelSwitch {
  source: "command" | "picker" | "sdk" | "auto" | "resume";
}

/** What a `PostModelSwitch` hook may answer with. */
export interface PostModelSwitchHookSpecificOutput extends HookContextOf<"PostModelSwitch"> {}
