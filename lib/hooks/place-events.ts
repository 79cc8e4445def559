// Hooks around files, directories and questions of MCP servers: what they are told, and what they may answer.
import type { BaseHookInput } from "./base.ts";

/** What a `WorktreeCreate` hook is told. */
export interface WorktreeCreateHookInput extends BaseHookInput {
  hook_event_name: "WorktreeCreate";
  name: string;
}

/** What a `WorktreeCreate` hook may answer with. */
export interface WorktreeCreateHookSpecificOutput {
  hookEventName: "WorktreeCreate";
  worktreePath: string;
}

/** What a `WorktreeRemove` hook is told. */
export interface WorktreeRemoveHookInput extends BaseHookInput {
  hook_event_name: "WorktreeRemove";
  worktree_path: string;
}

/** What a `CwdChanged` hook is told. */
export interface CwdChangedHookInput extends BaseHookInput {
  hook_event_name: "CwdChanged";
  old_cwd: string;
  new_cwd: string;
}

/** What a `CwdChanged` hook may answer with. */
export interface CwdChangedHookSpecificOutput {
  hookEventName: "CwdChanged";
  watchPaths?: string[];
}

/** What a `FileChanged` hook is told. */
export interface FileChangedHookInput extends BaseHookInput {
  hook_event_name: "FileChanged";
  file_path: string;
  event: "change" | "add" | "unlink";
}

/** What a `FileChanged` hook may answer with. */
export interface FileChangedHookSpecificOutput {
  hookEventName: "FileChanged";
  watchPaths?: string[];
}

/** What a `DirectoryAdded` hook is told. */
export interface DirectoryAddedHookInput extends BaseHookInput {
  hook_event_name: "DirectoryAdded";
  directory: string;
  source: "slash_command" | "register_repo_root";
}

/** What a `Elicitation` hook is told, when an MCP server asks the user. */
export interface ElicitationHookInput extends BaseHookInput {
  hook_event_name: "Elicitation";
  mcp_server_name: string;
  message: string;
  mode?: "form" | "url";
  url?: string;
  elicitation_id?: string;
  requested_schema?: Record<string, unknown>;
}

/** What a `Elicitation` hook may answer with. */
export interface ElicitationHookSpecificOutput {
  hookEventName: "Elicitation";
  action?: "accept" | "decline" | "cancel";
  content?: Record<string, unknown>;
}

/** What a `ElicitationResult` hook is told, when the user has answered. */
export interface ElicitationResultHookInput extends BaseHookInput {
  hook_event_name: "ElicitationResult";
  mcp_server_name: string;
  elicitation_id?: string;
  mode?: "form" | "url";
  action: "accept" | "decline" | "cancel";
  content?: Record<string, unknown>;
}

/** What a `ElicitationResult` hook may answer with. */
export interface ElicitationResultHookSpecificOutput {
  hookEventName: "ElicitationResult";
  action?: "accept" | "decline" | "cancel";
  content?: Record<string, unknown>;
}
