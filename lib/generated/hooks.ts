// Generated from lib/wire, lib/hooks and lib/errors; run `npm run generate`, never edit.
import type { HookOutputOf } from "../hooks/answers.ts";
import type { HookInputOf } from "../hooks/inputs.ts";

/** The names of all hook events. */
export const HOOK_EVENTS: readonly [
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "Notification",
  "UserPromptSubmit",
  "UserPromptExpansion",
  "SessionStart",
  "SessionEnd",
  "Stop",
  "StopFailure",
  "SubagentStart",
  "SubagentStop",
  "PreCompact",
  "PostCompact",
  "PreModelSwitch",
  "PostModelSwitch",
  "PermissionRequest",
  "PermissionDenied",
  "Setup",
  "TeammateIdle",
  "TaskCreated",
  "TaskCompleted",
  "Elicitation",
  "ElicitationResult",
  "ConfigChange",
  "WorktreeCreate",
  "WorktreeRemove",
  "InstructionsLoaded",
  "CwdChanged",
  "FileChanged",
  "DirectoryAdded",
  "MessageDisplay",
  "PreSkillShellCommand",
] = [
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "Notification",
  "UserPromptSubmit",
  "UserPromptExpansion",
  "SessionStart",
  "SessionEnd",
  "Stop",
  "StopFailure",
  "SubagentStart",
  "SubagentStop",
  "PreCompact",
  "PostCompact",
  "PreModelSwitch",
  "PostModelSwitch",
  "PermissionRequest",
  "PermissionDenied",
  "Setup",
  "TeammateIdle",
  "TaskCreated",
  "TaskCompleted",
  "Elicitation",
  "ElicitationResult",
  "ConfigChange",
  "WorktreeCreate",
  "WorktreeRemove",
  "InstructionsLoaded",
  "CwdChanged",
  "FileChanged",
  "DirectoryAdded",
  "MessageDisplay",
  "PreSkillShellCommand",
];

/** Every reason for the end of a session, as its `SessionEnd` hook is told. */
export const EXIT_REASONS: readonly [
  "clear",
  "resume",
  "logout",
  "prompt_input_exit",
  "other",
] = [
  "clear",
  "resume",
  "logout",
  "prompt_input_exit",
  "other",
];

/** Why a session ended. */
export type ExitReason = (typeof EXIT_REASONS)[number];

/** Input of a `PreToolUse` hook. Called before a tool runs, and before anybody is asked for permission. */
export interface PreToolUseHookInput extends HookInputOf<"PreToolUse"> {}

/** Input of a `PostToolUse` hook. Called when a tool has run, with `tool_response` and `duration_ms`. */
export interface PostToolUseHookInput extends HookInputOf<"PostToolUse"> {}

/** Input of a `PostToolUseFailure` hook. Called when a tool has failed, with `error`. */
export interface PostToolUseFailureHookInput extends HookInputOf<"PostToolUseFailure"> {}

/** Input of a `PostToolBatch` hook. Called when all calls of one message are done. */
export interface PostToolBatchHookInput extends HookInputOf<"PostToolBatch"> {}

/** Input of a `Notification` hook. Called when the user's attention is needed: for example when a permission request has waited for 6 s. */
export interface NotificationHookInput extends HookInputOf<"Notification"> {}

/** Input of a `UserPromptSubmit` hook. Called before a prompt is handled; `decision: "block"` refuses it. */
export interface UserPromptSubmitHookInput extends HookInputOf<"UserPromptSubmit"> {}

/** Input of a `UserPromptExpansion` hook. Called before a slash command or MCP prompt becomes a prompt. */
export interface UserPromptExpansionHookInput extends HookInputOf<"UserPromptExpansion"> {}

/** Input of a `SessionStart` hook. Called when a session starts again: `clear`, `compact`, a claim of `prewarm()`; not at a plain start, which comes before your hooks are known. */
export interface SessionStartHookInput extends HookInputOf<"SessionStart"> {}

/** Input of a `SessionEnd` hook. Called after `/clear`, and when the process is told to end with input still open. */
export interface SessionEndHookInput extends HookInputOf<"SessionEnd"> {}

/** Input of a `Stop` hook. Called when the agent is about to stop; `decision: "block"` makes it continue. */
export interface StopHookInput extends HookInputOf<"Stop"> {}

/** Input of a `StopFailure` hook. Called when a turn ends with an error of the API. */
export interface StopFailureHookInput extends HookInputOf<"StopFailure"> {}

/** Input of a `SubagentStart` hook. Called when a subagent begins. */
export interface SubagentStartHookInput extends HookInputOf<"SubagentStart"> {}

/** Input of a `SubagentStop` hook. Called when a subagent is about to stop; `decision: "block"` makes it go on. */
export interface SubagentStopHookInput extends HookInputOf<"SubagentStop"> {}

/** Input of a `PreCompact` hook. Called before the conversation is summarised to make room. */
export interface PreCompactHookInput extends HookInputOf<"PreCompact"> {}

/** Input of a `PostCompact` hook. Called after the conversation was summarised, with `compact_summary`. */
export interface PostCompactHookInput extends HookInputOf<"PostCompact"> {}

/** Input of a `PreModelSwitch` hook. Called before another model takes over, with what its cache will cost. */
export interface PreModelSwitchHookInput extends HookInputOf<"PreModelSwitch"> {}

/** Input of a `PostModelSwitch` hook. Called after another model has taken over. */
export interface PostModelSwitchHookInput extends HookInputOf<"PostModelSwitch"> {}

/** Input of a `PermissionRequest` hook. Called when a call needs a decision, together with `canUseTool`; the first answer counts. */
export interface PermissionRequestHookInput extends HookInputOf<"PermissionRequest"> {}

/** Input of a `PermissionDenied` hook. Called when mode `auto` has refused a call. */
export interface PermissionDeniedHookInput extends HookInputOf<"PermissionDenied"> {}

/** Input of a `Setup` hook. Called when the CLI is set up by its own command; not in a session of yours. */
export interface SetupHookInput extends HookInputOf<"Setup"> {}

/** Input of a `TeammateIdle` hook. Called when a member of an agent team has nothing to do. */
export interface TeammateIdleHookInput extends HookInputOf<"TeammateIdle"> {}

/** Input of a `TaskCreated` hook. Called when a task is put on the task list. */
export interface TaskCreatedHookInput extends HookInputOf<"TaskCreated"> {}

/** Input of a `TaskCompleted` hook. Called when a task is ticked off. */
export interface TaskCompletedHookInput extends HookInputOf<"TaskCompleted"> {}

/** Input of an `Elicitation` hook. Called when a server asks the user for input. */
export interface ElicitationHookInput extends HookInputOf<"Elicitation"> {}

/** Input of an `ElicitationResult` hook. Called when the user has answered, before the server hears it. */
export interface ElicitationResultHookInput extends HookInputOf<"ElicitationResult"> {}

/** Input of a `ConfigChange` hook. Called when a settings file has changed. */
export interface ConfigChangeHookInput extends HookInputOf<"ConfigChange"> {}

/** Input of a `WorktreeCreate` hook. Called when a worktree is wanted: the hook makes it and must answer with its path. */
export interface WorktreeCreateHookInput extends HookInputOf<"WorktreeCreate"> {}

/** Input of a `WorktreeRemove` hook. Called when a worktree is to be removed. */
export interface WorktreeRemoveHookInput extends HookInputOf<"WorktreeRemove"> {}

/** Input of an `InstructionsLoaded` hook. Called when a CLAUDE.md file is read; not seen by hooks of programs. */
export interface InstructionsLoadedHookInput extends HookInputOf<"InstructionsLoaded"> {}

/** Input of a `CwdChanged` hook. Called when the working directory changes; not by `cd` in a command. */
export interface CwdChangedHookInput extends HookInputOf<"CwdChanged"> {}

/** Input of a `FileChanged` hook. Called when a file of `watchPaths` changes. */
export interface FileChangedHookInput extends HookInputOf<"FileChanged"> {}

/** Input of a `DirectoryAdded` hook. Called when `/add-dir` (`slash_command`) or `registerRepoRoot()` (`register_repo_root`) adds a directory; its path is absolute. */
export interface DirectoryAddedHookInput extends HookInputOf<"DirectoryAdded"> {}

/** Input of a `MessageDisplay` hook. Called when a text of the model is shown. */
export interface MessageDisplayHookInput extends HookInputOf<"MessageDisplay"> {}

/** Input of a `PreSkillShellCommand` hook. Called before a command that stands in the text of a skill runs, while the skill is loaded; no tool call has its id. */
export interface PreSkillShellCommandHookInput extends HookInputOf<"PreSkillShellCommand"> {}

/** Input of any hook: narrow it by `hook_event_name`. */
export type HookInput =
  | PreToolUseHookInput
  | PostToolUseHookInput
  | PostToolUseFailureHookInput
  | PostToolBatchHookInput
  | NotificationHookInput
  | UserPromptSubmitHookInput
  | UserPromptExpansionHookInput
  | SessionStartHookInput
  | SessionEndHookInput
  | StopHookInput
  | StopFailureHookInput
  | SubagentStartHookInput
  | SubagentStopHookInput
  | PreCompactHookInput
  | PostCompactHookInput
  | PreModelSwitchHookInput
  | PostModelSwitchHookInput
  | PermissionRequestHookInput
  | PermissionDeniedHookInput
  | SetupHookInput
  | TeammateIdleHookInput
  | TaskCreatedHookInput
  | TaskCompletedHookInput
  | ElicitationHookInput
  | ElicitationResultHookInput
  | ConfigChangeHookInput
  | WorktreeCreateHookInput
  | WorktreeRemoveHookInput
  | InstructionsLoadedHookInput
  | CwdChangedHookInput
  | FileChangedHookInput
  | DirectoryAddedHookInput
  | MessageDisplayHookInput
  | PreSkillShellCommandHookInput;

/** What a `PreToolUse` hook may answer in `hookSpecificOutput`: `additionalContext`, `permissionDecision`, `permissionDecisionReason`, `updatedInput`. */
export interface PreToolUseHookSpecificOutput extends HookOutputOf<"PreToolUse"> {}

/** What a `PostToolUse` hook may answer in `hookSpecificOutput`: `additionalContext`, `classifierContext`, `updatedToolOutput`, `updatedMCPToolOutput`. */
export interface PostToolUseHookSpecificOutput extends HookOutputOf<"PostToolUse"> {}

/** What a `PostToolUseFailure` hook may answer in `hookSpecificOutput`: `additionalContext`. */
export interface PostToolUseFailureHookSpecificOutput extends HookOutputOf<"PostToolUseFailure"> {}

/** What a `PostToolBatch` hook may answer in `hookSpecificOutput`: `additionalContext`. */
export interface PostToolBatchHookSpecificOutput extends HookOutputOf<"PostToolBatch"> {}

/** What a `Notification` hook may answer in `hookSpecificOutput`: `additionalContext`. */
export interface NotificationHookSpecificOutput extends HookOutputOf<"Notification"> {}

/** What a `UserPromptSubmit` hook may answer in `hookSpecificOutput`: `additionalContext`, `sessionTitle`, `suppressOriginalPrompt`. */
export interface UserPromptSubmitHookSpecificOutput extends HookOutputOf<"UserPromptSubmit"> {}

/** What a `UserPromptExpansion` hook may answer in `hookSpecificOutput`: `additionalContext`, `suppressOriginalPrompt`. */
export interface UserPromptExpansionHookSpecificOutput extends HookOutputOf<"UserPromptExpansion"> {}

/** What a `SessionStart` hook may answer in `hookSpecificOutput`: `additionalContext`, `initialUserMessage`, `sessionTitle`, `watchPaths`, `reloadSkills`. */
export interface SessionStartHookSpecificOutput extends HookOutputOf<"SessionStart"> {}

/** What a `Stop` hook may answer in `hookSpecificOutput`: `additionalContext`. */
export interface StopHookSpecificOutput extends HookOutputOf<"Stop"> {}

/** What a `SubagentStart` hook may answer in `hookSpecificOutput`: `additionalContext`. */
export interface SubagentStartHookSpecificOutput extends HookOutputOf<"SubagentStart"> {}

/** What a `SubagentStop` hook may answer in `hookSpecificOutput`: `additionalContext`. */
export interface SubagentStopHookSpecificOutput extends HookOutputOf<"SubagentStop"> {}

/** What a `PreModelSwitch` hook may answer in `hookSpecificOutput`: `permissionDecision`, `permissionDecisionReason`. */
export interface PreModelSwitchHookSpecificOutput extends HookOutputOf<"PreModelSwitch"> {}

/** What a `PostModelSwitch` hook may answer in `hookSpecificOutput`: `additionalContext`. */
export interface PostModelSwitchHookSpecificOutput extends HookOutputOf<"PostModelSwitch"> {}

/** What a `PermissionRequest` hook may answer in `hookSpecificOutput`: `decision`. */
export interface PermissionRequestHookSpecificOutput extends HookOutputOf<"PermissionRequest"> {}

/** What a `PermissionDenied` hook may answer in `hookSpecificOutput`: `retry`. */
export interface PermissionDeniedHookSpecificOutput extends HookOutputOf<"PermissionDenied"> {}

/** What a `Setup` hook may answer in `hookSpecificOutput`: `additionalContext`. */
export interface SetupHookSpecificOutput extends HookOutputOf<"Setup"> {}

/** What an `Elicitation` hook may answer in `hookSpecificOutput`: `action`, `content`. */
export interface ElicitationHookSpecificOutput extends HookOutputOf<"Elicitation"> {}

/** What an `ElicitationResult` hook may answer in `hookSpecificOutput`: `action`, `content`. */
export interface ElicitationResultHookSpecificOutput extends HookOutputOf<"ElicitationResult"> {}

/** What a `WorktreeCreate` hook may answer in `hookSpecificOutput`: `worktreePath`. */
export interface WorktreeCreateHookSpecificOutput extends HookOutputOf<"WorktreeCreate"> {}

/** What a `CwdChanged` hook may answer in `hookSpecificOutput`: `watchPaths`. */
export interface CwdChangedHookSpecificOutput extends HookOutputOf<"CwdChanged"> {}

/** What a `FileChanged` hook may answer in `hookSpecificOutput`: `watchPaths`. */
export interface FileChangedHookSpecificOutput extends HookOutputOf<"FileChanged"> {}

/** What a `MessageDisplay` hook may answer in `hookSpecificOutput`: `displayContent`. */
export interface MessageDisplayHookSpecificOutput extends HookOutputOf<"MessageDisplay"> {}

/** What a `PreSkillShellCommand` hook may answer in `hookSpecificOutput`: `permissionDecision`, `permissionDecisionReason`, `updatedInput`. */
export interface PreSkillShellCommandHookSpecificOutput extends HookOutputOf<"PreSkillShellCommand"> {}

/** `hookSpecificOutput` of any hook: fields that only the event in `hookEventName` understands. */
export type HookSpecificOutput =
  | PreToolUseHookSpecificOutput
  | PostToolUseHookSpecificOutput
  | PostToolUseFailureHookSpecificOutput
  | PostToolBatchHookSpecificOutput
  | NotificationHookSpecificOutput
  | UserPromptSubmitHookSpecificOutput
  | UserPromptExpansionHookSpecificOutput
  | SessionStartHookSpecificOutput
  | StopHookSpecificOutput
  | SubagentStartHookSpecificOutput
  | SubagentStopHookSpecificOutput
  | PreModelSwitchHookSpecificOutput
  | PostModelSwitchHookSpecificOutput
  | PermissionRequestHookSpecificOutput
  | PermissionDeniedHookSpecificOutput
  | SetupHookSpecificOutput
  | ElicitationHookSpecificOutput
  | ElicitationResultHookSpecificOutput
  | WorktreeCreateHookSpecificOutput
  | CwdChangedHookSpecificOutput
  | FileChangedHookSpecificOutput
  | MessageDisplayHookSpecificOutput
  | PreSkillShellCommandHookSpecificOutput;
