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

/** Called before a tool runs, and before anybody is asked for permission. */
export interface PreToolUseHookInput extends HookInputOf<"PreToolUse"> {}

/** Called when a tool has run, with `tool_response` and `duration_ms`. */
export interface PostToolUseHookInput extends HookInputOf<"PostToolUse"> {}

/** Called when a tool has failed, with `error`. */
export interface PostToolUseFailureHookInput extends HookInputOf<"PostToolUseFailure"> {}

/** Called when all calls of one message are done. */
export interface PostToolBatchHookInput extends HookInputOf<"PostToolBatch"> {}

/** Called when somebody's attention is wanted: a permission question has waited for 6 s, …. */
export interface NotificationHookInput extends HookInputOf<"Notification"> {}

/** Called before a prompt is taken up; `decision: "block"` refuses it. */
export interface UserPromptSubmitHookInput extends HookInputOf<"UserPromptSubmit"> {}

/** Called before a slash command or MCP prompt becomes a prompt. */
export interface UserPromptExpansionHookInput extends HookInputOf<"UserPromptExpansion"> {}

/** Called when a session begins anew: `clear`, `compact`, a claim of `prewarm()`; not at a plain start, which is before your program is heard. */
export interface SessionStartHookInput extends HookInputOf<"SessionStart"> {}

/** Called after `/clear`, and when the process is told to end with input still open. */
export interface SessionEndHookInput extends HookInputOf<"SessionEnd"> {}

/** Called when the agent is about to stop; `decision: "block"` makes it go on. */
export interface StopHookInput extends HookInputOf<"Stop"> {}

/** Called when a turn ends by an error of the API. */
export interface StopFailureHookInput extends HookInputOf<"StopFailure"> {}

/** Called when a subagent begins. */
export interface SubagentStartHookInput extends HookInputOf<"SubagentStart"> {}

/** Called when a subagent is about to stop; `decision: "block"` makes it go on. */
export interface SubagentStopHookInput extends HookInputOf<"SubagentStop"> {}

/** Called before the conversation is summarised to make room. */
export interface PreCompactHookInput extends HookInputOf<"PreCompact"> {}

/** Called after the conversation was summarised, with `compact_summary`. */
export interface PostCompactHookInput extends HookInputOf<"PostCompact"> {}

/** Called before another model takes over, with what its cache will cost. */
export interface PreModelSwitchHookInput extends HookInputOf<"PreModelSwitch"> {}

/** Called after another model has taken over. */
export interface PostModelSwitchHookInput extends HookInputOf<"PostModelSwitch"> {}

/** Called when a call needs a decision, together with `canUseTool`; the first answer counts. */
export interface PermissionRequestHookInput extends HookInputOf<"PermissionRequest"> {}

/** Called when mode `auto` has refused a call. */
export interface PermissionDeniedHookInput extends HookInputOf<"PermissionDenied"> {}

/** Called when the CLI is set up by its own command; not in a session of yours. */
export interface SetupHookInput extends HookInputOf<"Setup"> {}

/** Called when a member of an agent team has nothing to do. */
export interface TeammateIdleHookInput extends HookInputOf<"TeammateIdle"> {}

/** Called when a task is put on the task list. */
export interface TaskCreatedHookInput extends HookInputOf<"TaskCreated"> {}

/** Called when a task is ticked off. */
export interface TaskCompletedHookInput extends HookInputOf<"TaskCompleted"> {}

/** Called when a server asks the person something. */
export interface ElicitationHookInput extends HookInputOf<"Elicitation"> {}

/** Called when the person has answered, before the server hears it. */
export interface ElicitationResultHookInput extends HookInputOf<"ElicitationResult"> {}

/** Called when a settings file has changed. */
export interface ConfigChangeHookInput extends HookInputOf<"ConfigChange"> {}

/** Called when a worktree is wanted: the hook makes it and must answer with its path. */
export interface WorktreeCreateHookInput extends HookInputOf<"WorktreeCreate"> {}

/** Called when a worktree is no longer wanted. */
export interface WorktreeRemoveHookInput extends HookInputOf<"WorktreeRemove"> {}

/** Called when a CLAUDE.md file is read; not seen by hooks of programs. */
export interface InstructionsLoadedHookInput extends HookInputOf<"InstructionsLoaded"> {}

/** Called when the working directory changes; not by `cd` in a command. */
export interface CwdChangedHookInput extends HookInputOf<"CwdChanged"> {}

/** Called when a file of `watchPaths` changes. */
export interface FileChangedHookInput extends HookInputOf<"FileChanged"> {}

/** Called when a directory is added to the session. */
export interface DirectoryAddedHookInput extends HookInputOf<"DirectoryAdded"> {}

/** Called when a text of the model is shown. */
export interface MessageDisplayHookInput extends HookInputOf<"MessageDisplay"> {}

/** Called before a command that stands in the text of a skill runs, while the skill is loaded; no tool call has its id. */
export interface PreSkillShellCommandHookInput extends HookInputOf<"PreSkillShellCommand"> {}

/** What a hook is told; `hook_event_name` says which. */
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

/** What a `PreToolUse` hook may answer with. */
export interface PreToolUseHookSpecificOutput extends HookOutputOf<"PreToolUse"> {}

/** What a `PostToolUse` hook may answer with. */
export interface PostToolUseHookSpecificOutput extends HookOutputOf<"PostToolUse"> {}

/** What a `PostToolUseFailure` hook may answer with. */
export interface PostToolUseFailureHookSpecificOutput extends HookOutputOf<"PostToolUseFailure"> {}

/** What a `PostToolBatch` hook may answer with. */
export interface PostToolBatchHookSpecificOutput extends HookOutputOf<"PostToolBatch"> {}

/** What a `Notification` hook may answer with. */
export interface NotificationHookSpecificOutput extends HookOutputOf<"Notification"> {}

/** What a `UserPromptSubmit` hook may answer with. */
export interface UserPromptSubmitHookSpecificOutput extends HookOutputOf<"UserPromptSubmit"> {}

/** What a `UserPromptExpansion` hook may answer with. */
export interface UserPromptExpansionHookSpecificOutput extends HookOutputOf<"UserPromptExpansion"> {}

/** What a `SessionStart` hook may answer with. */
export interface SessionStartHookSpecificOutput extends HookOutputOf<"SessionStart"> {}

/** What a `Stop` hook may answer with. */
export interface StopHookSpecificOutput extends HookOutputOf<"Stop"> {}

/** What a `SubagentStart` hook may answer with. */
export interface SubagentStartHookSpecificOutput extends HookOutputOf<"SubagentStart"> {}

/** What a `SubagentStop` hook may answer with. */
export interface SubagentStopHookSpecificOutput extends HookOutputOf<"SubagentStop"> {}

/** What a `PreModelSwitch` hook may answer with. */
export interface PreModelSwitchHookSpecificOutput extends HookOutputOf<"PreModelSwitch"> {}

/** What a `PostModelSwitch` hook may answer with. */
export interface PostModelSwitchHookSpecificOutput extends HookOutputOf<"PostModelSwitch"> {}

/** What a `PermissionRequest` hook may answer with. */
export interface PermissionRequestHookSpecificOutput extends HookOutputOf<"PermissionRequest"> {}

/** What a `PermissionDenied` hook may answer with. */
export interface PermissionDeniedHookSpecificOutput extends HookOutputOf<"PermissionDenied"> {}

/** What a `Setup` hook may answer with. */
export interface SetupHookSpecificOutput extends HookOutputOf<"Setup"> {}

/** What a `Elicitation` hook may answer with. */
export interface ElicitationHookSpecificOutput extends HookOutputOf<"Elicitation"> {}

/** What a `ElicitationResult` hook may answer with. */
export interface ElicitationResultHookSpecificOutput extends HookOutputOf<"ElicitationResult"> {}

/** What a `WorktreeCreate` hook may answer with. */
export interface WorktreeCreateHookSpecificOutput extends HookOutputOf<"WorktreeCreate"> {}

/** What a `CwdChanged` hook may answer with. */
export interface CwdChangedHookSpecificOutput extends HookOutputOf<"CwdChanged"> {}

/** What a `FileChanged` hook may answer with. */
export interface FileChangedHookSpecificOutput extends HookOutputOf<"FileChanged"> {}

/** What a `MessageDisplay` hook may answer with. */
export interface MessageDisplayHookSpecificOutput extends HookOutputOf<"MessageDisplay"> {}

/** What a `PreSkillShellCommand` hook may answer with. */
export interface PreSkillShellCommandHookSpecificOutput extends HookOutputOf<"PreSkillShellCommand"> {}

/** What only one event understands; `hookEventName` says which. */
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
