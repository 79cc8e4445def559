// Hooks around sessions: what they are told, and what they may answer.

import type { ExitReason } from "../settings/exit-reasons.ts";
import type { BaseHookInput } from "./base.ts";

/** What a `SessionStart` hook is told. */
export interface SessionStartHookInput extends BaseHookInput {
  hook_event_name: "SessionStart";
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
export interface SessionStartHookSpecificOutput {
  hookEventName: "SessionStart";
  additionalContext?: string;
  initialUserMessage?: string;
  sessionTitle?: string;
  watchPaths?: string[];
  reloadSkills?: boolean;
}

/** What a `SessionEnd` hook is told. */
export interface SessionEndHookInput extends BaseHookInput {
  hook_event_name: "SessionEnd";
  reason: ExitReason;
}

/** What a `Setup` hook is told. */
export interface SetupHookInput extends BaseHookInput {
  hook_event_name: "Setup";
  trigger: "init" | "maintenance";
}

/** What a `Setup` hook may answer with. */
export interface SetupHookSpecificOutput {
  hookEventName: "Setup";
  additionalContext?: string;
}

/** What a `PreCompact` hook is told, before the conversation is compacted. */
export interface PreCompactHookInput extends BaseHookInput {
  hook_event_name: "PreCompact";
  trigger: "manual" | "auto";
  custom_instructions: string | null;
}

/** What a `PostCompact` hook is told, with the summary. */
export interface PostCompactHookInput extends BaseHookInput {
  hook_event_name: "PostCompact";
  trigger: "manual" | "auto";
  compact_summary: string;
}

/** What a `InstructionsLoaded` hook is told, when a CLAUDE.md file is read. */
export interface InstructionsLoadedHookInput extends BaseHookInput {
  hook_event_name: "InstructionsLoaded";
  file_path: string;
  memory_type: "User" | "Project" | "Local" | "Managed";
  load_reason: "session_start" | "nested_traversal" | "path_glob_match" | "include" | "compact";
  globs?: string[];
  trigger_file_path?: string;
  parent_file_path?: string;
}

/** What a `ConfigChange` hook is told, when a settings file has changed. */
export interface ConfigChangeHookInput extends BaseHookInput {
  hook_event_name: "ConfigChange";
  source: "user_settings" | "project_settings" | "local_settings" | "policy_settings" | "skills";
  file_path?: string;
}
